import type { LogEvent } from "@stanch/model/log-event";
import { type CitedEvent, compareCited } from "./cited-event.ts";

/** How often one rule matched for one actor on one host: counts exact, a bounded sample of the events. */
export interface Tally {
  /** Index in the rule set. */
  readonly rule: number;
  readonly address: string | undefined;
  readonly host: string | undefined;
  readonly account: string | undefined;
  count: number;
  /** The first events in reading order, and the last. */
  readonly first: CitedEvent[];
  last: CitedEvent;
}

const SAMPLE = 24;

/** The account an event is about: who acts, else who is acted on. */
export function accountOf(event: LogEvent): string | undefined {
  return event["user.name"] ?? event["user.target.name"];
}

/** Collects {@link Tally}s; merging in chunk order gives the same result as one pass. */
export class TallyBook {
  readonly #tallies = new Map<string, Tally>();

  add(rule: number, cited: CitedEvent): void {
    const { event } = cited;
    const address = event["source.ip"];
    const host = event["host.name"];
    const account = accountOf(event);
    const key = `${rule}\0${address ?? ""}\0${host ?? ""}\0${account ?? ""}`;
    const tally = this.#tallies.get(key);
    if (tally === undefined) {
      this.#tallies.set(key, { rule, address, host, account, count: 1, first: [cited], last: cited });
      return;
    }
    tally.count++;
    if (tally.first.length < SAMPLE) tally.first.push(cited);
    if (compareCited(tally.last, cited) < 0) tally.last = cited;
  }

  merge(other: Tally): void {
    const key = `${other.rule}\0${other.address ?? ""}\0${other.host ?? ""}\0${other.account ?? ""}`;
    const tally = this.#tallies.get(key);
    if (tally === undefined) {
      this.#tallies.set(key, { ...other, first: [...other.first] });
      return;
    }
    tally.count += other.count;
    tally.first.push(...other.first.slice(0, Math.max(0, SAMPLE - tally.first.length)));
    if (compareCited(tally.last, other.last) < 0) tally.last = other.last;
  }

  tallies(): Tally[] {
    return [...this.#tallies.values()];
  }
}
