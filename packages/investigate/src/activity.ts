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
  accounts: ReadonlySet<string>;
  moreAccounts: boolean;
  /** Where and when the first and the last one were; module, category, action, outcome, address and host are those of the row. */
  first: CitedEvent;
  last: CitedEvent;
}

const ACCOUNTS = 100;
/** Of rows without an account; one for all of them. */
export const noAccounts: ReadonlySet<string> = new Set();

/** Acts of addresses worth counting: log-ins and requests. */
function counted(event: LogEvent): boolean {
  return (
    event["source.ip"] !== undefined &&
    (event["event.category"] === "authentication" || event["event.category"] === "web")
  );
}

/** Events themselves would keep their lines in memory; of each only this is kept, told as one of the kind of `like`. */
function keptOf(event: LogEvent, like: LogEvent): LogEvent {
  const { time, digits, basis, offset, record, nanos, part } = event;
  return {
    time,
    digits,
    basis,
    offset,
    record,
    "event.module": like["event.module"],
    "event.category": like["event.category"],
    "event.action": event["event.action"],
    "event.outcome": event["event.outcome"] ?? "unknown",
    "host.name": event["host.name"],
    "source.ip": event["source.ip"],
    ...(nanos === undefined ? {} : { nanos }),
    ...(part === undefined ? {} : { part }),
  };
}

/** Writes a later event into what is kept of an earlier one of the same row, where both are of plain form. */
function overwrite(kept: LogEvent, event: LogEvent): boolean {
  if (event.part !== undefined || event.nanos !== undefined || kept.part !== undefined || kept.nanos !== undefined)
    return false;
  kept.time = event.time;
  kept.digits = event.digits;
  kept.basis = event.basis;
  kept.offset = event.offset;
  kept.record = event.record;
  return true;
}

/** Collects {@link Activity} per address, host, action and outcome. */
export class ActivityBook {
  /** By address; each has done a handful of things. */
  readonly #rows = new Map<string, Activity[]>();
  #lastAddress: string | undefined;
  #lastRows: readonly Activity[] | undefined;

  add(source: number, event: LogEvent): void {
    if (!counted(event)) return;
    const row = this.#rowOf(source, event);
    row.count++;
    const time = event.time ?? -Infinity;
    if (time >= (row.last.event.time ?? -Infinity)) {
      if (!overwrite(row.last.event, event)) row.last = { source, event: keptOf(event, row.first.event) };
    } else if (time < (row.first.event.time ?? Infinity)) row.first = { source, event: keptOf(event, row.first.event) };
    const account = event["user.name"];
    if (account !== undefined && !row.accounts.has(account)) addAccount(row, account);
  }

  #rowOf(source: number, event: LogEvent): Activity {
    const address = event["source.ip"] ?? "";
    const action = event["event.action"] ?? "";
    const outcome = event["event.outcome"] ?? "unknown";
    const host = event["host.name"];
    const known = this.#find(address, host, action, outcome);
    if (known !== undefined) return known;
    const cited = { first: { source, event: keptOf(event, event) }, last: { source, event: keptOf(event, event) } };
    const row = { address, host, action, outcome, count: 0, accounts: noAccounts, moreAccounts: false, ...cited };
    this.#put(row);
    return row;
  }

  #find(address: string, host: string | undefined, action: string, outcome: string): Activity | undefined {
    const rows = address === this.#lastAddress ? this.#lastRows : this.#rows.get(address);
    if (rows === undefined) return undefined;
    this.#lastAddress = address;
    this.#lastRows = rows;
    for (const row of rows) {
      if (row.action === action && row.outcome === outcome && row.host === host) return row;
    }
    return undefined;
  }

  #put(row: Activity): void {
    const rows = this.#rows.get(row.address);
    if (rows === undefined) this.#rows.set(row.address, [row]);
    else rows.push(row);
  }

  merge(other: Activity): void {
    const row = this.#find(other.address, other.host, other.action, other.outcome);
    if (row === undefined) return this.#put(other);
    row.count += other.count;
    if (compareCited(other.first, row.first) < 0) row.first = other.first;
    if (compareCited(row.last, other.last) < 0) row.last = other.last;
    for (const account of other.accounts) if (!row.accounts.has(account)) addAccount(row, account);
    row.moreAccounts ||= other.moreAccounts;
  }

  rows(): Activity[] {
    return [...this.#rows.values()].flat();
  }
}

function addAccount(row: Activity, account: string): void {
  if (row.accounts.size >= ACCOUNTS) row.moreAccounts = true;
  else if (row.accounts === noAccounts) row.accounts = new Set([account]);
  else (row.accounts as Set<string>).add(account);
}
