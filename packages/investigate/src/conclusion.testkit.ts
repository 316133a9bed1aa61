import type { AnswerSheet } from "@stanch/model/answer";
import type { LogEvent } from "@stanch/model/log-event";
import type { SourceReport } from "@stanch/model/sources";
import { type Act, actTable } from "./act-table.ts";
import { ActivityBook } from "./activity.ts";
import { buildAnswer, type Findings } from "./answer-builder.ts";
import type { CitedEvent } from "./cited-event.ts";
import { isNotable } from "./notable.ts";
import type { RuleMeta } from "./rule-meta.ts";
import { TallyBook } from "./tally.ts";

const start = 1_772_331_247_000_000;
let offset = 0;

/** An event of `web-01`, so many seconds after the beginning. */
export function at(seconds: number, fields: Partial<LogEvent>): CitedEvent {
  offset += 100;
  const base = { time: start + seconds * 1e6, digits: 0, basis: "stated", offset, record: offset / 100 } as const;
  return { source: 0, event: { ...base, "host.name": "web-01", message: `record ${offset}`, ...fields } };
}

const auth = { "event.module": "sshd", "event.category": "authentication", "event.action": "ssh_login" } as const;
export const login = (seconds: number, ip: string, user: string, pid: number, how = "password"): CitedEvent =>
  at(seconds, {
    ...auth,
    "event.outcome": "success",
    "source.ip": ip,
    "user.name": user,
    "process.pid": pid,
    message: `Accepted ${how} for ${user} from ${ip} port 4022 ssh2`,
  });
export const refused = (seconds: number, ip: string, user: string): CitedEvent =>
  at(seconds, { ...auth, "event.outcome": "failure", "source.ip": ip, "user.name": user });
export const logout = (seconds: number, user: string, pid: number): CitedEvent =>
  at(seconds, {
    "event.module": "sshd",
    "event.category": "session",
    "event.action": "session_end",
    "user.name": user,
    "process.pid": pid,
  });
export const sudo = (seconds: number, user: string, command: string): CitedEvent =>
  at(seconds, {
    "event.module": "sudo",
    "event.category": "process",
    "event.action": "sudo_command",
    "event.outcome": "success",
    "user.name": user,
    "process.command_line": command,
  });
export const added = (seconds: number, name: string): CitedEvent =>
  at(seconds, {
    "event.module": "useradd",
    "process.name": "useradd",
    "event.category": "iam",
    "event.action": "user_added",
    "event.outcome": "success",
    "user.target.name": name,
  });

/** A rule as far as conclusions know it. */
export function rule(act: Act, level: RuleMeta["level"], more: Partial<RuleMeta> = {}): RuleMeta {
  const { tactic, technique, inside } = actTable[act];
  const title = { zh: "规则", en: "Rule" };
  const id = `rule ${act} ${level}`;
  return {
    id,
    title,
    explain: undefined,
    level,
    tags: [],
    act,
    success: inside,
    tactic,
    technique,
    correlation: false,
    ...more,
  };
}

/** What a case holds: events, which rules matched which of them, and what correlations found. */
export interface Case {
  readonly events: readonly CitedEvent[];
  readonly matched?: readonly (readonly [RuleMeta, readonly CitedEvent[]])[];
  readonly correlated?: readonly (readonly [RuleMeta, readonly CitedEvent[]])[];
  readonly report?: Partial<SourceReport>;
  readonly hours?: readonly number[];
}

const report: SourceReport = {
  path: "var/log/auth.log",
  sha256: "0".repeat(64),
  bytes: 1000,
  format: "syslog",
  records: 10,
  events: 10,
  unparsed: 0,
  skipped: {},
  hosts: ["web-01"],
  times: {},
  damage: [],
};

/** The answer to a case made by hand. */
export function conclude({ events, matched = [], correlated = [], report: more = {}, hours = [] }: Case): AnswerSheet {
  const rules = [...matched, ...correlated].map(([meta]) => meta);
  const book = new TallyBook();
  for (const [index, [, hits]] of matched.entries()) for (const one of hits) book.add(index, one);
  const activity = new ActivityBook();
  for (const one of events) activity.add(one.event);
  const times = events.map((one) => one.event.time ?? 0);
  const findings: Findings = {
    sources: [{ key: "0".repeat(16), path: report.path }],
    reports: [{ ...report, ...more }],
    hours: [hours],
    rules,
    tallies: book.tallies(),
    correlations: correlated.map(([, hits], index) => ({
      rule: matched.length + index,
      group: {},
      count: hits.length,
      events: hits,
    })),
    notable: events.filter((one) => isNotable(one.event)),
    activity,
    modules: new Set(events.flatMap((one) => one.event["event.module"] ?? [])),
    detections: 0,
    overflow: 0,
    span: { first: Math.min(...times), last: Math.max(...times) },
  };
  return buildAnswer(findings, { version: "0", ruleSet: "0", zone: "UTC", now: "2026-03-02T00:00:00Z" });
}
