import { ActorGraph, actorName } from "./actor-graph.ts";
import { actTable } from "./act-table.ts";
import { type CitedEvent, compareCited } from "./cited-event.ts";
import { compareDeeds, type Deed, deedOfEvent, deedStart } from "./deed.ts";
import { distinctEvents, placeKey } from "./distinct-events.ts";
import { ranAs, withoutEchoes } from "./echo.ts";
import { adoptBirth, adoptLogin, birthsOf } from "./adoption.ts";
import { isDaemonsOwn, placeOf } from "./attribution.ts";
import { isEnd, isLogin, sessionBook } from "./session.ts";
import { sudoBehind, sudoTrace } from "./sudo-trace.ts";
import { type Join, joinBy, markUsed, record, type Trail } from "./trail.ts";

/** All deeds of one intruder. */
export interface Cluster {
  readonly deeds: readonly Deed[];
  readonly joins: readonly Join[];
}

/** A log-in that worked after failures is the first one the address had after them, whichever of several a correlation saw. */
function entered(deed: Deed, logins: readonly CitedEvent[]): Deed {
  const began = deed.events[0]?.event.time;
  if (deed.act !== "guess-success" || deed.address === undefined || began === undefined) return deed;
  const first = logins.find(({ event }) => event["source.ip"] === deed.address && (event.time ?? -Infinity) >= began);
  if (first === undefined) return deed;
  const refused = deed.events.filter((one) => one.event["event.outcome"] !== "success");
  const { event } = first;
  return {
    ...deed,
    host: event["host.name"] ?? deed.host,
    account: event["user.name"] ?? deed.account,
    events: [...refused, first].sort(compareCited),
  };
}

/** Log-ins of an address after it came under suspicion, and log-ins with an account the intruder made, belong to the thread. */
function followLogin(trail: Trail, one: CitedEvent, suspects: ReadonlyMap<string, number>): void {
  const { event } = one;
  const actor = actorName(event["source.ip"], undefined, undefined);
  const time = event.time ?? Infinity;
  const made = trail.made.get(`${event["host.name"] ?? ""}\0${event["user.name"] ?? ""}`);
  const known = made !== undefined && time >= made.since;
  if (!known && time < (suspects.get(actor) ?? Infinity)) return;
  // Somebody's usual address; who has an account made for a colleague is no intruder.
  if (known && !suspects.has(actor) && (trail.known.get(actor) ?? Infinity) < made.since) return;
  if (known) joinBy(trail, "made-account", one, made.actor, made.by);
  if (!trail.used.has(placeKey(one))) record(trail, actor, deedOfEvent(one, "fact"));
}

const withSudo = (deed: Deed, sudo: CitedEvent | undefined): Deed =>
  sudo === undefined ? deed : { ...deed, events: [...deed.events, sudo].sort(compareCited) };

const trivial = /^\s*(?:exit|logout|clear|history|cd|ls|ll|pwd)\s*$/;

function followAct(trail: Trail, one: CitedEvent): void {
  if (trail.used.has(placeKey(one)) || trivial.test(one.event["process.command_line"] ?? "")) return;
  const { event } = one;
  // A job that runs says something only when a rule matched it; a group comes with every account.
  if (event["event.action"] === "cron_command" || event["event.action"] === "group_added") return;
  // A refused log-in is counted, not followed; root gains nothing by su.
  if (event["event.action"] === "remote_logon" && event["event.outcome"] === "failure") return;
  if (event["event.action"] === "su_session" && event["user.name"] === "root") return;
  // Sudo's own record of the same line is better evidence and follows by itself.
  if (ranAs(one, trail.sudo.get(event["host.name"] ?? "") ?? []) !== undefined) return;
  const by = placeOf(trail, one, { host: event["host.name"], account: event["user.name"] });
  if (by?.sudo === undefined && isDaemonsOwn(one)) return;
  if (by !== undefined) record(trail, by.actor, withSudo(deedOfEvent(one, by.kind), by.sudo));
}

/** A deed that names no address joins the intruder who had a foothold there at that time; false when there was none. */
function placeLocal(trail: Trail, deed: Deed): boolean {
  const one = deed.events.find((each) => each.event.time !== undefined);
  const by = placeOf(trail, one, deed);
  if (by === undefined) return false;
  record(trail, by.actor, withSudo({ ...deed, kind: by.kind }, by.sudo));
  return true;
}

/** A deed of nobody's foothold is laid to the account that did it, or to the host. */
function placeAlone(trail: Trail, deed: Deed): void {
  const one = deed.events.find((each) => each.event.time !== undefined);
  const sudo = one === undefined ? undefined : sudoBehind(one, trail.sudo);
  record(trail, actorName(undefined, deed.host, sudo?.event["user.name"] ?? deed.account), deed);
}

type Act = { readonly time: number; readonly deed?: Deed; readonly event?: CitedEvent };

/** Follows log-ins and acts in order of time until nothing new comes up: an account made may log in, and act, and make another. */
function followAll(
  trail: Trail,
  locals: readonly Deed[],
  events: readonly CitedEvent[],
  suspects: Map<string, number>,
) {
  for (const deed of locals) markUsed(trail, deed);
  const acts: Act[] = [
    ...locals.map((deed) => ({ time: deedStart(deed) ?? Infinity, deed })),
    ...events.map((event) => ({ time: event.event.time ?? Infinity, event })),
  ];
  const pending = new Set(acts.sort((a, b) => a.time - b.time));
  const births = birthsOf(events);
  for (let before = -1; before !== trail.deeds.length;) {
    before = trail.deeds.length;
    for (const one of trail.book.logins) {
      adoptBirth(trail, one, births, suspects);
      followLogin(trail, one, suspects);
    }
    for (const act of pending) {
      if (act.event !== undefined) followAct(trail, act.event);
      else if (act.deed !== undefined && placeLocal(trail, act.deed)) pending.delete(act);
    }
    if (before !== trail.deeds.length) continue;
    for (const act of pending) if (act.deed !== undefined && adoptLogin(trail, act.deed)) pending.delete(act);
  }
  for (const { deed } of pending) if (deed !== undefined) placeAlone(trail, deed);
}

function joinByShell(trail: Trail): void {
  const owners = new Map<string, { actor: string; deed: Deed }>();
  for (const entry of trail.deeds) {
    const { actor, deed } = entry;
    if (deed.act !== "web-shell" || deed.outcome !== "success" || deed.subject === undefined) continue;
    const key = `${deed.host ?? ""}\0${deed.subject}`;
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, entry);
    else if (trail.graph.find(owner.actor) !== trail.graph.find(actor)) {
      trail.graph.join(owner.actor, actor);
      const addresses = [owner.deed.address, deed.address].filter((address) => address !== undefined);
      const events = [owner.deed.events[0], deed.events[0]].filter((event) => event !== undefined);
      trail.joins.push({ actor, join: { reason: "same-shell", addresses, subject: deed.subject, events } });
    }
  }
}

function clustersOf(trail: Trail): Cluster[] {
  const rootOf = ({ actor }: { actor: string }): string => trail.graph.find(actor);
  const joins = Map.groupBy(trail.joins, rootOf);
  return [...Map.groupBy(trail.deeds, rootOf)].map(([root, entries]) => ({
    deeds: entries.map((entry) => entry.deed),
    joins: (joins.get(root) ?? []).map((entry) => entry.join),
  }));
}

/** Since when an address is under suspicion: its first deed that is more than a trifle. */
function suspectsOf(deeds: readonly Deed[]): Map<string, number> {
  const since = new Map<string, number>();
  for (const deed of deeds) {
    if (deed.address === undefined || (deed.rank < 2 && !actTable[deed.act].inside)) continue;
    const actor = actorName(deed.address, undefined, undefined);
    const start = Math.min(deedStart(deed) ?? Infinity, deed.events[0]?.event.time ?? Infinity);
    since.set(actor, Math.min(since.get(actor) ?? Infinity, start));
  }
  return since;
}

/** When each address first logged in; log-ins are in order of time. */
function firstLogins(logins: readonly CitedEvent[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const { event } of logins) {
    const actor = actorName(event["source.ip"], undefined, undefined);
    if (!first.has(actor)) first.set(actor, event.time ?? Infinity);
  }
  return first;
}

/**
 * Follows every suspect from the deeds that rules found to what it did afterwards, and joins what is one intruder: the same
 * address, an account it made, the same web shell, a session it held. Two intruders at the same time stay two, and what an
 * administrator did meanwhile stays out.
 *
 * @param found deeds of rules and correlations
 * @param notable events kept whole by the readers, any order
 */
export function followIntruders(found: readonly Deed[], notable: readonly CitedEvent[]): Cluster[] {
  const ordered = [...notable].sort(compareCited);
  const sorted = distinctEvents(ordered);
  const book = sessionBook(ordered);
  const trail: Trail = {
    graph: new ActorGraph(),
    holds: [],
    deeds: [],
    used: new Set(),
    made: new Map(),
    joins: [],
    sudo: sudoTrace(sorted),
    book,
    known: firstLogins(book.logins),
  };
  const deeds = withoutEchoes(found)
    .map((deed) => entered(deed, book.logins))
    .sort(compareDeeds);
  const suspects = suspectsOf(deeds);
  for (const deed of deeds) {
    if (deed.address !== undefined) record(trail, actorName(deed.address, undefined, undefined), deed);
  }
  const locals = deeds.filter((deed) => deed.address === undefined);
  followAll(
    trail,
    locals,
    sorted.filter((one) => !isLogin(one) && !isEnd(one)),
    suspects,
  );
  joinByShell(trail);
  return clustersOf(trail);
}
