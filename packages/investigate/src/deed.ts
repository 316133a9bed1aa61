import type { EventOutcome } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { type Act, actTable } from "./act-table.ts";
import type { CitedEvent } from "./cited-event.ts";
import { levelRank, type RuleMeta } from "./rule-meta.ts";
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
  /** Sorted; never empty. */
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
const clip = (text: string): string => (text.length > MAX_SUBJECT ? `${text.slice(0, MAX_SUBJECT)}…` : text);

const targetActs = new Set<Act>(["account-created", "account-changed"]);

/** What an act was done to or with, as the event tells it. */
export function subjectOf(act: Act, event: LogEvent): string | undefined {
  const target = targetActs.has(act) ? (event["user.target.name"] ?? event["user.name"]) : undefined;
  if (target !== undefined) return target;
  const url = event["url.original"] ?? event["url.path"];
  if (act === "web-shell" || act === "upload") return event["url.path"] ?? event["file.path"];
  const said =
    event["process.command_line"] ??
    url ??
    event["file.path"] ??
    event["service.name"] ??
    event["registry.path"] ??
    event["process.executable"];
  return said === undefined ? undefined : clip(said);
}

function outcomeOf(meta: RuleMeta, last: LogEvent): EventOutcome {
  if (meta.success) return "success";
  return actTable[meta.act].inside ? "success" : last["event.outcome"] === "failure" ? "failure" : "unknown";
}

/** Levels below medium speak only when the rule says what act it stands for and the act is more than a probe. */
function speaks(meta: RuleMeta): boolean {
  return levelRank(meta.level) >= 2 || (levelRank(meta.level) === 1 && meta.act !== "suspicious");
}

/** A deed for a tally of one rule, or undefined when the rule is too faint to speak. */
export function deedOfTally(tally: Tally, meta: RuleMeta): Deed | undefined {
  if (!speaks(meta)) return undefined;
  const events = tally.first.includes(tally.last) ? tally.first : [...tally.first, tally.last];
  return {
    act: meta.act,
    tactic: meta.tactic,
    technique: meta.technique,
    address: tally.address,
    host: tally.host,
    account: tally.account,
    subject: tally.first[0] === undefined ? undefined : subjectOf(meta.act, tally.first[0].event),
    outcome: outcomeOf(meta, tally.last.event),
    kind: "fact",
    count: tally.count,
    events,
    rank: levelRank(meta.level),
    rule: meta,
  };
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
    account: found.group["user.name"] ?? (actTable[meta.act].inside ? accountOf(event) : undefined),
    subject: subjectOf(meta.act, event),
    outcome: outcomeOf(meta, event),
    kind: "fact",
    count: found.count,
    events: found.events,
    rank: levelRank(meta.level),
    rule: meta,
  };
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

/** Microseconds of the first timed event; undefined when none has a time. */
export function deedStart(deed: Deed): number | undefined {
  return deed.events.find((one) => one.event.time !== undefined)?.event.time;
}
