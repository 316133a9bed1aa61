import attack from "@stanch/model/data/attack-enterprise-v19.json" with { type: "json" };
import type { AnswerSheet } from "@stanch/model/answer";
import { type EventSource, formatInstant } from "@stanch/model/log-event";
import type { SourceReport } from "@stanch/model/sources";
import type { AddressActivity } from "./activity.ts";
import type { CitedEvent } from "./cited-event.ts";
import { type CorrelationFinding, type Deed, deedOfCorrelation, deedsOfTally } from "./deed.ts";
import { withoutMistypes } from "./familiar.ts";
import { followIntruders } from "./follow.ts";
import { gapsOf } from "./gap-list.ts";
import { indicatorsOf } from "./indicator-list.ts";
import { persistenceOf } from "./persistence-list.ts";
import { recommendationsOf } from "./recommendation-list.ts";
import type { RuleMeta } from "./rule-meta.ts";
import type { Tally } from "./tally.ts";
import { shellCommands } from "./shell-command.ts";
import { isLogin } from "./session.ts";
import { summaryOf } from "./summary-text.ts";
import { buildThreads } from "./thread-list.ts";
import { placed, treeHosts } from "./tree-host.ts";
import { levelOf, typeOf, verdictOf } from "./verdict.ts";

/** Everything that reading and correlating found: the ground on which conclusions stand. */
export interface Findings {
  /** By source index, in order of logical paths. */
  readonly sources: readonly EventSource[];
  readonly reports: readonly SourceReport[];
  readonly hours: readonly (readonly number[])[];
  readonly rules: readonly RuleMeta[];
  readonly tallies: readonly Tally[];
  readonly correlations: readonly CorrelationFinding[];
  readonly notable: readonly CitedEvent[];
  readonly activity: AddressActivity;
  readonly modules: ReadonlySet<string>;
  readonly detections: number;
  readonly overflow: number;
  /** Microseconds; undefined when nothing has a time. */
  readonly span: { readonly first: number | undefined; readonly last: number | undefined };
}

/** What an answer must say of how it was made. */
export interface Making {
  readonly version: string;
  readonly ruleSet: string;
  readonly zone: string;
  readonly now: string;
}

function deedsOf(findings: Findings): Deed[] {
  const meta = (index: number): RuleMeta | undefined => findings.rules[index];
  const single = findings.tallies.flatMap((tally) => {
    const rule = meta(tally.rule);
    const deeds = rule === undefined ? [] : deedsOfTally(tally, rule);
    return [...deeds, ...deeds.flatMap(shellCommands)];
  });
  const correlated = findings.correlations.flatMap((found) => {
    const rule = meta(found.rule);
    return rule === undefined ? [] : (deedOfCorrelation(found, rule) ?? []);
  });
  return [...single, ...correlated];
}

/** The findings with the host of its tree for every event that names none. */
function withHosts(findings: Findings): Findings {
  const hosts = treeHosts(findings.reports);
  const place = (cited: CitedEvent): CitedEvent => placed(cited, hosts);
  return {
    ...findings,
    notable: findings.notable.map(place),
    tallies: findings.tallies.map((tally) => ({ ...tally, first: tally.first.map(place), last: place(tally.last) })),
    correlations: findings.correlations.map((found) => ({ ...found, events: found.events.map(place) })),
  };
}

function countsOf(findings: Findings): AnswerSheet["counts"] {
  const sum = (of: (report: SourceReport) => number): number =>
    findings.reports.reduce((total, report) => total + of(report), 0);
  return {
    sources: findings.reports.length,
    bytes: sum((report) => (report.format === "container" ? 0 : report.bytes)),
    records: sum((report) => report.records),
    events: sum((report) => report.events),
    unparsed: sum((report) => report.unparsed),
    skipped: sum((report) => Object.values(report.skipped).reduce((total: number, count) => total + (count ?? 0), 0)),
    failedSources: findings.reports.filter((report) => report.failure !== undefined).length,
    detections: findings.detections,
    rules: findings.rules.length,
  };
}

/**
 * The conclusion of an investigation, from its findings alone: no clock, no randomness, no order of arrival.
 *
 * @example const sheet = buildAnswer(findings, { version: "0.1.0", ruleSet: "3f…", zone: "UTC", now: "2026-03-02T00:00:00Z" });
 */
export function buildAnswer(found: Findings, making: Making): AnswerSheet {
  const findings = withHosts(found);
  const { sources, activity } = findings;
  const deeds = withoutMistypes(deedsOf(findings), findings.notable.filter(isLogin), activity);
  const clusters = followIntruders(deeds, findings.notable);
  const { threads, found: threadsFound } = buildThreads(clusters, activity, sources);
  const verdict = verdictOf(threads);
  const type = typeOf(threads);
  const persistence = persistenceOf(threads, sources);
  const indicators = indicatorsOf(threads, sources);
  const counts = countsOf(findings);
  const { first, last } = findings.span;
  return {
    version: 1,
    verdict,
    summary: summaryOf(verdict, threads, counts.events),
    type,
    level: levelOf(verdict, type),
    threads: threads.map((one) => one.thread),
    persistence,
    indicators,
    recommended: recommendationsOf({ threads, persistence, indicators, sources }),
    gaps: gapsOf({ ...findings, threads, threadsFound, zone: making.zone }),
    counts,
    span: {
      ...(first === undefined ? {} : { first: formatInstant(first, 0) }),
      ...(last === undefined ? {} : { last: formatInstant(last, 0) }),
    },
    made: { product: "stanch", attack: attack.attackVersion, ...making },
  };
}
