import type { Act } from "./act-table.ts";
import type { CitedEvent } from "./cited-event.ts";
import { type Deed, deedStart } from "./deed.ts";

/** A time during which an intruder could act on a host under some account. Times in microseconds. */
export interface Foothold {
  readonly actor: string;
  readonly host: string | undefined;
  /** Undefined: whatever account the break-in gave (a web server's). */
  readonly account: string | undefined;
  readonly from: number;
  readonly to: number;
  /** Holds only for what this program writes: `cron` for a job the intruder set. */
  readonly module?: string;
}

const DAY = 86_400_000_000;
const webActs = new Set<Act>(["web-shell", "exploit-success", "upload"]);
const loginActs = new Set<Act>(["guess-success", "login", "lateral"]);
const webAccounts = new Set(["www-data", "apache", "nginx", "httpd", "http", "tomcat", "nobody", "www"]);

const endKey = ({ event }: CitedEvent): string => `${event["host.name"] ?? ""}\0${event["user.name"] ?? ""}`;

/** Ends of sessions by host and account, in order of time. */
export type SessionEnds = ReadonlyMap<string, readonly CitedEvent[]>;

/** Indexes events that end sessions; they must be in order of time. */
export function sessionEnds(ends: readonly CitedEvent[]): SessionEnds {
  return Map.groupBy(ends, endKey);
}

/** End of the session that an accepted log-in opened: its process says closed, else a day later. */
export function sessionEnd(login: CitedEvent, ends: SessionEnds): number {
  const start = login.event.time ?? 0;
  const pid = login.event["process.pid"];
  const end = (ends.get(endKey(login)) ?? []).find(
    (one) => (one.event.time ?? 0) >= start && (pid === undefined || one.event["process.pid"] === pid),
  );
  return end?.event.time ?? start + DAY;
}

/** Accounts under which jobs run that a deed set. */
function jobOwners(deed: Deed): string[] {
  const owners = deed.events
    .filter((one) => one.event["event.action"] === "cron_changed")
    .map((one) => one.event["user.target.name"] ?? one.event["user.name"]);
  return [...new Set(owners.filter((name) => name !== undefined))];
}

/** The footholds that a deed gives its actor. */
export function footholdsOf(actor: string, deed: Deed, ends: SessionEnds): Foothold[] {
  const start = deedStart(deed);
  if (start === undefined) return [];
  if (webActs.has(deed.act) && deed.outcome === "success")
    return [{ actor, host: deed.host, account: undefined, from: start, to: Infinity }];
  if (deed.act === "cron-added" && deed.outcome === "success")
    return jobOwners(deed).map((account) => ({
      actor,
      host: deed.host,
      account,
      from: start,
      to: Infinity,
      module: "cron",
    }));
  if (!loginActs.has(deed.act)) return [];
  const logins = deed.events.filter((one) => one.event["event.outcome"] === "success" && one.event.time !== undefined);
  return logins.map((login) => ({
    actor,
    host: login.event["host.name"],
    account: login.event["user.name"],
    from: login.event.time ?? start,
    to: sessionEnd(login, ends),
  }));
}

/** What must be known of an act to say who may have done it. */
export interface Place {
  readonly host: string | undefined;
  readonly account: string | undefined;
  readonly time: number;
  readonly module: string | undefined;
}

/** Whether an act fits a foothold; root fits every session of a person, since sudo and su lead there. */
export function fits(hold: Foothold, { host, account, time, module }: Place): boolean {
  if (time < hold.from || time > hold.to) return false;
  if (hold.module !== undefined) return hold.module === module && account === hold.account && sameHost(hold, host);
  if (!sameHost(hold, host)) return false;
  if (account === undefined) return true;
  return hold.account === undefined
    ? webAccounts.has(account)
    : account === hold.account || account === "root" || account === "0";
}

const sameHost = (hold: Foothold, host: string | undefined): boolean =>
  hold.host === undefined || host === undefined || hold.host === host;
