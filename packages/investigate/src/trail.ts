import { type ActorGraph, actorName } from "./actor-graph.ts";
import type { CitedEvent } from "./cited-event.ts";
import { type Deed, ownEvents } from "./deed.ts";
import { placeKey } from "./distinct-events.ts";
import { type Foothold, footholdsOf } from "./foothold.ts";
import type { SessionBook } from "./session.ts";
import type { SudoTrace } from "./sudo-trace.ts";

/** Why two addresses are taken for one intruder. */
export interface Join {
  readonly reason: "made-account" | "used-account" | "same-shell";
  readonly addresses: readonly string[];
  /** The account or path they share. */
  readonly subject: string;
  readonly events: readonly CitedEvent[];
}

interface Made {
  readonly actor: string;
  readonly since: number;
  readonly by: CitedEvent | undefined;
}

/** What is known so far while intruders are followed. */
export interface Trail {
  readonly graph: ActorGraph;
  readonly holds: Foothold[];
  readonly deeds: { actor: string; deed: Deed }[];
  readonly used: Set<string>;
  /** Accounts the intruder made, `host\0name`. */
  readonly made: Map<string, Made>;
  readonly joins: { actor: string; join: Join }[];
  readonly sudo: SudoTrace;
  readonly book: SessionBook;
  /** When each address first logged in. */
  readonly known: ReadonlyMap<string, number>;
}

/** What a deed already tells. A correlation tells of its log-in only: the acts it counted are still told one by one. */
export function markUsed(trail: Trail, deed: Deed): void {
  const told = deed.rule?.correlation !== true ? deed.events : deed.act === "guess-success" ? ownEvents(deed) : [];
  for (const event of told) trail.used.add(placeKey(event));
}

/** Lays a deed to an actor, with the footholds and accounts that it gives. */
export function record(trail: Trail, actor: string, deed: Deed): void {
  trail.deeds.push({ actor, deed });
  markUsed(trail, deed);
  trail.holds.push(...footholdsOf(actor, deed, trail.book));
  if (deed.act !== "account-created" || deed.outcome !== "success") return;
  for (const one of deed.events) {
    const name = one.event["user.target.name"];
    if (name === undefined) continue;
    trail.made.set(`${deed.host ?? ""}\0${name}`, { actor, since: one.event.time ?? 0, by: one });
  }
}

/** Takes the address of a log-in and another actor for one intruder, and says why. */
export function joinBy(
  trail: Trail,
  reason: Join["reason"],
  login: CitedEvent,
  other: string,
  by: CitedEvent | undefined,
) {
  const { event } = login;
  const actor = actorName(event["source.ip"], undefined, undefined);
  if (trail.graph.find(actor) === trail.graph.find(other)) return;
  trail.graph.join(actor, other);
  const events = by === undefined ? [login] : [by, login];
  const addresses = [event["source.ip"] ?? ""];
  trail.joins.push({ actor, join: { reason, addresses, subject: event["user.name"] ?? "", events } });
}
