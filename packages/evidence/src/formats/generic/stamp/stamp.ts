import type { TimeBasis } from "@stanch/model/event-line";
import { daysFromCivil, isMonthDay } from "../../../calendar.ts";
import type { Clock } from "../../../format.ts";
import { monthOf } from "../../../month.ts";
import { stampForms } from "./stamp-forms.ts";

/** The last date-time {@link readStamp} found; one object, overwritten by every call. */
export const stamp: { time: number; nanos: number; digits: number; basis: TimeBasis; end: number } = {
  time: 0,
  nanos: 0,
  digits: 0,
  basis: "none",
  end: 0,
};

/** A date-time as its digits say it, before the clock places it. */
interface Wall {
  readonly year: number | undefined;
  readonly month: number;
  readonly day: number;
  readonly seconds: number;
  readonly fraction: string;
  /** Seconds east of UTC; undefined when none is stated. */
  readonly zone: number | undefined;
}

/** Seconds east of UTC of `Z`, `UTC`, `+0200`, `+02:00`, `+02`; undefined for anything else. */
export function zoneSeconds(text: string): number | undefined {
  if (text === "Z" || text === "UTC" || text === "GMT") return 0;
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(text);
  if (match === null) return undefined;
  const seconds = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60;
  return match[1] === "-" ? -seconds : seconds;
}

/** Sets {@link stamp} to an instant; the fraction may have up to nine digits, more are dropped. */
export function setInstant(seconds: number, fraction: string, basis: TimeBasis): void {
  let nanos = 0;
  const digits = Math.min(fraction.length, 9);
  for (let at = 0; at < 9; at++) nanos = nanos * 10 + (at < digits ? fraction.charCodeAt(at) - 48 : 0);
  stamp.time = seconds * 1e6 + Math.floor(nanos / 1000);
  stamp.nanos = nanos % 1000;
  stamp.digits = digits;
  stamp.basis = basis;
}

function place(wall: Wall, clock: Clock): boolean {
  const { year, month, day, seconds, zone } = wall;
  if (!isMonthDay(month, day) || seconds >= 86_401) return false;
  if (zone !== undefined && year !== undefined) {
    setInstant(daysFromCivil(year, month, day) * 86_400 + seconds - zone, wall.fraction, "stated");
    return true;
  }
  setInstant(clock.local(year, month, day, seconds) / 1e6, wall.fraction, clock.basis);
  return true;
}

function yearOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const year = Number(text);
  // Two digits: POSIX strptime, %y.
  return text.length > 2 ? year : year < 69 ? 2000 + year : 1900 + year;
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (/p/i.test(half) ? 12 : 0);
}

function monthNumber(text: string): number {
  const first = text.charCodeAt(0);
  return first >= 48 && first <= 57 ? Number(text) : monthOf(first, text.charCodeAt(1), text.charCodeAt(2));
}

/** Two digits at `at`, or -1. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** Seconds east of UTC of `Z` or `+hh:mm`, `+hhmm` at `at`; its end is in `zoneEnd`. Undefined for anything else. */
function isoZone(text: string, at: number): number | undefined {
  const sign = text.charCodeAt(at);
  if (sign === 90) {
    zoneEnd = at + 1;
    return 0;
  }
  if (sign !== 43 && sign !== 45) return undefined;
  const hours = two(text, at + 1);
  const from = text.charCodeAt(at + 3) === 58 ? at + 4 : at + 3;
  const minutes = two(text, from);
  if (hours < 0 || minutes < 0) return undefined;
  zoneEnd = from + 2;
  return (sign === 43 ? 1 : -1) * (hours * 3600 + minutes * 60);
}

let zoneEnd = 0;

/** Day of the last date read: records of one day follow one another. */
let lastDate = -1;
let lastDay = 0;

function dayOf(century: number, year: number, month: number, day: number): number {
  const date = ((century * 100 + year) * 16 + month) * 32 + day;
  if (date !== lastDate) {
    lastDay = daysFromCivil(century * 100 + year, month, day);
    lastDate = date;
  }
  return lastDay;
}

/**
 * The commonest form by far, `2026-03-01T02:14:07.123456+0800`, read without a pattern; false for all others, of which the patterns
 * then speak. Its zone is stated, so no clock is asked.
 */
function readIso(text: string, at: number): boolean {
  if (text.charCodeAt(at + 4) !== 45 || text.charCodeAt(at + 7) !== 45 || text.charCodeAt(at + 10) !== 84) return false;
  if (text.charCodeAt(at + 13) !== 58 || text.charCodeAt(at + 16) !== 58) return false;
  const century = two(text, at);
  const year = two(text, at + 2);
  const month = two(text, at + 5);
  const day = two(text, at + 8);
  const hour = two(text, at + 11);
  const minute = two(text, at + 14);
  const second = two(text, at + 17);
  if (century < 0 || year < 0 || hour < 0 || minute < 0 || second < 0 || !isMonthDay(month, day)) return false;
  if (hour > 23 || minute > 59 || second > 60) return false;
  let end = at + 19;
  if (text.charCodeAt(end) === 46) {
    end++;
    while (end < at + 29 && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
    if (end === at + 20) return false;
  }
  const zone = isoZone(text, end);
  const after = text.charCodeAt(zoneEnd);
  if (zone === undefined || (after >= 48 && after <= 57) || after === 58) return false;
  const seconds = dayOf(century, year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - zone;
  setInstant(seconds, end === at + 19 ? "" : text.slice(at + 20, end), "stated");
  stamp.end = zoneEnd;
  return true;
}

/**
 * Looks for a date-time of any usual form at `at` (brackets and quotes before it are passed over) and puts it into
 * {@link stamp}; false when there is none. The forms are listed in `stamp-forms.ts`.
 *
 * @example readStamp("2024-08-31 02:11:22.129 x", 0, clock) // true; stamp.end === 23
 */
export function readStamp(text: string, at: number, clock: Clock): boolean {
  let start = at;
  while (start < at + 3 && (text[start] === "[" || text[start] === '"' || text[start] === "(")) start++;
  if (readIso(text, start)) return true;
  for (const form of stampForms) {
    const code = text.charCodeAt(start);
    if (form.digit !== (code >= 48 && code <= 57)) continue;
    form.pattern.lastIndex = start;
    const groups = form.pattern.exec(text)?.groups;
    if (groups === undefined) continue;
    if (form.pattern.lastIndex < text.length && /\d/.test(text[form.pattern.lastIndex] ?? "")) continue;
    if (!placed(groups, clock)) continue;
    stamp.end = form.pattern.lastIndex;
    return true;
  }
  return false;
}

function placed(groups: Record<string, string | undefined>, clock: Clock): boolean {
  if (groups["epoch"] !== undefined) {
    const seconds = Number(groups["epoch"].slice(0, 10));
    setInstant(seconds, groups["epoch"].slice(10) + (groups["f"] ?? ""), "stated");
    return true;
  }
  const seconds = Number(groups["s"] ?? 0) + Number(groups["i"]) * 60;
  if (Number(groups["i"]) > 59) return false;
  const hour = hourOf(Number(groups["h"]), groups["half"]);
  const zone = groups["z"] === undefined ? undefined : zoneSeconds(groups["z"]);
  const wall = {
    year: yearOf(groups["y"]),
    month: monthNumber(groups["m"] ?? ""),
    day: Number(groups["d"]),
    seconds: seconds + hour * 3600,
    fraction: groups["f"] ?? "",
    zone,
  };
  return place(wall, clock);
}

/** The instant of a number of seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by size. */
export function setEpoch(value: number | string): boolean {
  const text = typeof value === "number" ? plainNumber(value) : value;
  const match = /^(\d{9,19})(?:[.,](\d{1,12}))?$/.exec(text);
  if (match === null) return false;
  const whole = match[1] ?? "";
  const cut = whole.length <= 11 ? whole.length : whole.length <= 14 ? -3 : whole.length <= 17 ? -6 : -9;
  const seconds = Number(cut > 0 ? whole : whole.slice(0, cut));
  setInstant(seconds, (cut > 0 ? "" : whole.slice(cut)) + (match[2] ?? ""), "stated");
  return true;
}

function plainNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(6).replace(/0+$/, "");
}
