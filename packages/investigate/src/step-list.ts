import type { Step } from "@stanch/model/answer";
import { type EventSource, formatInstant } from "@stanch/model/log-event";
import type { Text } from "@stanch/model/text";
import { type Act, actTable, fillStatement } from "./act-table.ts";
import type { AddressActivity } from "./activity.ts";
import { citedId, type CitedEvent, compareCited, sampleCited } from "./cited-event.ts";
import { compareDeeds, type Deed, ownEvents, toldActs } from "./deed.ts";
import { placeKey } from "./distinct-events.ts";
import { attemptsOf } from "./familiar.ts";

const MAX_EVENTS = 50;
const MAX_SUBJECTS = 40;

/** RFC 3339 of a cited event, with the digits its source states. */
export function instantOf(cited: CitedEvent | undefined): string | undefined {
  const event = cited?.event;
  return event?.time === undefined ? undefined : formatInstant(event.time, event.digits, event.nanos);
}

/** Acts that are one step whatever technique each of their rules names. */
const entries = new Set<Act>(["guess", "guess-success", "login"]);
const oneTechnique = new Set<Act>([...entries, "web-shell", "scan", "tool-download"]);

function groupKey(deed: Deed, subjects: Set<string>): string {
  const technique = oneTechnique.has(deed.act) ? "" : deed.technique;
  // An address guesses at many accounts: one step. What an account did is told by account.
  const account = deed.act === "guess" ? "" : (deed.account ?? "");
  const rule = deed.act === "suspicious" ? (deed.rule?.id ?? "") : "";
  const base = [deed.act, rule, technique, deed.host ?? "", account, deed.address ?? "", deed.outcome].join("\0");
  if (!toldActs.has(deed.act) || deed.subject === undefined) return base;
  if (!subjects.has(deed.subject) && subjects.size >= MAX_SUBJECTS) return base;
  subjects.add(deed.subject);
  return `${base}\0${deed.subject}`;
}

/**
 * How often: refused log-ins of an address are counted by their log; the rest by rules of single events, whose counts are exact.
 * What only a correlation tells of counts as often as the correlation says.
 */
function countOf(act: Act, deeds: readonly Deed[], activity: AddressActivity): number {
  if (act === "guess-success") return 1;
  if (act === "guess" || act === "spray") {
    const addresses = [...new Set(deeds.map((deed) => deed.address))];
    const attempts = addresses.reduce((sum, one) => sum + (one === undefined ? 0 : attemptsOf(activity, one)), 0);
    if (attempts > 0) return attempts;
  }
  const single = deeds.filter((deed) => deed.rule?.correlation !== true);
  const counting = single.length === 0 ? deeds : single;
  const events = new Set(counting.flatMap((deed) => ownEvents(deed).map(placeKey)));
  return Math.max(1, ...counting.map((deed) => deed.count), single.length === 0 ? 0 : events.size);
}

function some(values: readonly (string | undefined)[], most: number): string | undefined {
  const known = [...new Set(values.filter((value) => value !== undefined))];
  if (known.length === 0) return undefined;
  return known.length <= most ? known.join(", ") : `${known.slice(0, most).join(", ")} … (${known.length})`;
}

/** What is merely suspicious, or what no record shows to have worked, is named by its rule. */
const onlySuspected = ({ act, outcome, rule }: Deed): boolean =>
  act === "suspicious" || (actTable[act].inside && outcome === "unknown" && rule !== undefined);

function namedSubject(deed: Deed, subject: string | undefined): Partial<Text> {
  const { rule } = deed;
  if (!onlySuspected(deed) || rule === undefined) return subject === undefined ? {} : { zh: subject, en: subject };
  const { zh, en } = rule.title;
  return subject === undefined ? { zh, en } : { zh: `${zh}（${subject}）`, en: `${en} (${subject})` };
}

/** What a statement may name, the same in both languages. */
function statedValues(deeds: readonly Deed[], deed: Deed) {
  const of = (value: (one: Deed) => string | undefined, most: number): string | undefined =>
    some(deeds.map(value), most);
  const ran = deeds.every((one) => one.events.every(({ event }) => event["event.action"] === "cron_command"));
  return {
    host: deed.host,
    account: deed.act === "guess" ? of((one) => one.account, 5) : deed.account,
    source: of((one) => one.address, 3),
    subject: of((one) => one.subject, 2),
    ran: ran ? "" : undefined,
    refused: deed.outcome === "failure" && actTable[deed.act].inside ? "" : undefined,
  };
}

/** What the deeds of one step are, as a sentence; values from evidence are put in as they are, never read as a template. */
function statementOf(deeds: readonly Deed[], deed: Deed, count: number): Text {
  const { statement } = actTable[onlySuspected(deed) ? "suspicious" : deed.act];
  const values = statedValues(deeds, deed);
  const named = namedSubject(deed, values.subject);
  const times = { zh: `${count} 次`, en: count === 1 ? "once" : `${count} times` };
  return {
    zh: fillStatement(`${statement.zh}{refused?（被拒绝）}`, { ...values, subject: named.zh, times: times.zh }),
    en: fillStatement(`${statement.en}{refused? (refused)}`, { ...values, subject: named.en, times: times.en }),
  };
}

function stepOf(deeds: readonly Deed[], activity: AddressActivity, sources: readonly EventSource[]): Step | undefined {
  const [deed] = deeds;
  if (deed === undefined) return undefined;
  const events = [...new Map(deeds.flatMap((one) => one.events).map((one) => [placeKey(one), one])).values()].sort(
    compareCited,
  );
  const timed = deeds
    .flatMap(ownEvents)
    .filter((one) => one.event.time !== undefined)
    .sort(compareCited);
  const count = countOf(deed.act, deeds, activity);
  return {
    ...(timed[0] === undefined ? {} : { first: instantOf(timed[0]), last: instantOf(timed.at(-1)) }),
    kind: deeds.every((one) => one.kind === "fact") ? "fact" : "inference",
    tactic: deed.tactic,
    technique: deed.technique,
    outcome: deed.outcome,
    count,
    ...(deed.host === undefined ? {} : { host: deed.host }),
    ...(deed.account === undefined ? {} : { account: deed.account }),
    statement: statementOf(deeds, deed, count),
    events: sampleCited(events, MAX_EVENTS).map((one) => citedId(one, sources)),
  };
}

/** The steps of a thread in order of their first event: like deeds joined, telling ones kept apart. */
export function stepsOf(deeds: readonly Deed[], activity: AddressActivity, sources: readonly EventSource[]): Step[] {
  const groups = new Map<string, Deed[]>();
  const subjects = new Set<string>();
  for (const deed of deeds.toSorted(compareDeeds)) {
    const key = groupKey(deed, subjects);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [deed]);
    else group.push(deed);
  }
  return [...groups.values()].flatMap((group) => stepOf(group, activity, sources) ?? []);
}
