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
}

const DAY = 86_400_000_000;
const webActs = new Set<Act>(["web-shell", "exploit-success", "upload"]);
const loginActs = new Set<Act>(["guess-success", "login", "lateral"]);
const webAccounts = new Set(["www-data", "apache", "nginx", "httpd", "http", "tomcat", "nobody", "www", "root"]);

/** End of the session that an accepted log-in opened: its process says closed, else a day later. */
export function sessionEnd(login: CitedEvent, ends: readonly CitedEvent[]): number {
  const start = login.event.time ?? 0;
  const pid = login.event["process.pid"];
  const end = ends.find(
    (one) =>
      (one.event.time ?? 0) >= start &&
      one.event["host.name"] === login.event["host.name"] &&
      one.event["user.name"] === login.event["user.name"] &&
      (pid === undefined || one.event["process.pid"] === pid),
  );
  return end?.event.time ?? start + DAY;
}

/** The footholds that a deed gives its actor. */
export function footholdsOf(actor: string, deed: Deed, ends: readonly CitedEvent[]): Foothold[] {
  const start = deedStart(deed);
  if (start === undefined) return [];
  if (webActs.has(deed.act) && deed.outcome === "success")
    return [{ actor, host: deed.host, account: undefined, from: start, to: Infinity }];
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

/** Whether an act at `time` on `host` by `account` fits a foothold; root fits every session, since sudo and su lead there. */
export function fits(hold: Foothold, host: string | undefined, account: string | undefined, time: number): boolean {
  if (time < hold.from || time > hold.to) return false;
  if (hold.host !== undefined && host !== undefined && hold.host !== host) return false;
  if (account === undefined) return true;
  return hold.account === undefined
    ? webAccounts.has(account)
    : account === hold.account || account === "root" || account === "0";
}
