import type { LogEvent } from "@stanch/model/log-event";

/** What was refused to one address in one way: the mass that is counted, not kept. */
export interface Activity {
  readonly module: string;
  readonly category: string;
  readonly action: string;
  count: number;
  /** Distinct accounts tried, at most {@link ACCOUNTS} of them; `moreAccounts` when there were others. */
  accounts: readonly string[];
  moreAccounts: boolean;
}

/** What was refused to an address, a row for each way; none when nothing was. */
export interface AddressActivity {
  of(address: string): readonly Activity[];
}

/** More than a person who mistypes would try; how many more tells nothing. */
export const ACCOUNTS = 3;
/** Of rows without an account; one for all of them. */
export const noAccounts: readonly string[] = [];

/** Refusals of addresses worth counting: of log-ins, on pages too. */
function counted(event: LogEvent): boolean {
  if (event["event.outcome"] !== "failure" || event["source.ip"] === undefined) return false;
  const category = event["event.category"];
  return category === "authentication" || (category === "web" && event["user.name"] !== undefined);
}

/** Collects {@link Activity} per address, module, category and action. */
export class ActivityBook implements AddressActivity {
  /** Each address has tried a handful of ways. */
  readonly #rows = new Map<string, Activity[]>();
  #lastAddress: string | undefined;
  #lastRows: Activity[] = [];

  add(event: LogEvent): void {
    if (!counted(event)) return;
    const rows = this.#rowsOf(event["source.ip"] ?? "");
    const module = event["event.module"] ?? "";
    const category = event["event.category"] ?? "";
    const action = event["event.action"] ?? "";
    let row = find(rows, module, category, action);
    if (row === undefined) {
      row = { module, category, action, count: 0, accounts: noAccounts, moreAccounts: false };
      rows.push(row);
    }
    row.count++;
    const account = event["user.name"];
    if (account !== undefined) addAccount(row, account);
  }

  #rowsOf(address: string): Activity[] {
    if (address === this.#lastAddress) return this.#lastRows;
    let rows = this.#rows.get(address);
    if (rows === undefined) this.#rows.set(address, (rows = []));
    this.#lastAddress = address;
    return (this.#lastRows = rows);
  }

  merge(address: string, other: Activity): void {
    const rows = this.#rowsOf(address);
    const row = find(rows, other.module, other.category, other.action);
    if (row === undefined) {
      rows.push(other);
      return;
    }
    row.count += other.count;
    for (const account of other.accounts) addAccount(row, account);
    row.moreAccounts ||= other.moreAccounts;
  }

  of(address: string): readonly Activity[] {
    return this.#rows.get(address) ?? [];
  }

  /** All addresses to which something was refused, in the order they were met. */
  all(): IterableIterator<[address: string, rows: readonly Activity[]]> {
    return this.#rows.entries();
  }
}

function find(rows: readonly Activity[], module: string, category: string, action: string): Activity | undefined {
  for (const row of rows) {
    if (row.action === action && row.module === module && row.category === category) return row;
  }
  return undefined;
}

function addAccount(row: Activity, account: string): void {
  if (row.moreAccounts || row.accounts.includes(account)) return;
  if (row.accounts.length >= ACCOUNTS) row.moreAccounts = true;
  else row.accounts = row.accounts.concat(account);
}
