import { isIP } from "node:net";
import type { Indicator } from "@stanch/model/answer";
import type { EventSource } from "@stanch/model/log-event";
import { isPublicAddress } from "./address.ts";
import { citedId, type CitedEvent, compareCited } from "./cited-event.ts";
import type { Deed } from "./deed.ts";
import { instantOf } from "./step-list.ts";
import type { BuiltThread } from "./thread-list.ts";

interface Sighting {
  readonly type: Indicator["type"];
  readonly value: string;
  readonly role: Indicator["role"];
  readonly block: boolean;
  readonly cited: readonly CitedEvent[];
}

const urlPattern = /\b(?:https?|ftp|stratum\+tcp|stratum\+ssl):\/\/[^\s"'<>|;)]{4,300}/gi;
const hashPattern = /\b[0-9a-f]{64}\b|\b[0-9a-f]{40}\b|\b[0-9a-f]{32}\b/gi;

/** Where a URL leads, as an indicator of its own: blocking a host stops more than blocking one path. */
function hostOf(url: string): { type: "ip" | "domain"; value: string; block: boolean } | undefined {
  const host = /^[a-z+]+:\/\/(?:[^/@]*@)?(\[[0-9a-f:.]+\]|[^/:?#]+)/i
    .exec(url)?.[1]
    ?.replaceAll(/[[\]]/g, "")
    .toLowerCase();
  if (host === undefined || host === "localhost") return undefined;
  if (isIP(host) !== 0) return { type: "ip", value: host, block: isPublicAddress(host) };
  return /^(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}$/.test(host)
    ? { type: "domain", value: host, block: true }
    : undefined;
}

/** URLs and hashes that a command line names: where tools came from, where money went. */
function inCommand(deed: Deed): Sighting[] {
  if (deed.outcome !== "success") return [];
  const found: Sighting[] = [];
  for (const one of deed.events) {
    const said = one.event["process.command_line"] ?? (deed.act === "command" ? (deed.subject ?? "") : "");
    const cited = [one];
    for (const [value] of said.matchAll(urlPattern)) {
      const role = value.toLowerCase().startsWith("stratum") || deed.act === "c2" ? "c2" : "download";
      const host = hostOf(value);
      found.push({ type: "url", value, role, block: host?.block ?? true, cited });
      if (host !== undefined) found.push({ ...host, role, cited });
    }
    if (deed.act === "tool-download" || deed.act === "miner") {
      for (const [value] of said.matchAll(hashPattern))
        found.push({ type: "hash", value: value.toLowerCase(), role: "used", block: true, cited });
    }
  }
  return found;
}

function ofDeed(deed: Deed): Sighting[] {
  const cited = deed.events;
  const found: Sighting[] = inCommand(deed);
  if (deed.address !== undefined)
    found.push({ type: "ip", value: deed.address, role: "attacker", block: isPublicAddress(deed.address), cited });
  if (deed.act === "account-created" && deed.subject !== undefined)
    found.push({ type: "account", value: deed.subject, role: "created", block: false, cited });
  if (deed.act === "guess-success" && deed.outcome === "success" && deed.account !== undefined)
    found.push({ type: "account", value: deed.account, role: "used", block: false, cited });
  if (deed.act === "web-shell" && deed.outcome === "success" && deed.subject !== undefined)
    found.push({ type: "url-path", value: deed.subject, role: "dropped", block: false, cited });
  if (deed.act === "scan" || deed.act === "exploit") {
    const agent = cited.find((one) => one.event["user_agent.original"] !== undefined);
    const value = agent?.event["user_agent.original"];
    if (agent !== undefined && value !== undefined)
      found.push({ type: "user-agent", value, role: "used", block: false, cited: [agent] });
  }
  return found;
}

const MAX_EVENTS = 20;

function indicatorOf(
  sightings: readonly (Sighting & { thread: string })[],
  sources: readonly EventSource[],
): Indicator | undefined {
  const [one] = sightings;
  if (one === undefined) return undefined;
  const cited = [...new Set(sightings.flatMap((sighting) => sighting.cited))].sort(compareCited);
  const timed = cited.filter((each) => each.event.time !== undefined);
  return {
    type: one.type,
    value: one.value,
    role: one.role,
    block: sightings.some((sighting) => sighting.block),
    ...(timed[0] === undefined ? {} : { first: instantOf(timed[0]), last: instantOf(timed.at(-1)) }),
    threads: [...new Set(sightings.map((sighting) => sighting.thread))],
    events: cited.slice(0, MAX_EVENTS).map((each) => citedId(each, sources)),
  };
}

/** What to search and block elsewhere, in order of threads; each value once a role. */
export function indicatorsOf(threads: readonly BuiltThread[], sources: readonly EventSource[]): Indicator[] {
  const groups = new Map<string, (Sighting & { thread: string })[]>();
  for (const { thread, deeds } of threads) {
    for (const sighting of deeds.flatMap(ofDeed)) {
      const key = `${sighting.type}\0${sighting.role}\0${sighting.value}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [{ ...sighting, thread: thread.id }]);
      else group.push({ ...sighting, thread: thread.id });
    }
  }
  return [...groups.values()].flatMap((group) => indicatorOf(group, sources) ?? []);
}
