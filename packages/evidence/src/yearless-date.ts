import { isMonthDay } from "./calendar.ts";
import { monthOf } from "./month.ts";

/** The last answer of {@link yearlessDate}, kept in one place so that no object is made for a line. */
export const found = { month: 0, date: 0, seconds: 0 };

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

/**
 * Looks for `Mar  1 02:14:07` or `3月  1 02:14:07` at the beginning of a line, after an optional `<PRI>`. Works on bytes, since
 * it sees every line of every syslog file before the parser does.
 */
export function yearlessDate(bytes: Uint8Array, start: number): boolean {
  let at = start;
  if (bytes[at] === 60) {
    const close = bytes.indexOf(62, at);
    if (close < 0 || close > at + 5) return false;
    at = close + 1;
  }
  while (bytes[at] === 32) at++;
  found.month = monthOf(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);
  if (found.month > 0) at += 3;
  else if (isDigit(bytes[at] ?? 0)) at = chineseMonth(bytes, at);
  else return false;
  return at > 0 && dayAndTime(bytes, at);
}

/** `3月`, `12月` in UTF-8. */
function chineseMonth(bytes: Uint8Array, start: number): number {
  let at = start;
  let month = 0;
  while (isDigit(bytes[at] ?? 0) && at < start + 2) month = month * 10 + (bytes[at++] ?? 48) - 48;
  if (bytes[at] !== 0xe6 || bytes[at + 1] !== 0x9c || bytes[at + 2] !== 0x88) return 0;
  found.month = month;
  return at + 3;
}

function dayAndTime(bytes: Uint8Array, start: number): boolean {
  let at = start;
  while (bytes[at] === 32) at++;
  let date = 0;
  const digits = at;
  while (isDigit(bytes[at] ?? 0) && at < digits + 2) date = date * 10 + (bytes[at++] ?? 48) - 48;
  if (bytes[at] !== 32 || !isMonthDay(found.month, date)) return false;
  at++;
  if (bytes[at + 2] !== 58 || bytes[at + 5] !== 58) return false;
  for (const place of [0, 1, 3, 4, 6, 7]) if (!isDigit(bytes[at + place] ?? 0)) return false;
  const two = (place: number): number => ((bytes[place] ?? 48) - 48) * 10 + (bytes[place + 1] ?? 48) - 48;
  found.date = date;
  found.seconds = two(at) * 3600 + two(at + 3) * 60 + two(at + 6);
  return true;
}
