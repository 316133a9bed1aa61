import type { Language } from "@stanch/model/text";

/** How an instant is written: `short` for tables, `second` for logs and clocks, `day` for documents. */
export type InstantStyle = "short" | "second" | "day";

const two = (value: number) => String(value).padStart(2, "0");

/**
 * The offset of a zone at an instant, `+08:00`; `Z` stays `UTC`.
 *
 * @example zoneMark(new Date("2026-03-01T00:00:00Z"), "Asia/Shanghai") === "+08:00"
 */
export function zoneMark(at: Date, zone: string): string {
  if (zone === "UTC") return "UTC";
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(at);
  const mark = parts.find((part) => part.type === "timeZoneName")?.value ?? "UTC";
  return /^GMT(?:[+-]00:00)?$/.test(mark) ? "UTC" : mark.replace("GMT", "");
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  formatters.set(zone, made);
  return made;
}

/** The zone of this browser. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * An instant in one zone, always sortable: `2026-03-01 10:14:07 +08:00`. Undefined input gives a dash; text that is no instant
 * comes back as it is.
 */
export function instantText(instant: string | undefined, zone: string, style: InstantStyle = "short"): string {
  if (instant === undefined) return "–";
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const parts = formatter(zone).formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  const day = `${of("year")}-${of("month")}-${of("day")}`;
  if (style === "day") return day;
  const minute = `${of("hour")}:${of("minute")}`;
  return `${day} ${style === "second" ? `${minute}:${of("second")}` : minute} ${zoneMark(at, zone)}`;
}

/** `12 min ago`, `12 分钟前`: only ever shown beside the absolute time. */
export function relativeText(instant: string, now: number, language: Language): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1000);
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  const size = Math.abs(seconds);
  if (size < 60) return format.format(seconds, "second");
  if (size < 3600) return format.format(Math.round(seconds / 60), "minute");
  if (size < 86_400) return format.format(Math.round(seconds / 3600), "hour");
  return format.format(Math.round(seconds / 86_400), "day");
}

/** Value of a field for a moment (`2026-03-01T10:14`, local time) as an instant with zone, or undefined when it is empty or no time. */
export function instantOfField(value: string): string | undefined {
  const at = value === "" ? new Date(Number.NaN) : new Date(value);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** An instant as the value of a field for a moment, local time with seconds. */
export function fieldOfInstant(instant: string): string {
  const at = new Date(instant);
  return (
    `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}` +
    `T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
  );
}

/** The time of an event for a table whose head names the zone: `2026-03-01 10:14:07.123`, with the digits the record states. */
export function eventTimeText(instant: string, zone: string): string {
  const fraction = /T[\d:]+(\.\d+)/.exec(instant)?.[1] ?? "";
  return `${instantText(instant, zone, "second").slice(0, 19)}${fraction}`;
}
