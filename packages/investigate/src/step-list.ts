import type { Step } from "@stanch/model/answer";
import { type EventSource, formatInstant } from "@stanch/model/log-event";
import { type Act, actTable, fillStatement } from "./act-table.ts";
import type { Activity } from "./activity.ts";
import { citedId, type CitedEvent, compareCited, sampleCited } from "./cited-event.ts";
import { type Deed, deedStart } from "./deed.ts";

const MAX_EVENTS = 50;
const MAX_SUBJECTS = 40;

/** Acts of which each subject is a step of its own. */
const told = new Set<Act>([
  "command",
  "privilege",
  "account-created",
  "account-changed",
  "key-added",
  "cron-added",
  "service-added",
  "persistence",
  "tool-download",
  "miner",
  "log-wipe",
  "log-stop",
  "exfiltration",
  "lateral",
]);

/** RFC 3339 of a cited event, with the digits its source states. */
export function instantOf(cited: CitedEvent | undefined): string | undefined {
  const event = cited?.event;
  return event?.time === undefined ? undefined : formatInstant(event.time, event.digits, event.nanos);
}

function groupKey(deed: Deed, subjects: Set<string>): string {
  const base = [deed.act, deed.technique, deed.host ?? "", deed.account ?? "", deed.outcome].join("\0");
  if (!told.has(deed.act) || deed.subject === undefined) return base;
  if (!subjects.has(deed.subject) && subjects.size >= MAX_SUBJECTS) return base;
  subjects.add(deed.subject);
  return `${base}\0${deed.subject}`;
}

/** Counts that activity knows better than the sample of a correlation: refused log-ins of the thread's addresses. */
function countOf(act: Act, deeds: readonly Deed[], activity: readonly Activity[]): number {
  const counted = Math.max(...deeds.map((deed) => deed.count));
  const summed = deeds.reduce((sum, deed) => sum + (deed.rule?.correlation === true ? 0 : deed.count), 0);
  if (act !== "guess" && act !== "spray") return Math.max(counted, summed);
  const addresses = new Set(deeds.map((deed) => deed.address));
  const hosts = new Set(deeds.map((deed) => deed.host));
  const refused = activity
    .filter(
      (row) =>
        addresses.has(row.address) &&
        row.outcome === "failure" &&
        row.first.event["event.category"] === "authentication",
    )
    .filter((row) => hosts.has(row.host) || hosts.has(undefined))
    .reduce((sum, row) => sum + row.count, 0);
  return Math.max(counted, summed, refused);
}

function some(values: readonly (string | undefined)[], most: number): string | undefined {
  const known = [...new Set(values.filter((value) => value !== undefined))];
  if (known.length === 0) return undefined;
  return known.length <= most ? known.join(", ") : `${known.slice(0, most).join(", ")} … (${known.length})`;
}

function stepOf(
  deeds: readonly Deed[],
  activity: readonly Activity[],
  sources: readonly EventSource[],
): Step | undefined {
  const [deed] = deeds;
  if (deed === undefined) return undefined;
  const events = [...new Set(deeds.flatMap((one) => one.events))].sort(compareCited);
  const timed = events.filter((one) => one.event.time !== undefined);
  const count = countOf(deed.act, deeds, activity);
  const values = {
    count: String(count),
    host: deed.host,
    account: deed.account,
    source: some(
      deeds.map((one) => one.address),
      3,
    ),
    subject: some(
      deeds.map((one) => one.subject),
      2,
    ),
  };
  const { statement } = actTable[deed.act];
  return {
    ...(timed[0] === undefined ? {} : { first: instantOf(timed[0]), last: instantOf(timed.at(-1)) }),
    kind: deeds.every((one) => one.kind === "fact") ? "fact" : "inference",
    tactic: deed.tactic,
    technique: deed.technique,
    outcome: deed.outcome,
    count,
    ...(deed.host === undefined ? {} : { host: deed.host }),
    ...(deed.account === undefined ? {} : { account: deed.account }),
    statement: { zh: fillStatement(statement.zh, values), en: fillStatement(statement.en, values) },
    events: sampleCited(events, MAX_EVENTS).map((one) => citedId(one, sources)),
  };
}

/** The steps of a thread in order of their first event: like deeds joined, telling ones kept apart. */
export function stepsOf(
  deeds: readonly Deed[],
  activity: readonly Activity[],
  sources: readonly EventSource[],
): Step[] {
  const groups = new Map<string, Deed[]>();
  const subjects = new Set<string>();
  const ordered = deeds.toSorted((a, b) => (deedStart(a) ?? Infinity) - (deedStart(b) ?? Infinity));
  for (const deed of ordered) {
    const key = groupKey(deed, subjects);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [deed]);
    else group.push(deed);
  }
  return [...groups.values()].flatMap((group) => stepOf(group, activity, sources) ?? []);
}
