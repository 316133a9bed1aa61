import type { LogEvent } from "@stanch/model/log-event";
import { type CitedEvent, compareCited } from "./cited-event.ts";

/** What one address did in one way on one host: the mass that is counted, not kept. */
export interface Activity {
  readonly address: string;
  readonly host: string | undefined;
  readonly action: string;
  readonly outcome: string;
  count: number;
  /** Distinct accounts tried, at most {@link ACCOUNTS} of them; `moreAccounts` when there were others. */
  readonly accounts: Set<string>;
  moreAccounts: boolean;
  first: CitedEvent;
  last: CitedEvent;
}

const ACCOUNTS = 100;

/** Acts of addresses worth counting: log-ins and requests. */
function counted(event: LogEvent): boolean {
  return (
    event["source.ip"] !== undefined &&
    (event["event.category"] === "authentication" || event["event.category"] === "web")
  );
}

/** Collects {@link Activity} per address, host, action and outcome. */
export class ActivityBook {
  readonly #rows = new Map<string, Activity>();

  add(source: number, event: LogEvent): void {
    if (!counted(event)) return;
    const address = event["source.ip"] ?? "";
    const action = event["event.action"] ?? "";
    const outcome = event["event.outcome"] ?? "unknown";
    const host = event["host.name"];
    const key = `${address}\0${action}\0${outcome}\0${host ?? ""}`;
    let row = this.#rows.get(key);
    if (row === undefined) {
      const cited = { source, event };
      row = {
        address,
        host,
        action,
        outcome,
        count: 0,
        accounts: new Set(),
        moreAccounts: false,
        first: cited,
        last: cited,
      };
      this.#rows.set(key, row);
    }
    row.count++;
    const time = event.time ?? -Infinity;
    if (time >= (row.last.event.time ?? -Infinity)) row.last = { source, event };
    else if (time < (row.first.event.time ?? Infinity)) row.first = { source, event };
    const account = event["user.name"];
    if (account === undefined || row.accounts.has(account)) return;
    if (row.accounts.size < ACCOUNTS) row.accounts.add(account);
    else row.moreAccounts = true;
  }

  merge(other: Activity): void {
    const key = `${other.address}\0${other.action}\0${other.outcome}\0${other.host ?? ""}`;
    const row = this.#rows.get(key);
    if (row === undefined) {
      this.#rows.set(key, { ...other, accounts: new Set(other.accounts) });
      return;
    }
    row.count += other.count;
    if (compareCited(other.first, row.first) < 0) row.first = other.first;
    if (compareCited(row.last, other.last) < 0) row.last = other.last;
    for (const account of other.accounts) {
      if (row.accounts.size < ACCOUNTS) row.accounts.add(account);
      else if (!row.accounts.has(account)) row.moreAccounts = true;
    }
    row.moreAccounts ||= other.moreAccounts;
  }

  rows(): Activity[] {
    return [...this.#rows.values()];
  }
}
