import type { LogEvent } from "@stanch/model/log-event";
import type { Clock } from "../../../format.ts";
import { readStamp, setEpoch, stamp } from "../stamp/stamp.ts";
import type { Json } from "./json-value.ts";

/** Gives an event the time a JSON value states: text in any usual form, or a number since 1970 in any unit. */
export function readTime(value: Json | undefined, event: LogEvent, clock: Clock): boolean {
  const found =
    typeof value === "number"
      ? setEpoch(value)
      : typeof value === "string" && (readStamp(value, 0, clock) || setEpoch(value));
  if (!found) return false;
  event.time = stamp.time;
  event.digits = stamp.digits;
  event.basis = stamp.basis;
  if (stamp.nanos > 0) event.nanos = stamp.nanos;
  return true;
}
