import type { TimeBasis } from "@stanch/model/event-line";
import { daysFromCivil, isMonthDay } from "../../../calendar.ts";
import type { Clock } from "../../../format.ts";
import { monthOf } from "../../../month.ts";

/** The date {@link readDate} read last; one object, so that a line costs none. */
export const dated: { time: number; nanos: number; digits: number; basis: TimeBasis; end: number } = {
  time: 0,
  nanos: 0,
  digits: 0,
  basis: "none",
  end: 0,
};

function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - 48;
  return digit >= 0 && digit <= 9 ? digit : Number.NaN;
}

function twoDigits(text: string, at: number): number {
  return digitAt(text, at) * 10 + digitAt(text, at + 1);
}

/** Seconds of `hh:mm:ss`, or NaN. */
function daySeconds(text: string, at: number): number {
  if (text.charCodeAt(at + 2) !== 58 || text.charCodeAt(at + 5) !== 58) return Number.NaN;
  const hour = twoDigits(text, at);
  const minute = twoDigits(text, at + 3);
  const second = twoDigits(text, at + 6);
  return hour < 24 && minute < 60 && second < 61 ? hour * 3600 + minute * 60 + second : Number.NaN;
}

/** Reads `.123456` or `,123` at `at` into {@link dated}; answers microseconds. */
function fractionAt(text: string, at: number): number {
  dated.nanos = 0;
  dated.digits = 0;
  dated.end = at;
  const sign = text.charCodeAt(at);
  if ((sign !== 46 && sign !== 44) || Number.isNaN(digitAt(text, at + 1))) return 0;
  let value = 0;
  let end = at + 1;
  for (let digit = digitAt(text, end); !Number.isNaN(digit); digit = digitAt(text, ++end)) {
    if (dated.digits === 9) continue;
    value = value * 10 + digit;
    dated.digits++;
  }
  dated.end = end;
  const nanos = value * 10 ** (9 - dated.digits);
  dated.nanos = nanos % 1000;
  return Math.floor(nanos / 1000);
}

/** Seconds east of UTC of `Z`, `+08:00`, `+0800`; undefined when none stands there. Moves `dated.end` past it. */
function zoneAt(text: string): number | undefined {
  const at = dated.end;
  const code = text.charCodeAt(at);
  if (code === 90) {
    dated.end = at + 1;
    return 0;
  }
  if (code !== 43 && code !== 45) return undefined;
  // macOS writes `+08`.
  if (text.charCodeAt(at + 3) === 32 && !Number.isNaN(twoDigits(text, at + 1))) {
    dated.end = at + 3;
    return twoDigits(text, at + 1) * (code === 45 ? -3600 : 3600);
  }
  const colon = text.charCodeAt(at + 3) === 58 ? 1 : 0;
  const seconds = twoDigits(text, at + 1) * 3600 + twoDigits(text, at + 3 + colon) * 60;
  if (Number.isNaN(seconds)) return undefined;
  dated.end = at + 5 + colon;
  return code === 45 ? -seconds : seconds;
}

/** `2026-03-01T02:14:07.123456+08:00`, RFC 3339, also with a space between. */
export function readIsoDate(text: string, at: number, clock: Clock): boolean {
  const between = text.charCodeAt(at + 10);
  if (text.charCodeAt(at + 4) !== 45 || text.charCodeAt(at + 7) !== 45 || (between !== 84 && between !== 32))
    return false;
  const year = twoDigits(text, at) * 100 + twoDigits(text, at + 2);
  const month = twoDigits(text, at + 5);
  const date = twoDigits(text, at + 8);
  const seconds = daySeconds(text, at + 11);
  if (Number.isNaN(year + seconds) || !isMonthDay(month, date)) return false;
  const micros = fractionAt(text, at + 19);
  const zone = zoneAt(text);
  if (zone === undefined) {
    dated.time = clock.local(year, month, date, seconds, micros);
    dated.basis = clock.basis;
  } else {
    dated.time = (daysFromCivil(year, month, date) * 86_400 + seconds - zone) * 1e6 + micros;
    dated.basis = "stated";
  }
  return true;
}

/** The last `Mar  1 02:14:07 ` and what it says: several lines of a second follow one another. */
const last = { text: "", month: 0, date: 0, seconds: 0 };
const plainDate = 16;

function remember(text: string, start: number, month: number, date: number, seconds: number): void {
  last.text = text.slice(start, start + plainDate);
  last.month = month;
  last.date = date;
  last.seconds = seconds;
}

/** `Mar  1 02:14:07`, `3月  1 02:14:07`, `Mar  1 2026 02:14:07`. */
function readNamedDate(text: string, start: number, clock: Clock): boolean {
  if (last.text !== "" && text.startsWith(last.text, start)) {
    dated.time = clock.local(undefined, last.month, last.date, last.seconds, 0);
    dated.basis = clock.basis;
    dated.nanos = dated.digits = 0;
    dated.end = start + plainDate - 1;
    return true;
  }
  let at = start;
  let month = monthOf(text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2));
  if (month > 0) at += 3;
  else {
    const wide = text.charCodeAt(at + 1) === 0x6708 ? 1 : text.charCodeAt(at + 2) === 0x6708 ? 2 : 0;
    if (wide === 0) return false;
    month = wide === 1 ? digitAt(text, at) : twoDigits(text, at);
    at += wide + 1;
  }
  while (text.charCodeAt(at) === 32) at++;
  let date = digitAt(text, at++);
  if (text.charCodeAt(at) !== 32) date = date * 10 + digitAt(text, at++);
  if (Number.isNaN(date) || text.charCodeAt(at) !== 32 || !isMonthDay(month, date)) return false;
  at++;
  let year: number | undefined;
  if (text.charCodeAt(at + 4) === 32) {
    year = twoDigits(text, at) * 100 + twoDigits(text, at + 2);
    at += 5;
  }
  const seconds = daySeconds(text, at);
  if (Number.isNaN(seconds + (year ?? 0))) return false;
  const micros = fractionAt(text, at + 8);
  dated.time = clock.local(year, month, date, seconds, micros);
  dated.basis = clock.basis;
  if (at + 8 === start + plainDate - 1 && text.charCodeAt(at + 8) === 32) remember(text, start, month, date, seconds);
  return true;
}

/** `1772331247.123456`, as `journalctl -o short-unix` writes it. */
function readEpoch(text: string, at: number): boolean {
  const match = /^(1\d{9})\.(\d{6}) /.exec(text.slice(at, at + 18));
  if (match === null) return false;
  dated.time = Number(match[1]) * 1e6 + Number(match[2]);
  dated.nanos = 0;
  dated.digits = 6;
  dated.basis = "stated";
  dated.end = at + 17;
  return true;
}

/** `Sun 2026-03-01 02:14:07 CST`, as `journalctl -o short-full` writes it; an abbreviation other than UTC names no zone. */
function readFullDate(text: string, at: number, clock: Clock): boolean {
  if (text.charCodeAt(at + 3) !== 32 || text.charCodeAt(at + 8) !== 45) return false;
  const utc = text.startsWith(" UTC ", at + 23);
  if (!readIsoDate(utc ? `${text.slice(at + 4, at + 23)}Z` : text, utc ? 0 : at + 4, clock)) return false;
  if (utc) {
    dated.end = at + 27;
    return true;
  }
  const zone = /^ [A-Z]{2,5}(?= )/.exec(text.slice(dated.end, dated.end + 8));
  if (zone !== null) dated.end += zone[0].length;
  return zone !== null;
}

/**
 * Reads the date syslog writes first in a line into {@link dated}; false when there is none.
 *
 * @example readDate("Mar  1 02:14:07 web sshd[1]: x", 0, clock) // true; dated.end === 15
 */
export function readDate(text: string, at: number, clock: Clock): boolean {
  const code = text.charCodeAt(at);
  if (code >= 48 && code <= 57 && text.charCodeAt(at + 4) === 45) return readIsoDate(text, at, clock);
  if (code === 49 && text.charCodeAt(at + 10) === 46) return readEpoch(text, at);
  return readNamedDate(text, at, clock) || readFullDate(text, at, clock);
}
