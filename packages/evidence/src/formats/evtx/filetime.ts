import { formatInstant } from "@stanch/model/log-event";

/** 1970-01-01T00:00:00Z as a FILETIME, in its two halves. */
const epochHigh = 27_111_902;
const epochLow = 3_577_643_008;

/**
 * Microseconds since 1970 of a FILETIME (100 ns since 1601, UTC) given as its two halves; undefined for zero ("never") and
 * for times before 1684 or past 2255, which are damage and not dates. What lies below the microsecond is told by {@link filetimeNanos}.
 *
 * @example filetimeMicros(0xd53e8000, 0x019db1de) // 0
 */
export function filetimeMicros(low: number, high: number): number | undefined {
  if (low === 0 && high === 0) return undefined;
  const upper = high - epochHigh;
  const time = upper * 429_496_729 + Math.floor((upper * 6 + (low - epochLow)) / 10);
  return Number.isSafeInteger(time) ? time : undefined;
}

/** Nanoseconds beyond the microsecond of a FILETIME: 0, 100, … 900. */
export function filetimeNanos(low: number, high: number): number {
  const rest = ((high - epochHigh) * 6 + (low - epochLow)) % 10;
  return (rest < 0 ? rest + 10 : rest) * 100;
}

/** RFC 3339 with the seven digits a FILETIME has; past the year 9999 the number. */
export function filetimeText(low: number, high: number): string {
  const time = filetimeMicros(low, high);
  if (time !== undefined) return formatInstant(time, 7, filetimeNanos(low, high));
  const ticks = (BigInt(high) << 32n) | BigInt(low);
  const seconds = Number(ticks / 10_000_000n) - 11_644_473_600;
  if (seconds > 253_402_300_799) return `0x${ticks.toString(16)}`;
  const fraction = String(ticks % 10_000_000n).padStart(7, "0");
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${fraction}Z`;
}
