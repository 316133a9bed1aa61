import { actorName } from "./actor-graph.ts";
import { mayHaveDone } from "./attribution.ts";
import type { CitedEvent } from "./cited-event.ts";
import { type Deed, deedOfEvent } from "./deed.ts";
import { placeKey } from "./distinct-events.ts";
import { explains, placeOfAct, sessionAfter } from "./session.ts";
import { joinBy, record, type Trail } from "./trail.ts";

const accountKey = (host: string | undefined, account: string | undefined): string => `${host ?? ""}\0${account ?? ""}`;

/** Records that tell of a new account, by host and account. */
export type Births = ReadonlyMap<string, CitedEvent>;

/** Indexes records of new accounts among events in order of time. */
export function birthsOf(events: readonly CitedEvent[]): Births {
  const made = events.filter(({ event }) => event["event.action"] === "user_added");
  return new Map(made.map((one) => [accountKey(one.event["host.name"], one.event["user.target.name"]), one]));
}

/** Whether somebody logs in from an address that was known before. */
function isUsual(trail: Trail, actor: string, since: number): boolean {
  return (trail.known.get(actor) ?? Infinity) < since;
}

/** Whether passwords of an account were guessed: who made it need not. */
const guessedAt = (deed: Deed, account: string | undefined): boolean =>
  (deed.act === "guess" || deed.act === "spray" || deed.act === "guess-success") &&
  deed.events.some(({ event }) => event["event.outcome"] === "failure" && event["user.name"] === account);

/**
 * A new account that a suspect logs in with, without having to guess, was made by the intruder who was on the host at that time,
 * whoever else was there.
 */
export function adoptBirth(
  trail: Trail,
  login: CitedEvent,
  births: Births,
  suspects: ReadonlyMap<string, number>,
): void {
  const { event } = login;
  const birth = births.get(accountKey(event["host.name"], event["user.name"]));
  if (birth === undefined || trail.used.has(placeKey(birth)) || !suspects.has(actorOf(login))) return;
  if (
    (birth.event.time ?? Infinity) > (event.time ?? -Infinity) ||
    isUsual(trail, actorOf(login), birth.event.time ?? 0)
  )
    return;
  if (trail.deeds.some(({ deed }) => guessedAt(deed, event["user.name"]))) return;
  const maker = mayHaveDone(trail, birth);
  if (maker !== undefined) record(trail, maker, deedOfEvent(birth, "inference"));
}

const actorOf = ({ event }: CitedEvent): string => actorName(event["source.ip"], undefined, undefined);

/** What was known of an account before a log-in with it: that an intruder had got into it. */
function takenBefore(trail: Trail, { event }: CitedEvent) {
  return trail.deeds.find(
    ({ deed }) =>
      (deed.act === "guess-success" || deed.act === "login") &&
      deed.outcome === "success" &&
      deed.host === event["host.name"] &&
      deed.account === event["user.name"] &&
      (deed.events.at(-1)?.event.time ?? Infinity) <= (event.time ?? -Infinity),
  );
}

/** Whether a log-in with an account that a deed made followed from an address not known before. */
function usesMade(trail: Trail, deed: Deed, login: CitedEvent): boolean {
  const since = deed.events[0]?.event.time ?? Infinity;
  if (deed.act !== "account-created" || login.event["user.name"] !== deed.subject) return false;
  return (
    login.event["host.name"] === deed.host &&
    (login.event.time ?? -1) >= since &&
    !isUsual(trail, actorOf(login), since)
  );
}

/**
 * Follows a grave deed without a foothold to a log-in that explains it: from an address not known before, with the account that
 * the deed made, or with one that an intruder had got into. True when the deed is laid to it; else the log-in's session may explain it.
 */
export function adoptLogin(trail: Trail, deed: Deed): boolean {
  const one = deed.events.find((each) => each.event.time !== undefined);
  const place = one === undefined ? undefined : placeOfAct(one, deed, deed.account);
  if (place === undefined || deed.rank < 2) return false;
  for (const login of trail.book.logins) {
    if (trail.used.has(placeKey(login))) continue;
    if (usesMade(trail, deed, login)) {
      record(trail, actorOf(login), { ...deed, kind: "inference" });
      return true;
    }
    const before = takenBefore(trail, login);
    const since = before?.deed.events[0]?.event.time;
    if (since === undefined || before === undefined || isUsual(trail, actorOf(login), since)) continue;
    if (explains(sessionAfter(login, trail.book), place, trail.book) < 2) continue;
    joinBy(trail, "used-account", login, before.actor, before.deed.events.at(-1));
    record(trail, actorOf(login), deedOfEvent(login, "fact"));
    return false;
  }
  return false;
}
