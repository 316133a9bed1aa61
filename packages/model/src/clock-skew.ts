import type { ClockOffer } from "./clock.ts";

/** A connection as one host recorded it. */
export interface Sighting {
  readonly host: string;
  /** The client's end, which names a connection while it lasts. */
  readonly address: string;
  readonly port: number;
  /** Microseconds since 1970. */
  readonly time: number;
  readonly event: string;
}

/** The same port may be another connection later: clocks that differ by more are not found this way. */
const widest = 13 * 3600 * 1e6;
/** A difference below this is how long things take, not a wrong clock. */
const least = 2;
const fewest = 1;

interface Pair {
  readonly ahead: number;
  readonly address: string;
  readonly port: number;
  readonly event: string;
  readonly other: string;
}

const middle = (sorted: readonly number[]): number => {
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
};
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const hostsOf = (a: string, b: string): string => `${a}\0${b}`;

/** The first record of each connection by each host: what follows is the same connection going on. */
function firsts(sightings: Iterable<Sighting>): Map<string, Map<string, Sighting[]>> {
  const connections = new Map<string, Map<string, Sighting[]>>();
  for (const one of sightings) {
    const key = `${one.address}\0${one.port}`;
    let hosts = connections.get(key);
    if (hosts === undefined) connections.set(key, (hosts = new Map()));
    const list = hosts.get(one.host);
    if (list === undefined) hosts.set(one.host, [one]);
    else list.push(one);
  }
  return connections;
}

/** Sightings of one connection by two hosts, each used once, nearest first. */
function nearest(mine: readonly Sighting[], theirs: readonly Sighting[]): Pair | undefined {
  // A port that came again cannot be told apart when the clock is unknown.
  const a = first(mine);
  const b = first(theirs);
  if (a === undefined || b === undefined || Math.abs(a.time - b.time) > widest) return undefined;
  const ahead = (a.time - b.time) / 1e6;
  return { ahead, address: a.address, port: a.port, event: a.event, other: b.event };
}

/** The first record, when all lie within minutes of it. */
function first(list: readonly Sighting[]): Sighting | undefined {
  const sorted = [...list].sort((a, b) => a.time - b.time || order(a.event, b.event));
  const [one] = sorted;
  const last = sorted.at(-1);
  return one === undefined || last === undefined || last.time - one.time > 12 * 3600 * 1e6 ? undefined : one;
}

function offerOf(host: string, against: string, pairs: readonly Pair[]): ClockOffer | undefined {
  const ahead = middle(pairs.map((pair) => pair.ahead).sort((a, b) => a - b));
  const spread = middle(pairs.map((pair) => Math.abs(pair.ahead - ahead)).sort((a, b) => a - b));
  // Pairs that agree on nothing measure nothing.
  if (Math.abs(ahead) < least || spread > Math.max(5, Math.abs(ahead) / 10)) return undefined;
  const sure = pairs.length >= 5 && spread <= 2 ? "high" : pairs.length >= 3 && spread <= 5 ? "moderate" : "low";
  const close = [...pairs].sort(
    (a, b) => Math.abs(a.ahead - ahead) - Math.abs(b.ahead - ahead) || order(a.event, b.event),
  );
  const thousandth = (value: number): number => Math.round(value * 1000) / 1000;
  return {
    host,
    against,
    ahead: thousandth(ahead),
    spread: thousandth(spread),
    pairs: pairs.length,
    confidence: sure,
    examples: close.slice(0, 3).map(({ address, port, event, other }) => ({ address, port, event, other })),
  };
}

/**
 * Measures the clocks of hosts against one another by connections that two of them recorded: same client address and port, so the same
 * act. Which of two clocks is wrong is for a person to say; nothing is applied. The order of the sightings does not matter.
 *
 * @example clockOffers([
 *   { host: "web", address: "192.0.2.9", port: 4711, time: 10e6, event: "a" },
 *   { host: "sensor", address: "192.0.2.9", port: 4711, time: 322e6, event: "b" },
 * ]); // sensor is 312 s ahead of web
 */
export function clockOffers(sightings: Iterable<Sighting>): ClockOffer[] {
  const pairs = new Map<string, Pair[]>();
  for (const hosts of firsts(sightings).values()) {
    const names = [...hosts.keys()].sort(order);
    for (const [at, host] of names.entries()) {
      for (const other of names.slice(at + 1)) {
        const pair = nearest(hosts.get(host) ?? [], hosts.get(other) ?? []);
        if (pair === undefined) continue;
        const key = hostsOf(host, other);
        const list = pairs.get(key);
        if (list === undefined) pairs.set(key, [pair]);
        else list.push(pair);
      }
    }
  }
  return [...pairs]
    .filter(([, list]) => list.length >= fewest)
    .flatMap(([key, list]) => {
      const [host = "", against = ""] = key.split("\0");
      return offerOf(host, against, list) ?? [];
    })
    .sort((a, b) => b.pairs - a.pairs || order(a.host, b.host) || order(a.against, b.against));
}
