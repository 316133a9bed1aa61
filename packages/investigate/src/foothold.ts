import type { Act } from "./act-table.ts";
import { type Deed, deedStart } from "./deed.ts";
import { explains, type Place, type Session, sessionAfter, type SessionBook } from "./session.ts";

/** What lets an intruder act on a host: the session of a log-in, a job that was set, or a way in through the web server. Times in microseconds. */
export type Foothold = { readonly actor: string; readonly from: number } & (
  | { readonly kind: "session"; readonly session: Session; readonly account: string | undefined }
  | { readonly kind: "job"; readonly host: string | undefined; readonly account: string }
  | { readonly kind: "web"; readonly host: string | undefined; readonly account: undefined; readonly lastUse: number }
);

const DAY = 86_400_000_000;
const webActs = new Set<Act>(["web-shell", "exploit-success", "upload"]);
const loginActs = new Set<Act>(["guess-success", "login", "lateral"]);
const webAccounts = new Set(["www-data", "apache", "nginx", "httpd", "http", "tomcat", "nobody", "www"]);

/** Accounts under which jobs run that a deed set. */
function jobOwners(deed: Deed): string[] {
  const owners = deed.events
    .filter((one) => one.event["event.action"] === "cron_changed")
    .map((one) => one.event["user.target.name"] ?? one.event["user.name"]);
  return [...new Set(owners.filter((name) => name !== undefined))];
}

/** The footholds that a deed gives its actor. */
export function footholdsOf(actor: string, deed: Deed, book: SessionBook): Foothold[] {
  const from = deedStart(deed);
  const { host, events } = deed;
  if (from === undefined) return [];
  if (webActs.has(deed.act) && deed.outcome === "success") {
    const lastUse = events.findLast((one) => one.event.time !== undefined)?.event.time ?? from;
    return [{ kind: "web", actor, host, account: undefined, from, lastUse }];
  }
  if (deed.act === "cron-added" && deed.outcome === "success")
    return jobOwners(deed).map((account) => ({ kind: "job", actor, host, account, from }));
  if (!loginActs.has(deed.act)) return [];
  return events
    .filter((one) => one.event["event.outcome"] === "success" && one.event.time !== undefined)
    .map((login) => sessionAfter(login, book))
    .map((session) => ({ kind: "session", actor, account: session.account, from: session.from, session }));
}

/** How well a foothold explains an act, as {@link explains} tells it of sessions. */
export function strength(hold: Foothold, place: Place, book: SessionBook): number {
  const { host, account, time, module } = place;
  if (hold.kind === "session") return explains(hold.session, place, book);
  if (time < hold.from || (hold.host !== undefined && host !== undefined && hold.host !== host)) return -1;
  if (hold.kind === "job") return module === "cron" && account === hold.account ? 3 : -1;
  // What names no account is the intruder's only near the use of the way in.
  if (account === undefined) return time <= hold.lastUse + DAY ? 0 : -1;
  return webAccounts.has(account) ? 2 : -1;
}
