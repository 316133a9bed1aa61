import type { Clock } from "../../../format.ts";
import { readStamp, stamp } from "../../generic/stamp/stamp.ts";

/** Reads a date that tools print for people, to the minute or the day, into `stamp`: `Mar  1 02:14`, `Mar  1  2026`, `2026-03-01 02:14`. */
export function readMinuteStamp(text: string, clock: Clock): boolean {
  const whole = text
    .trim()
    .replace(/^([A-Z][a-z]{2} +\d{1,2}) +(\d{4})$/, "$1 $2 00:00:00")
    .replace(/^(\d{4}-\d\d-\d\d)$/, "$1 00:00:00")
    .replace(/(?<![:\d])(\d\d:\d\d)(?![:\d])/, "$1:00");
  return readStamp(whole, 0, clock) && stamp.end >= whole.length;
}
