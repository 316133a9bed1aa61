import type { Activity } from "./activity.ts";
import { ActorGraph, actorName } from "./actor-graph.ts";
import { actTable } from "./act-table.ts";
import { type CitedEvent, compareCited } from "./cited-event.ts";
import { type Deed, deedOfEvent, deedStart } from "./deed.ts";
import { fits, type Foothold, footholdsOf } from "./foothold.ts";

/** All deeds of one intruder. */
export interface Cluster {
  readonly deeds: readonly Deed[];
}

interface Trail {
  readonly graph: ActorGraph;
  readonly holds: Foothold[];
  readonly deeds: { actor: string; deed: Deed }[];
  readonly used: Set<CitedEvent>;
  /** Accounts the intruder made, `host\0name`, with the actor and since when. */
  readonly made: Map<string, { actor: string; since: number }>;
}

const isEnd = (one: CitedEvent): boolean =>
  one.event["event.action"] === "session_end" || one.event["event.action"] === "ssh_disconnect";
const isLogin = (one: CitedEvent): boolean =>
  one.event["event.category"] === "authentication" &&
  one.event["event.outcome"] === "success" &&
  one.event["source.ip"] !== undefined;

function record(trail: Trail, actor: string, deed: Deed, ends: readonly CitedEvent[]): void {
  trail.deeds.push({ actor, deed });
  for (const event of deed.events) trail.used.add(event);
  trail.holds.push(...footholdsOf(actor, deed, ends));
  if (deed.act === "account-created" && deed.subject !== undefined) {
    trail.made.set(`${deed.host ?? ""}\0${deed.subject}`, { actor, since: deedStart(deed) ?? 0 });
  }
}

/** Log-ins of an address under suspicion, and log-ins with an account the intruder made, belong to the thread. */
function followLogin(trail: Trail, one: CitedEvent, suspects: ReadonlySet<string>, ends: readonly CitedEvent[]): void {
  const actor = actorName(one.event["source.ip"], undefined, undefined);
  const made = trail.made.get(`${one.event["host.name"] ?? ""}\0${one.event["user.name"] ?? ""}`);
  const known = made !== undefined && (one.event.time ?? 0) >= made.since;
  if (!known && !suspects.has(actor)) return;
  if (known) trail.graph.join(actor, made.actor);
  if (!trail.used.has(one)) record(trail, actor, deedOfEvent(one, "fact"), ends);
}

/** The foothold under which an event without an address happened: the same account first, then the newest. */
function holdOf(
  trail: Trail,
  host: string | undefined,
  account: string | undefined,
  time: number,
): Foothold | undefined {
  const open = trail.holds.filter((hold) => fits(hold, host, account, time));
  return open.sort((a, b) => Number(b.account === account) - Number(a.account === account) || b.from - a.from)[0];
}

function followAct(trail: Trail, one: CitedEvent, ends: readonly CitedEvent[]): void {
  if (trail.used.has(one) || one.event.time === undefined) return;
  const hold = holdOf(trail, one.event["host.name"], one.event["user.name"], one.event.time);
  if (hold === undefined) return;
  const own = hold.account !== undefined && one.event["user.name"] === hold.account;
  record(trail, hold.actor, deedOfEvent(one, own ? "fact" : "inference"), ends);
}

/** Deeds that name no address join the intruder who had a foothold there at that time. */
function placeLocal(trail: Trail, deed: Deed, ends: readonly CitedEvent[]): void {
  const start = deedStart(deed);
  const hold = start === undefined ? undefined : holdOf(trail, deed.host, deed.account, start);
  const actor = hold?.actor ?? actorName(undefined, deed.host, deed.account);
  record(
    trail,
    actor,
    hold === undefined || hold.account === deed.account ? deed : { ...deed, kind: "inference" },
    ends,
  );
}

const knownPaths = (deed: Deed): string | undefined =>
  deed.act === "web-shell" && deed.outcome === "success" ? deed.subject : undefined;

function joinByShell(trail: Trail): void {
  const owners = new Map<string, string>();
  for (const { actor, deed } of trail.deeds) {
    const path = knownPaths(deed);
    if (path === undefined) continue;
    const owner = owners.get(path);
    if (owner === undefined) owners.set(path, actor);
    else trail.graph.join(owner, actor);
  }
}

/**
 * Follows every suspect from the deeds that rules found to what it did afterwards, and joins what is one intruder: the same
 * address, an account it made, the same web shell, a session it held. Two intruders at the same time stay two.
 *
 * @param found deeds of rules and correlations
 * @param notable events kept whole by the readers, any order
 */
export function followIntruders(found: readonly Deed[], notable: readonly CitedEvent[]): Cluster[] {
  const sorted = [...notable].sort(compareCited);
  const ends = sorted.filter(isEnd);
  const trail: Trail = { graph: new ActorGraph(), holds: [], deeds: [], used: new Set(), made: new Map() };
  const ordered = [...found].sort((a, b) => (deedStart(a) ?? Infinity) - (deedStart(b) ?? Infinity));
  const suspects = new Set<string>();
  for (const deed of ordered.filter((one) => one.address !== undefined)) {
    const actor = actorName(deed.address, deed.host, deed.account);
    if (deed.rank >= 2 || actTable[deed.act].inside) suspects.add(actor);
    record(trail, actor, deed, ends);
  }
  for (const one of sorted) if (isLogin(one)) followLogin(trail, one, suspects, ends);
  for (const deed of ordered.filter((one) => one.address === undefined)) placeLocal(trail, deed, ends);
  for (const one of sorted) if (!isLogin(one) && !isEnd(one)) followAct(trail, one, ends);
  for (const one of sorted) if (isLogin(one)) followLogin(trail, one, suspects, ends);
  joinByShell(trail);
  const clusters = new Map<string, Deed[]>();
  for (const { actor, deed } of trail.deeds) {
    const root = trail.graph.find(actor);
    const deeds = clusters.get(root);
    if (deeds === undefined) clusters.set(root, [deed]);
    else deeds.push(deed);
  }
  return [...clusters.values()].map((deeds) => ({ deeds }));
}

/** Counted acts of an address, most telling first. */
export function activityOf(rows: readonly Activity[], addresses: ReadonlySet<string>, outcome: string): Activity[] {
  return rows.filter((row) => addresses.has(row.address) && row.outcome === outcome).sort((a, b) => b.count - a.count);
}
