import { ActorGraph, actorName } from "./actor-graph.ts";
import { actTable } from "./act-table.ts";
import { type CitedEvent, compareCited } from "./cited-event.ts";
import { compareDeeds, type Deed, deedOfEvent, deedStart, ownEvents } from "./deed.ts";
import { distinctEvents, placeKey } from "./distinct-events.ts";
import { ranAs, withoutEchoes } from "./echo.ts";
import { fits, type Foothold, footholdsOf, type Place, sessionEnd, type SessionEnds, sessionEnds } from "./foothold.ts";
import { sudoBehind, type SudoTrace, sudoTrace } from "./sudo-trace.ts";

/** Why two addresses are taken for one intruder. */
export interface Join {
  readonly reason: "made-account" | "same-shell";
  readonly addresses: readonly string[];
  /** The account or path they share. */
  readonly subject: string;
  readonly events: readonly CitedEvent[];
}

/** All deeds of one intruder. */
export interface Cluster {
  readonly deeds: readonly Deed[];
  readonly joins: readonly Join[];
}

interface Made {
  readonly actor: string;
  readonly since: number;
  readonly by: CitedEvent | undefined;
}

interface Trail {
  readonly graph: ActorGraph;
  readonly holds: Foothold[];
  readonly deeds: { actor: string; deed: Deed }[];
  readonly used: Set<string>;
  /** Accounts the intruder made, `host\0name`. */
  readonly made: Map<string, Made>;
  readonly joins: { actor: string; join: Join }[];
  readonly ends: SessionEnds;
  readonly sudo: SudoTrace;
  readonly logins: readonly CitedEvent[];
}

const isEnd = (one: CitedEvent): boolean =>
  one.event["event.action"] === "session_end" || one.event["event.action"] === "ssh_disconnect";

/** Whether an event is an accepted log-in from an address. */
export const isLogin = (one: CitedEvent): boolean =>
  !isEnd(one) &&
  one.event["event.category"] === "authentication" &&
  one.event["event.outcome"] === "success" &&
  one.event["source.ip"] !== undefined;

/** What a deed already tells. A correlation tells of its log-in only: the acts it counted are still told one by one. */
function markUsed(trail: Trail, deed: Deed): void {
  const told = deed.rule?.correlation !== true ? deed.events : deed.act === "guess-success" ? ownEvents(deed) : [];
  for (const event of told) trail.used.add(placeKey(event));
}

function record(trail: Trail, actor: string, deed: Deed): void {
  trail.deeds.push({ actor, deed });
  markUsed(trail, deed);
  trail.holds.push(...footholdsOf(actor, deed, trail.ends));
  if (deed.act !== "account-created" || deed.outcome !== "success") return;
  for (const one of deed.events) {
    const name = one.event["user.target.name"];
    if (name === undefined) continue;
    trail.made.set(`${deed.host ?? ""}\0${name}`, { actor, since: one.event.time ?? 0, by: one });
  }
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
  if (known && trail.graph.find(actor) !== trail.graph.find(made.actor)) {
    trail.graph.join(actor, made.actor);
    const addresses = [event["source.ip"] ?? ""];
    const events = made.by === undefined ? [one] : [made.by, one];
    trail.joins.push({ actor, join: { reason: "made-account", addresses, subject: event["user.name"] ?? "", events } });
  }
  if (!trail.used.has(placeKey(one))) record(trail, actor, deedOfEvent(one, "fact"));
}

/** The foothold under which an event without an address happened: the same account first, then the newest. */
function holdOf(trail: Trail, place: Place): Foothold | undefined {
  const open = trail.holds.filter((hold) => fits(hold, place));
  return open.sort(
    (a, b) => Number(b.account === place.account) - Number(a.account === place.account) || b.from - a.from,
  )[0];
}

/** Whether somebody else than the holder was logged in who may have done it as well. */
function contested(trail: Trail, hold: Foothold, place: Place): boolean {
  const own = trail.graph.find(hold.actor);
  return trail.logins.some((one) => {
    const { event } = one;
    if ((event.time ?? Infinity) > place.time || event["host.name"] !== place.host) return false;
    if (trail.graph.find(actorName(event["source.ip"], undefined, undefined)) === own) return false;
    const may = place.account === undefined || place.account === "root" || place.account === event["user.name"];
    return may && sessionEnd(one, trail.ends) >= place.time;
  });
}

/** Who did what a record without an address tells, how that is known, and the record that tells it. */
function placeOf(trail: Trail, one: CitedEvent | undefined, deed: Pick<Deed, "host" | "account">) {
  const time = one?.event.time;
  if (one === undefined || time === undefined) return undefined;
  const sudo = sudoBehind(one, trail.sudo);
  const account = sudo?.event["user.name"] ?? deed.account;
  const place: Place = { host: deed.host, account, time, module: one.event["event.module"] };
  const hold = holdOf(trail, place);
  if (hold === undefined) return undefined;
  const shared = contested(trail, hold, place);
  // A web server's account cannot make accounts; with somebody else logged in it was more likely them.
  if (shared && sudo === undefined && hold.account === undefined && account === undefined) return undefined;
  const own = hold.account !== undefined && account === hold.account && hold.module === undefined && !shared;
  return { actor: hold.actor, kind: own ? ("fact" as const) : ("inference" as const), sudo };
}

const withSudo = (deed: Deed, sudo: CitedEvent | undefined): Deed =>
  sudo === undefined ? deed : { ...deed, events: [...deed.events, sudo].sort(compareCited) };

const trivial = /^\s*(?:exit|logout|clear|history|cd|ls|ll|pwd)\s*$/;

function followAct(trail: Trail, one: CitedEvent): void {
  if (trail.used.has(placeKey(one)) || trivial.test(one.event["process.command_line"] ?? "")) return;
  const { event } = one;
  // A job that runs says something only when a rule matched it; a group comes with every account.
  if (event["event.action"] === "cron_command" || event["event.action"] === "group_added") return;
  // Sudo's own record of the same line is better evidence and follows by itself.
  if (ranAs(one, trail.sudo.get(event["host.name"] ?? "") ?? []) !== undefined) return;
  const by = placeOf(trail, one, { host: event["host.name"], account: event["user.name"] });
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
  for (let before = -1; before !== trail.deeds.length;) {
    before = trail.deeds.length;
    for (const one of trail.logins) followLogin(trail, one, suspects);
    for (const act of pending) {
      if (act.event !== undefined) followAct(trail, act.event);
      else if (act.deed !== undefined && placeLocal(trail, act.deed)) pending.delete(act);
    }
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

/**
 * Follows every suspect from the deeds that rules found to what it did afterwards, and joins what is one intruder: the same
 * address, an account it made, the same web shell, a session it held. Two intruders at the same time stay two, and what an
 * administrator did meanwhile stays out.
 *
 * @param found deeds of rules and correlations
 * @param notable events kept whole by the readers, any order
 */
export function followIntruders(found: readonly Deed[], notable: readonly CitedEvent[]): Cluster[] {
  const sorted = distinctEvents([...notable].sort(compareCited));
  const trail: Trail = {
    graph: new ActorGraph(),
    holds: [],
    deeds: [],
    used: new Set(),
    made: new Map(),
    joins: [],
    ends: sessionEnds(sorted.filter(isEnd)),
    sudo: sudoTrace(sorted),
    logins: sorted.filter(isLogin),
  };
  const ordered = withoutEchoes(found)
    .map((deed) => entered(deed, trail.logins))
    .sort(compareDeeds);
  const suspects = suspectsOf(ordered);
  for (const deed of ordered) {
    if (deed.address !== undefined) record(trail, actorName(deed.address, undefined, undefined), deed);
  }
  const locals = ordered.filter((deed) => deed.address === undefined);
  followAll(
    trail,
    locals,
    sorted.filter((one) => !isLogin(one) && !isEnd(one)),
    suspects,
  );
  joinByShell(trail);
  return clustersOf(trail);
}
