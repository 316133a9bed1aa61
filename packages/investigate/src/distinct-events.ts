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

/** Records by their instant: those of two sources are rarely of the same. */
class ToldBook {
  readonly #byTime = new Map<number, CitedEvent | Map<string, number>>();

  /** Whether another source told the same before; what is first told stays known. */
  again(one: CitedEvent, time: number): boolean {
    const known = this.#byTime.get(time);
    if (known === undefined) {
      this.#byTime.set(time, one);
      return false;
    }
    const sources = known instanceof Map ? known : new Map([[told(known.event), known.source]]);
    if (sources !== known) this.#byTime.set(time, sources);
    const key = told(one.event);
    const first = sources.get(key);
    if (first === undefined) sources.set(key, one.source);
    return first !== undefined && first !== one.source;
  }
}

/**
 * One of each: a record that syslog wrote to two files is one event, and a log-in that both sshd and wtmp tell of is one.
 * The first in the order given stays.
 */
export function distinctEvents(events: readonly CitedEvent[]): CitedEvent[] {
  const before = new ToldBook();
  const logins = loginTimes(events);
  return events.filter((one) => {
    const { event } = one;
    if (records.has(event["event.module"] ?? "") && event.time !== undefined) {
      const at = event.time;
      return !(logins.get(loginKey(event)) ?? []).some((time) => Math.abs(time - at) <= ECHO);
    }
    return event.time === undefined || event.message === undefined || !before.again(one, event.time);
  });
}
