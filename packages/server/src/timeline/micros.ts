import { StanchError } from "@stanch/model/error";

/**
 * An RFC 3339 instant as microseconds since 1970.
 *
 * @throws StanchError `E_INSTANT`
 * @example microsOf("2026-03-01T02:14:07.000001Z") // 1772331247000001
 */
export function microsOf(text: string): number {
  const match = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.(\d{1,12}))?(?:[Zz]|[+-]\d\d:\d\d)$/.exec(text);
  const whole = match === null ? Number.NaN : Date.parse(text.replace(" ", "T").replace(/\.\d+/, ""));
  if (match === null || Number.isNaN(whole)) throw new StanchError("E_INSTANT", { value: text.slice(0, 60) });
  return whole * 1000 + Number((match[1] ?? "").slice(0, 6).padEnd(6, "0"));
}

/**
 * Microseconds as RFC 3339 in UTC.
 *
 * @example instantOf(1_772_331_247_000_001) // "2026-03-01T02:14:07.000001Z"
 */
export function instantOf(micros: number): string {
  const seconds = Math.floor(micros / 1e6);
  const base = new Date(seconds * 1000).toISOString().slice(0, 19);
  return `${base}.${String(micros - seconds * 1e6).padStart(6, "0")}Z`;
}
