import type { LogEvent } from "@stanch/model/log-event";

/** What one address tried in one way: the mass that is counted, not kept. */
export interface Activity {
  readonly address: string;
  readonly module: string;
  readonly category: string;
  readonly action: string;
  readonly outcome: string;
  count: number;
  /** Distinct accounts tried, at most {@link ACCOUNTS} of them; `moreAccounts` when there were others. */
  accounts: ReadonlySet<string>;
  moreAccounts: boolean;
}

const ACCOUNTS = 100;
/** Of rows without an account; one for all of them. */
export const noAccounts: ReadonlySet<string> = new Set();

/** Acts of addresses worth counting: log-ins, to pages too. */
function counted(event: LogEvent): boolean {
  if (event["source.ip"] === undefined) return false;
  const category = event["event.category"];
  return category === "authentication" || (category === "web" && event["user.name"] !== undefined);
}

type Kind = Pick<Activity, "module" | "category" | "action" | "outcome">;

/** Collects {@link Activity} per address, module, category, action and outcome. */
export class ActivityBook {
  /** By address; each has done a handful of things. */
  readonly #rows = new Map<string, Activity[]>();
  #lastAddress: string | undefined;
  #lastRows: Activity[] = [];

  add(event: LogEvent): void {
    if (!counted(event)) return;
    const rows = this.#rowsOf(event["source.ip"] ?? "");
    const module = event["event.module"] ?? "";
    const category = event["event.category"] ?? "";
    const action = event["event.action"] ?? "";
    const outcome = event["event.outcome"] ?? "unknown";
    const row =
      find(rows, module, category, action, outcome) ?? this.#open(rows, { module, category, action, outcome });
    row.count++;
    const account = event["user.name"];
    if (account !== undefined && !row.accounts.has(account)) addAccount(row, account);
  }

  #rowsOf(address: string): Activity[] {
    if (address === this.#lastAddress) return this.#lastRows;
    let rows = this.#rows.get(address);
    if (rows === undefined) this.#rows.set(address, (rows = []));
    this.#lastAddress = address;
    return (this.#lastRows = rows);
  }

  /** A new row of the address asked for last. */
  #open(rows: Activity[], kind: Kind): Activity {
    const address = this.#lastAddress ?? "";
    const row = { address, ...kind, count: 0, accounts: noAccounts, moreAccounts: false };
    rows.push(row);
    return row;
  }

  merge(other: Activity): void {
    const rows = this.#rowsOf(other.address);
    const row = find(rows, other.module, other.category, other.action, other.outcome);
    if (row === undefined) {
      rows.push(other);
      return;
    }
    row.count += other.count;
    for (const account of other.accounts) if (!row.accounts.has(account)) addAccount(row, account);
    row.moreAccounts ||= other.moreAccounts;
  }

  rows(): Activity[] {
    return [...this.#rows.values()].flat();
  }
}

function find(
  rows: readonly Activity[],
  module: string,
  category: string,
  action: string,
  outcome: string,
): Activity | undefined {
  for (const row of rows) {
    if (row.action === action && row.outcome === outcome && row.module === module && row.category === category)
      return row;
  }
  return undefined;
}

function addAccount(row: Activity, account: string): void {
  if (row.accounts.size >= ACCOUNTS) row.moreAccounts = true;
  else if (row.accounts === noAccounts) row.accounts = new Set([account]);
  else (row.accounts as Set<string>).add(account);
}
