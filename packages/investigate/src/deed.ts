import type { EventOutcome } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { type Act, acts, actTable } from "./act-table.ts";
import { type CitedEvent, compareCited } from "./cited-event.ts";
import { distinctEvents } from "./distinct-events.ts";
import { levelRank, type RuleMeta } from "./rule-meta.ts";
import { hideSecrets } from "./secret.ts";
import { accountOf, type Tally } from "./tally.ts";

/** One kind of act by one actor on one host: the material that threads are made of. */
export interface Deed {
  readonly act: Act;
  readonly tactic: string;
  readonly technique: string;
  readonly address: string | undefined;
  readonly host: string | undefined;
  readonly account: string | undefined;
  /** What was run, created, asked for. */
  readonly subject: string | undefined;
  readonly outcome: EventOutcome;
  /** `inference`: attributed by time and place, not by the record itself. */
  readonly kind: "fact" | "inference";
  readonly count: number;
  /** Sorted by time; never empty. */
  readonly events: readonly CitedEvent[];
  /** Rank of the rule's level, 0–4; deeds without a rule have 1. */
  readonly rank: number;
  readonly rule: RuleMeta | undefined;
}

/** A correlation that completed, with its events resolved. */
export interface CorrelationFinding {
  readonly rule: number;
  readonly group: Readonly<Record<string, string>>;
  readonly count: number;
  readonly events: readonly CitedEvent[];
}

const MAX_SUBJECT = 300;
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\s]+/gu;

/** Text of evidence as part of a sentence: one line, nothing that steers a terminal or turns the writing direction, no secrets. */
export function sentencePart(text: string | undefined): string | undefined {
  const line =
    text === undefined
      ? ""
      : hideSecrets(
          text
            .slice(0, MAX_SUBJECT * 4)
            .replace(unprintable, " ")
            .trim(),
        );
  if (line === "") return undefined;
  return line.length > MAX_SUBJECT ? `${line.slice(0, MAX_SUBJECT).trimEnd()}…` : line;
}

function changedAccount(event: LogEvent): string | undefined {
  const user = event["user.target.name"] ?? event["user.name"];
  const group = event["group.name"];
  if (user === undefined || group === undefined) return user ?? group;
  return event["event.action"] === "group_member_removed" ? `${user} (-${group})` : `${user} (+${group})`;
}

/** What an act was done to or with, as the event tells it. */
export function subjectOf(act: Act, event: LogEvent): string | undefined {
  return sentencePart(subjectText(act, event));
}

function subjectText(act: Act, event: LogEvent): string | undefined {
  if (act === "account-created") return event["user.target.name"] ?? event["user.name"];
  if (act === "account-changed") return changedAccount(event);
  const owner = event["user.target.name"] ?? event["user.name"];
  if (event["event.action"] === "su_session") return owner === undefined ? "su" : `su ${owner}`;
  if (event["event.action"] === "cron_changed" && event["file.path"] === undefined)
    return owner === undefined ? "crontab" : `crontab ${owner}`;
  const asked = event["url.original"] ?? event["url.path"];
  // The front page says nothing: what was tried there lies in a header.
  const url = asked === "/" ? undefined : asked;
  if (act === "web-shell" || act === "upload") return event["url.path"] ?? event["file.path"];
  return (
    event["process.command_line"] ??
    url ??
    event["file.path"] ??
    event["service.name"] ??
    event["registry.path"] ??
    event["process.executable"]
  );
}

function outcomeOf(meta: RuleMeta, last: LogEvent): EventOutcome {
  if (meta.success) return "success";
  if (meta.act === "guess" || meta.act === "spray") return "failure";
  return last["event.outcome"] === "failure" ? "failure" : "unknown";
}

/** Levels below medium speak only when the rule says what act it stands for and the act is more than a probe. */
function speaks(meta: RuleMeta): boolean {
  return levelRank(meta.level) >= 2 || (levelRank(meta.level) === 1 && meta.act !== "suspicious");
}

/** Acts of which each thing done is told on its own. */
export const toldActs: ReadonlySet<Act> = new Set<Act>([
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

/** The sampled events of a tally by what was done, each once; counts beyond the sample go to the first. */
function partsOf(tally: Tally, act: Act): { subject: string | undefined; events: CitedEvent[]; count: number }[] {
  const sample = tally.first.includes(tally.last) ? tally.first : [...tally.first, tally.last];
  const events = distinctEvents([...sample].sort(compareCited));
  const parts = new Map<string | undefined, CitedEvent[]>();
  for (const one of events) {
    const subject = toldActs.has(act) ? subjectOf(act, one.event) : undefined;
    const part = parts.get(subject);
    if (part === undefined) parts.set(subject, [one]);
    else part.push(one);
  }
  const beyond = tally.count - sample.length;
  return [...parts].map(([subject, own], at) => ({
    subject: subject ?? (own[0] === undefined ? undefined : subjectOf(act, own[0].event)),
    events: own,
    count: own.length + (at === 0 ? Math.max(0, beyond) : 0),
  }));
}

/** The deeds that a tally of one rule stands for; none when the rule is too faint to speak. */
export function deedsOfTally(tally: Tally, meta: RuleMeta): Deed[] {
  if (!speaks(meta)) return [];
  return partsOf(tally, meta.act).map(({ subject, events, count }) => ({
    act: meta.act,
    tactic: meta.tactic,
    technique: meta.technique,
    address: tally.address,
    host: events[0]?.event["host.name"] ?? tally.host,
    account: tally.account,
    subject,
    outcome: outcomeOf(meta, events.at(-1)?.event ?? tally.last.event),
    kind: "fact",
    count,
    events,
    rank: levelRank(meta.level),
    rule: meta,
  }));
}

/** A deed for a correlation; address, host and account come from its group, else from its last event. */
export function deedOfCorrelation(found: CorrelationFinding, meta: RuleMeta): Deed | undefined {
  const last = found.events.at(-1);
  if (last === undefined || !speaks(meta)) return undefined;
  const { event } = last;
  return {
    act: meta.act,
    tactic: meta.tactic,
    technique: meta.technique,
    address: found.group["source.ip"] ?? event["source.ip"],
    host: found.group["host.name"] ?? event["host.name"],
    account: found.group["user.name"] ?? (actTable[meta.act].inside ? accountOf(event) : onlyAccount(found.events)),
    // What was fetched comes first, what was made of it after.
    subject: subjectOf(meta.act, meta.act === "tool-download" ? (found.events[0]?.event ?? event) : event),
    outcome: outcomeOf(meta, event),
    kind: "fact",
    count: meta.composed === true ? 1 : found.count,
    events: found.events,
    rank: levelRank(meta.level),
    rule: meta,
  };
}

/** The account when all events name the same one. */
function onlyAccount(events: readonly CitedEvent[]): string | undefined {
  const [first, ...more] = new Set(events.map((one) => one.event["user.name"]));
  return more.length === 0 ? first : undefined;
}

const actOfAction: Readonly<Record<string, Act>> = {
  sudo_command: "privilege",
  su_session: "privilege",
  user_added: "account-created",
  user_changed: "account-changed",
  user_deleted: "account-changed",
  group_added: "account-changed",
  group_member_added: "account-changed",
  password_changed: "account-changed",
  cron_changed: "cron-added",
  key_added: "key-added",
  service_installed: "service-added",
  scheduled_task_created: "cron-added",
  log_cleared: "log-wipe",
  package_installed: "tool-download",
  file_uploaded: "upload",
  command_run: "command",
};

/** A deed for one event that was found by following an intruder, not by a rule. */
export function deedOfEvent(cited: CitedEvent, kind: "fact" | "inference"): Deed {
  const { event } = cited;
  const action = event["event.action"] ?? "";
  const act = actOfAction[action] ?? (event["event.category"] === "authentication" ? "login" : "command");
  const { tactic, technique } = actTable[act];
  return {
    act,
    tactic,
    technique,
    address: event["source.ip"],
    host: event["host.name"],
    account: act === "account-created" ? undefined : accountOf(event),
    subject: act === "login" ? undefined : subjectOf(act, event),
    outcome: event["event.outcome"] === "failure" ? "failure" : "success",
    kind,
    count: 1,
    events: [cited],
    rank: 1,
    rule: undefined,
  };
}

const entries = new Set<Act>(["guess-success", "login"]);

/** The events that are the deed itself: of a log-in that worked after failures, the log-in. */
export function ownEvents(deed: Deed): readonly CitedEvent[] {
  if (!entries.has(deed.act)) return deed.events;
  const worked = deed.events.filter((one) => one.event["event.outcome"] === "success");
  return worked.length === 0 ? deed.events : worked;
}

/** Microseconds of the first timed event of the deed itself; undefined when none has a time. */
export function deedStart(deed: Deed): number | undefined {
  return ownEvents(deed).find((one) => one.event.time !== undefined)?.event.time;
}

/** Order in which deeds happened; at the same instant what leads to the other comes first, as the table of acts has it. */
export function compareDeeds(a: Deed, b: Deed): number {
  return (deedStart(a) ?? Infinity) - (deedStart(b) ?? Infinity) || acts.indexOf(a.act) - acts.indexOf(b.act);
}
