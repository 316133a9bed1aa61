import type { Thread } from "@stanch/model/answer";
import type { EventSource } from "@stanch/model/log-event";
import type { Text } from "@stanch/model/text";
import { type Act, actTable } from "./act-table.ts";
import type { AddressActivity } from "./activity.ts";
import { citedId, compareCited } from "./cited-event.ts";
import { assuranceOf } from "./confidence.ts";
import { type Deed, deedStart, ownEvents } from "./deed.ts";
import type { Cluster } from "./follow.ts";
import { instantOf, stepsOf } from "./step-list.ts";
import type { Join } from "./trail.ts";
import { vectorOfDeed, vectorOfThread } from "./vector.ts";

/** A thread with the deeds it was made of, for what is concluded next. */
export interface BuiltThread {
  readonly thread: Thread;
  readonly deeds: readonly Deed[];
  readonly weight: number;
  /** Types of all deeds that count, heaviest first. */
  readonly types: readonly string[];
  /** Microseconds when the intruder got in; undefined when nobody did or no record says when. */
  readonly entered: number | undefined;
}

const distinct = (values: readonly (string | undefined)[]): string[] =>
  [...new Set(values.filter((value) => value !== undefined))].sort();

const insideDeed = (deed: Deed): boolean => deed.outcome === "success" && actTable[deed.act].inside;

/** The deeds that count, those that say most about what this was first; once somebody is inside, attempts do not count. */
function heaviest(deeds: readonly Deed[], succeeded: boolean): readonly Deed[] {
  const candidates = succeeded ? deeds.filter(insideDeed) : deeds;
  return candidates.toSorted((a, b) => actTable[b.act].weight - actTable[a.act].weight || b.rank - a.rank);
}

const laterWay: Text = {
  zh: "证据中另有一处可能的进入途径，时间不早于所述途径",
  en: "The evidence holds another possible way in, not earlier than the one named",
};

/** Other ways in that worked, each once, with the address when it is another. */
function alternativesOf(deeds: readonly Deed[], chosen: Deed | undefined, sources: readonly EventSource[]) {
  // A shell behind a flaw of the site is one way in, not two.
  const family = (one: Deed | undefined): string | undefined =>
    (one === undefined ? undefined : vectorOfDeed(one))?.replace(/^web-(?:shell|exploit)$/, "web");
  const others = deeds.filter(
    (one) => insideDeed(one) && !["unknown", family(chosen), undefined].includes(family(one)),
  );
  return [...new Map(others.map((one) => [vectorOfDeed(one), one])).values()].slice(0, 3).map((one) => ({
    vector: vectorOfDeed(one) ?? ("unknown" as const),
    reason: laterWay,
    events: ownEvents(one)
      .slice(0, 5)
      .map((cited) => citedId(cited, sources)),
  }));
}

const logins = new Set(["guess-success", "login"]);

/** The address that came in first, then the others. */
function sourceIps(deeds: readonly Deed[], succeeded: boolean): string[] {
  const { deed } = vectorOfThread(deeds, succeeded);
  return [...new Set([...distinct([deed?.address]), ...distinct(deeds.map((one) => one.address))])];
}

function sourceOf(deeds: readonly Deed[], succeeded: boolean, sources: readonly EventSource[]): Thread["source"] {
  const { vector, deed } = vectorOfThread(deeds, succeeded);
  const first = deed === undefined ? undefined : ownEvents(deed)[0];
  const made = new Set(deeds.filter((one) => one.act === "account-created").map((one) => one.subject));
  const entered = deeds.filter((one) => logins.has(one.act) && insideDeed(one) && !made.has(one.account));
  return {
    ips: sourceIps(deeds, succeeded),
    accounts: distinct(entered.map((one) => one.account)),
    vector,
    ...(first === undefined ? {} : { firstEvent: citedId(first, sources) }),
    alternatives: alternativesOf(deeds, deed, sources),
  };
}

function joinReason({ reason, subject, addresses }: Join): Text {
  const [address = ""] = addresses;
  switch (reason) {
    case "made-account":
      return {
        zh: `${address} 以入侵者新建的账号 ${subject} 登录，视为同一入侵者`,
        en: `${address} logged in with account ${subject}, which the intruder had made: taken for the same intruder`,
      };
    case "used-account":
      return {
        zh: `${address} 以入侵者此前登录过的账号 ${subject} 登录并作恶，视为同一入侵者`,
        en: `${address} did harm under account ${subject}, which the intruder had got into before: taken for the same intruder`,
      };
    case "same-shell":
      return {
        zh: `这些地址使用同一网页后门 ${subject}，视为同一入侵者`,
        en: `These addresses used the same web shell ${subject}: taken for the same intruder`,
      };
  }
}

function joinsOf({ joins }: Cluster, sources: readonly EventSource[]): NonNullable<Thread["joins"]> {
  return joins.slice(0, 50).map((join) => ({
    addresses: [...join.addresses],
    reason: joinReason(join),
    events: join.events.map((one) => citedId(one, sources)),
  }));
}

/** Accounts an intruder used or made, also as root. */
function accountsOf(deeds: readonly Deed[]): string[] {
  const inside = deeds.filter(insideDeed);
  return distinct(inside.flatMap((deed) => [deed.account, deed.act === "account-created" ? deed.subject : undefined]));
}

/** How a cluster compares with others: known before its thread is told in full. */
interface Ranked {
  readonly cluster: Cluster;
  readonly succeeded: boolean;
  readonly counted: readonly Deed[];
  readonly assurance: ReturnType<typeof assuranceOf>;
  readonly weight: number;
  readonly first: string;
  readonly last: string;
  readonly ips: string;
}

function rankedOf(cluster: Cluster): Ranked {
  const { deeds } = cluster;
  const succeeded = deeds.some(insideDeed);
  const counted = heaviest(deeds, succeeded);
  const [main] = counted;
  const timed = deeds.flatMap((deed) => deed.events).filter((one) => one.event.time !== undefined);
  const ends = timed.sort(compareCited);
  const assurance = assuranceOf(deeds, succeeded);
  const top = deeds.reduce((most, deed) => Math.max(most, deed.rank), 0);
  const weight =
    (succeeded ? 1000 : 0) + surety[assurance.value] + top * 50 + (main === undefined ? 0 : actTable[main.act].weight);
  return {
    cluster,
    succeeded,
    counted,
    assurance,
    weight,
    first: instantOf(ends[0]) ?? "",
    last: instantOf(ends.at(-1)) ?? "",
    ips: sourceIps(deeds, succeeded).join(),
  };
}

function threadOf(
  { cluster, succeeded, counted, assurance, weight, first, last }: Ranked,
  id: string,
  activity: AddressActivity,
  sources: readonly EventSource[],
): BuiltThread {
  const { deeds } = cluster;
  const [main] = counted;
  const joins = joinsOf(cluster, sources);
  const thread: Thread = {
    id,
    type: main === undefined ? "NA-99" : actTable[main.act].type,
    ...(first === "" ? {} : { first, last }),
    confidence: assurance.value,
    confidenceReason: assurance.reason,
    ...(joins.length === 0 ? {} : { joins }),
    source: sourceOf(deeds, succeeded, sources),
    hosts: distinct(deeds.map((deed) => deed.host)),
    accounts: accountsOf(deeds),
    succeeded,
    steps: stepsOf(deeds, activity, sources),
  };
  const { deed: entry } = vectorOfThread(deeds, succeeded);
  return {
    thread,
    deeds,
    entered: succeeded && entry !== undefined ? deedStart(entry) : undefined,
    types: [...new Set(counted.map((deed) => actTable[deed.act].type))],
    weight,
  };
}

/** What a sheet holds at most; the rest is named as a gap. */
export const MAX_THREADS = 200;

/** A sure thread heads one that is only likely when it is as grave; a doubtful one heads none. */
const surety = { low: 0, moderate: 300, high: 350 } as const satisfies Readonly<Record<Thread["confidence"], number>>;

const attempts = new Set<Act>(["scan", "guess", "spray", "exploit", "dos"]);

/** Whether a deed is worth a thread: a rule of medium level or above, or a faint one that counted repeated attempts of an address. */
function begins(deed: Deed): boolean {
  const counted = deed.rule?.correlation === true && deed.address !== undefined && attempts.has(deed.act);
  return deed.rank >= 2 || (deed.rank === 1 && counted);
}

/** Clusters worth a thread, the gravest and surest first; those that got in come before attempts. */
function ranking(clusters: readonly Cluster[]): Ranked[] {
  return clusters
    .filter((cluster) => cluster.deeds.some(begins))
    .map(rankedOf)
    .sort((a, b) => b.weight - a.weight || a.first.localeCompare(b.first) || a.ips.localeCompare(b.ips));
}

/** The first {@link MAX_THREADS} threads, numbered `T1`, `T2`, …, and how many there are in all. */
export function buildThreads(
  clusters: readonly Cluster[],
  activity: AddressActivity,
  sources: readonly EventSource[],
): { readonly threads: readonly BuiltThread[]; readonly found: number } {
  const ranked = ranking(clusters);
  const threads = ranked.slice(0, MAX_THREADS).map((one, at) => threadOf(one, `T${at + 1}`, activity, sources));
  return { threads, found: ranked.length };
}
