import type { LogEvent } from "@stanch/model/log-event";
import type { CitedEvent } from "./cited-event.ts";

/** Names a record: source, offset, part. Two objects with the same key are the same event. */
export function placeKey({ source, event }: CitedEvent): string {
  return `${source}:${event.offset}:${event.part ?? 0}`;
}

const records = new Set(["wtmp", "utmp", "btmp", "lastlog"]);
/** sshd and wtmp write a log-in within this time of each other, in microseconds. */
const ECHO = 3_000_000;

function told(event: LogEvent): string {
  return [event.time, event["host.name"], event["process.pid"], event.message].join("\0");
}

const loginKey = (event: LogEvent): string => `${event["source.ip"] ?? ""}\0${event["user.name"] ?? ""}`;

/** Log-ins that another log than wtmp tells of, by address and account. */
function loginTimes(events: readonly CitedEvent[]): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (const { event } of events) {
    if (event["event.category"] !== "authentication" || event["event.outcome"] !== "success") continue;
    if (records.has(event["event.module"] ?? "") || event.time === undefined) continue;
    const list = times.get(loginKey(event));
    if (list === undefined) times.set(loginKey(event), [event.time]);
    else list.push(event.time);
  }
  return times;
}

/**
 * One of each: a record that syslog wrote to two files is one event, and a log-in that both sshd and wtmp tell of is one.
 * The first in the order given stays.
 */
export function distinctEvents(events: readonly CitedEvent[]): CitedEvent[] {
  const seen = new Map<string, number>();
  const logins = loginTimes(events);
  return events.filter(({ source, event }) => {
    if (records.has(event["event.module"] ?? "") && event.time !== undefined) {
      const at = event.time;
      return !(logins.get(loginKey(event)) ?? []).some((time) => Math.abs(time - at) <= ECHO);
    }
    if (event.time === undefined || event.message === undefined) return true;
    const key = told(event);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, source);
    return first === undefined || first === source;
  });
}
