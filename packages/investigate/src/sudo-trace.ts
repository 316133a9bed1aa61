import { firstIndex } from "./first-index.ts";
import type { CitedEvent } from "./cited-event.ts";

/** A program that sudo started writes its record within this time, in microseconds. */
const SOON = 10_000_000;

/** What sudo ran, by host, in order of time. */
export type SudoTrace = ReadonlyMap<string, readonly CitedEvent[]>;

/** Collects what sudo ran from events in order of time. */
export function sudoTrace(events: readonly CitedEvent[]): SudoTrace {
  const ran = events.filter(
    ({ event }) =>
      event.time !== undefined && event["event.action"] === "sudo_command" && event["event.outcome"] === "success",
  );
  return Map.groupBy(ran, ({ event }) => event["host.name"] ?? "");
}

const program = (command: string): string => /^\s*(?:\S*\/)?(\S+)/.exec(command)?.[1] ?? "";

/**
 * The sudo line behind a record that names no actor of its own: `useradd`, `chpasswd` and `crontab` write as root what somebody
 * ran through sudo a moment before.
 *
 * @example `sudo: oracle : … COMMAND=/usr/sbin/useradd sysbak`, then `useradd: new user: name=sysbak`: oracle made the account
 */
export function sudoBehind({ event }: CitedEvent, trace: SudoTrace): CitedEvent | undefined {
  const at = event.time;
  const user = event["user.name"];
  if (at === undefined || event["event.action"] === "sudo_command") return undefined;
  if (user !== undefined && user !== "root") return undefined;
  const name = event["process.name"] ?? event["event.module"];
  const ran = trace.get(event["host.name"] ?? "") ?? [];
  for (let place = lastUntil(ran, at); place >= 0; place--) {
    const one = ran[place];
    if (one === undefined || at - (one.event.time ?? -Infinity) > SOON) return undefined;
    if (program(one.event["process.command_line"] ?? "") === name) return one;
  }
  return undefined;
}

/** Place of the last event not after an instant, in events in order of time; -1 when all are later. */
function lastUntil(events: readonly CitedEvent[], at: number): number {
  return firstIndex(events, ({ event }) => (event.time ?? Infinity) > at) - 1;
}
