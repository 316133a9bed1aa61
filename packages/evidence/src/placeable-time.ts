import type { LogEvent } from "@stanch/model/log-event";

/** Microseconds beyond this (the year 2255) are no longer exact. */
const latest = Number.MAX_SAFE_INTEGER;

/** A date nobody lived, as damage and hostile lines write it, is no time: the event keeps its text and loses the instant. */
export function dropImpossibleTime(event: LogEvent): void {
  const { time } = event;
  if (time === undefined || (time <= latest && time >= -latest && Number.isInteger(time))) return;
  event.time = undefined;
  delete event.nanos;
  event.digits = 0;
  event.basis = "none";
}
