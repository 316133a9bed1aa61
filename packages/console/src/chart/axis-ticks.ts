const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Distances between ticks that people count in, in seconds. */
const steps = [
  1,
  2,
  5,
  10,
  20,
  30,
  ...[1, 2, 5, 10, 20, 30].map((one) => one * MINUTE),
  ...[1, 2, 4, 6, 12].map((one) => one * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((one) => one * DAY),
];

/** Where an axis of time has its ticks: from nothing to the first tick not below `max`, at most five of them. Seconds. */
export function durationTicks(max: number): number[] {
  const step = steps.find((one) => one * 4 >= max) ?? Math.ceil(max / 4 / DAY) * DAY;
  const count = Math.max(1, Math.ceil(max / step));
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

/** Where an axis of counts has its ticks: whole numbers, at most five. */
export function countTicks(max: number): number[] {
  const rough = Math.max(1, max / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 1);
  const count = Math.max(1, Math.ceil(max / step));
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

/** The largest unit in which seconds are a whole number: `[2, "hour"]` for 7200. */
export function wholeUnit(seconds: number): readonly [count: number, unit: "second" | "minute" | "hour" | "day"] {
  if (seconds >= DAY && seconds % DAY === 0) return [seconds / DAY, "day"];
  if (seconds >= HOUR && seconds % HOUR === 0) return [seconds / HOUR, "hour"];
  if (seconds >= MINUTE && seconds % MINUTE === 0) return [seconds / MINUTE, "minute"];
  return [seconds, "second"];
}
