import type { Confidence, Thread } from "@stanch/model/answer";
import type { EventSource } from "@stanch/model/log-event";
import { actTable } from "./act-table.ts";
import type { Activity } from "./activity.ts";
import { citedId, compareCited } from "./cited-event.ts";
import type { Deed } from "./deed.ts";
import type { Cluster } from "./follow.ts";
import { instantOf, stepsOf } from "./step-list.ts";
import { vectorOfDeed, vectorOfThread } from "./vector.ts";

/** A thread with the deeds it was made of, for what is concluded next. */
export interface BuiltThread {
  readonly thread: Thread;
  readonly deeds: readonly Deed[];
  readonly weight: number;
  /** Types of all deeds that count, heaviest first. */
  readonly types: readonly string[];
}

const distinct = (values: readonly (string | undefined)[]): string[] =>
  [...new Set(values.filter((value) => value !== undefined))].sort();

const insideDeed = (deed: Deed): boolean => deed.outcome === "success" && actTable[deed.act].inside;

/** The deeds that count, those that say most about what this was first; once somebody is inside, attempts do not count. */
function heaviest(deeds: readonly Deed[], succeeded: boolean): readonly Deed[] {
  const candidates = succeeded ? deeds.filter(insideDeed) : deeds;
  return candidates.toSorted((a, b) => actTable[b.act].weight - actTable[a.act].weight || b.rank - a.rank);
}

function confidenceOf(deeds: readonly Deed[], succeeded: boolean): Confidence {
  const facts = deeds.filter((deed) => deed.kind === "fact");
  const top = Math.max(0, ...deeds.map((deed) => deed.rank));
  if (!succeeded) return top >= 3 ? "high" : "moderate";
  const acts = new Set(facts.filter(insideDeed).map((deed) => deed.act));
  return acts.size >= 2 || top >= 3 ? "high" : acts.size === 1 && top >= 2 ? "moderate" : "low";
}

function sourceOf(deeds: readonly Deed[], succeeded: boolean, sources: readonly EventSource[]): Thread["source"] {
  const { vector, deed } = vectorOfThread(deeds, succeeded);
  const first = deed?.events.findLast((one) => one.event["event.outcome"] === "success") ?? deed?.events[0];
  const others = deeds.filter(
    (one) => one !== deed && insideDeed(one) && vectorOfDeed(one) !== undefined && vectorOfDeed(one) !== vector,
  );
  const alternatives = [...new Map(others.map((one) => [vectorOfDeed(one), one])).values()].slice(0, 3).map((one) => ({
    vector: vectorOfDeed(one) ?? ("unknown" as const),
    reason: {
      zh: "证据中另有一处可能的进入途径，时间在所述途径之后",
      en: "The evidence holds another possible way in, later than the one named",
    },
    events: one.events.slice(0, 5).map((cited) => citedId(cited, sources)),
  }));
  return {
    ips: distinct(deeds.map((one) => one.address)),
    accounts: distinct(
      deeds.filter((one) => one.act === "guess-success" || one.act === "login").map((one) => one.account),
    ),
    vector,
    ...(first === undefined ? {} : { firstEvent: citedId(first, sources) }),
    alternatives,
  };
}

function threadOf(cluster: Cluster, activity: readonly Activity[], sources: readonly EventSource[]): BuiltThread {
  const { deeds } = cluster;
  const succeeded = deeds.some(insideDeed);
  const counted = heaviest(deeds, succeeded);
  const [main] = counted;
  const events = deeds.flatMap((deed) => deed.events).sort(compareCited);
  const timed = events.filter((one) => one.event.time !== undefined);
  const thread: Thread = {
    id: "",
    type: main === undefined ? "NA-99" : actTable[main.act].type,
    ...(timed[0] === undefined ? {} : { first: instantOf(timed[0]), last: instantOf(timed.at(-1)) }),
    confidence: confidenceOf(deeds, succeeded),
    source: sourceOf(deeds, succeeded, sources),
    hosts: distinct(deeds.map((deed) => deed.host)),
    accounts: distinct(
      deeds
        .filter(insideDeed)
        .flatMap((deed) => [deed.account, deed.act === "account-created" ? deed.subject : undefined]),
    ),
    succeeded,
    steps: stepsOf(deeds, activity, sources),
  };
  const top = Math.max(0, ...deeds.map((deed) => deed.rank));
  return {
    thread,
    deeds,
    types: [...new Set(counted.map((deed) => actTable[deed.act].type))],
    weight: (succeeded ? 1000 : 0) + top * 50 + (main === undefined ? 0 : actTable[main.act].weight),
  };
}

/** What a sheet holds at most; the rest is named as a gap. */
export const MAX_THREADS = 200;

/** Threads, the gravest first, numbered `T1`, `T2`, …; those that got in come before attempts. */
export function buildThreads(
  clusters: readonly Cluster[],
  activity: readonly Activity[],
  sources: readonly EventSource[],
): BuiltThread[] {
  const built = clusters
    .filter((cluster) => cluster.deeds.some((deed) => deed.rank >= 2))
    .map((cluster) => threadOf(cluster, activity, sources));
  built.sort(
    (a, b) =>
      b.weight - a.weight ||
      (a.thread.first ?? "").localeCompare(b.thread.first ?? "") ||
      a.thread.source.ips.join().localeCompare(b.thread.source.ips.join()),
  );
  return built.map((one, at) => ({ ...one, thread: { ...one.thread, id: `T${at + 1}` } }));
}
