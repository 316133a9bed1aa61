import { daysFromCivil } from "../../../calendar.ts";
import { monthOf } from "../../../month.ts";

/** Where the parts of one access line lie; one object, overwritten by every line, so that a line costs no garbage. */
export const cut = {
  /** Epoch microseconds. */
  time: 0,
  digits: 0,
  /** End of what stands before the date. */
  head: 0,
  request: 0,
  requestEnd: 0,
  status: 0,
  bytes: -1,
  referrer: 0,
  referrerEnd: 0,
  agent: 0,
  agentEnd: 0,
  /** Where whatever follows the known parts begins. */
  rest: 0,
};

const quote = 34;
const space = 32;

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}

function two(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

let lastKey = -1;
let lastDays = 0;

/** `18/Jan/2024:15:31:16 +0100]` at `at`; returns the place after the bracket, or -1. */
function date(text: string, at: number): number {
  if (text.charCodeAt(at + 2) !== 47 || text.charCodeAt(at + 6) !== 47) return wordyDate(text, at);
  const month = monthOf(text.charCodeAt(at + 3), text.charCodeAt(at + 4), text.charCodeAt(at + 5));
  const day = two(text, at);
  const year = two(text, at + 7) * 100 + two(text, at + 9);
  const seconds = two(text, at + 12) * 3600 + two(text, at + 15) * 60 + two(text, at + 18);
  // NaN from a character that is no digit runs through to here.
  if (month === 0 || !(day > 0 && day < 32) || !(year + seconds >= 0)) return -1;
  const key = (year * 12 + month) * 32 + day;
  if (key !== lastKey) {
    lastDays = daysFromCivil(year, month, day);
    lastKey = key;
  }
  return zone(text, at + 20, lastDays * 86_400 + seconds);
}

/** Months written out by locale, as Jetty does: `02/sept./2015:00:11:31 +0200]`. */
function wordyDate(text: string, at: number): number {
  const match = /^(\d\d)\/([A-Za-z]{3})[^/\s]{0,8}\/(\d{4}):(\d\d):(\d\d):(\d\d)/.exec(text.slice(at, at + 40));
  if (match === null) return -1;
  const word = match[2] ?? "";
  const month = monthOf(word.charCodeAt(0), word.charCodeAt(1), word.charCodeAt(2));
  if (month === 0) return -1;
  const days = daysFromCivil(Number(match[3]), month, Number(match[1]));
  const seconds = Number(match[4]) * 3600 + Number(match[5]) * 60 + Number(match[6]);
  return zone(text, at + match[0].length, days * 86_400 + seconds);
}

function zone(text: string, start: number, wall: number): number {
  let at = start;
  let micros = 0;
  cut.digits = 0;
  if (text.charCodeAt(at) === 46) {
    let scale = 100_000;
    for (at++; digit(text, at) >= 0 && cut.digits < 6; at++, scale /= 10) {
      micros += digit(text, at) * scale;
      cut.digits++;
    }
  }
  const sign = text.charCodeAt(at + 1);
  if (text.charCodeAt(at) !== space || (sign !== 43 && sign !== 45) || text.charCodeAt(at + 6) !== 93) return -1;
  const offset = two(text, at + 2) * 3600 + two(text, at + 4) * 60;
  if (!(offset >= 0)) return -1;
  cut.time = (wall - (sign === 45 ? -offset : offset)) * 1e6 + micros;
  return at + 7;
}

/** The quote that closes a quoted part; some servers leave quotes inside unescaped, so what follows must fit. */
function closing(text: string, from: number, fits: (text: string, at: number) => boolean): number {
  let last = -1;
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (at - slashes > from && text.charCodeAt(at - 1 - slashes) === 92) slashes++;
    if ((slashes & 1) === 1) continue;
    if (fits(text, at + 1)) return at;
    last = at;
    // Hostile lines may be made of quotes; a line of a server is not.
    if (at - from > 65_536) break;
  }
  return fits === beforeStatus ? -1 : last;
}

function beforeStatus(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== space) return false;
  const next = text.charCodeAt(at + 1);
  if (next === 45) return true;
  return digit(text, at + 1) >= 0 && digit(text, at + 2) >= 0 && digit(text, at + 3) >= 0;
}

function beforeNext(text: string, at: number): boolean {
  return at >= text.length || text.charCodeAt(at) === space;
}

/**
 * Cuts one line of the common, combined or vhost-prefixed form, whatever follows it, into {@link cut}; false when it is none.
 * Linear, no regular expression, no allocation.
 */
export function scanAccess(text: string): boolean {
  let at = -1;
  let from = 0;
  for (let tries = 0; tries < 8 && at < 0; tries++) {
    const bracket = text.indexOf("[", from);
    if (bracket < 1) return false;
    at = date(text, bracket + 1);
    cut.head = bracket - 1;
    from = bracket + 1;
  }
  if (at < 0 || text.charCodeAt(at) !== space || text.charCodeAt(at + 1) !== quote) return false;
  cut.request = at + 2;
  cut.requestEnd = closing(text, at + 2, beforeStatus);
  if (cut.requestEnd < 0) return false;
  return numbers(text, cut.requestEnd + 2);
}

function numbers(text: string, start: number): boolean {
  let at = start;
  cut.status = 0;
  if (text.charCodeAt(at) === 45) at++;
  else for (; digit(text, at) >= 0 && at < start + 3; at++) cut.status = cut.status * 10 + digit(text, at);
  cut.bytes = -1;
  if (text.charCodeAt(at) === space && digit(text, at + 1) >= 0) {
    cut.bytes = 0;
    for (at++; digit(text, at) >= 0; at++) cut.bytes = cut.bytes * 10 + digit(text, at);
    if (!Number.isSafeInteger(cut.bytes)) cut.bytes = -1;
  } else if (text.charCodeAt(at) === space && text.charCodeAt(at + 1) === 45) at += 2;
  tail(text, at);
  return true;
}

/** `"referer" "user agent"`, perhaps after further numbers. */
function tail(text: string, start: number): void {
  cut.referrer = cut.referrerEnd = cut.agent = cut.agentEnd = 0;
  cut.rest = start;
  const first = text.indexOf('"', start);
  if (first < 0) return;
  const firstEnd = closing(text, first + 1, beforeNext);
  if (firstEnd < 0) return;
  const second = firstEnd + 2;
  if (text.charCodeAt(second) !== quote) return;
  const secondEnd = closing(text, second + 1, beforeNext);
  if (secondEnd < 0) return;
  cut.referrer = first + 1;
  cut.referrerEnd = firstEnd;
  cut.agent = second + 1;
  cut.agentEnd = secondEnd;
  cut.rest = secondEnd + 1;
}
