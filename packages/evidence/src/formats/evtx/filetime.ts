import { formatInstant } from "@stanch/model/log-event";

/** 1970-01-01T00:00:00Z as a FILETIME, in its two halves. */
const epochHigh = 27_111_902;
const epochLow = 3_577_643_008;
/** 9999-12-31T23:59:59Z in microseconds: later times are damage, not dates. */
const latest = 253_402_300_799_999_999;

/**
 * Microseconds since 1970 of a FILETIME (100 ns since 1601, UTC) given as its two halves; undefined for zero ("never") and
 * for times past the year 9999. What lies below the microsecond is told by {@link filetimeNanos}.
 *
 * @example filetimeMicros(0xd53e8000, 0x019db1de) // 0
 */
export function filetimeMicros(low: number, high: number): number | undefined {
  if (low === 0 && high === 0) return undefined;
  const upper = high - epochHigh;
  const time = upper * 429_496_729 + Math.floor((upper * 6 + (low - epochLow)) / 10);
  return time > latest ? undefined : time;
}

/** Nanoseconds beyond the microsecond of a FILETIME: 0, 100, … 900. */
export function filetimeNanos(low: number, high: number): number {
  const rest = ((high - epochHigh) * 6 + (low - epochLow)) % 10;
  return (rest < 0 ? rest + 10 : rest) * 100;
}

/** RFC 3339 with the seven digits a FILETIME has; `0` for "never", as written by Windows tools that show the number. */
export function filetimeText(low: number, high: number): string {
  const time = filetimeMicros(low, high);
  if (time !== undefined) return formatInstant(time, 7, filetimeNanos(low, high));
  return low === 0 && high === 0
    ? "1601-01-01T00:00:00.0000000Z"
    : `0x${((BigInt(high) << 32n) | BigInt(low)).toString(16)}`;
}
