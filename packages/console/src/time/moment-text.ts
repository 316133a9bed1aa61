/*
 * Dates and times as they are typed: always year-month-day and 24 hours, whatever the browser's own locale would write. The value of
 * a field is `2026-03-01T10:14` or `2026-03-01T10:14:07`, of a day field `2026-03-01`.
 */

const typed =
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]*(\d{1,2})\s*[:：时]\s*(\d{1,2})(?:\s*[:：分]\s*(\d{1,2})?\s*秒?)?)?$/;
const two = (value: number): string => String(value).padStart(2, "0");

/** Whether the calendar has such a day. */
function isDay(year: number, month: number, day: number): boolean {
  const at = new Date(Date.UTC(year, month - 1, day));
  return year > 0 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}

/**
 * What was typed as the value of a field; undefined for what is no moment, the 30th of February included. A day without hours is its
 * midnight.
 *
 * @example readMoment("2026年3月1日 9:05") === "2026-03-01T09:05"
 */
export function readMoment(text: string): string | undefined {
  const [, ...parts] = typed.exec(text.trim()) ?? [];
  const [year, month, day, hour = 0, minute = 0, second] = parts.map((one) =>
    one === undefined ? undefined : Number(one),
  );
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (!isDay(year, month, day) || hour > 23 || minute > 59 || (second ?? 0) > 59) return undefined;
  const clock = `${two(hour)}:${two(minute)}${second === undefined ? "" : `:${two(second)}`}`;
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${clock}`;
}

/** The day alone; what was typed of hours is no day. */
export function readDay(text: string): string | undefined {
  return /\d\s*[:：时T]/.test(text.trim()) ? undefined : readMoment(text)?.slice(0, 10);
}

/** The value of a field as it is shown: `2026-03-01 10:14`. */
export function momentText(value: string): string {
  return value.replace("T", " ");
}

/** The weeks of a month, Monday first; days of the months beside it are undefined. */
export function weeksOf(year: number, month: number): (number | undefined)[][] {
  const first = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const cells = Array.from({ length: Math.ceil((first + days) / 7) * 7 }, (_, at) => {
    const day = at - first + 1;
    return day >= 1 && day <= days ? day : undefined;
  });
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** A value with another day and the same time; without a time, `fallback`. */
export function withDay(value: string, day: string, fallback: string): string {
  const clock = /T(.+)$/.exec(value)?.[1] ?? fallback;
  return clock === "" ? day : `${day}T${clock}`;
}
