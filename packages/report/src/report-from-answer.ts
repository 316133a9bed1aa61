import { createHash } from "node:crypto";
import type { AnswerSheet, Recommendation, Step, Thread } from "@stanch/model/answer";
import { canonicalJson } from "@stanch/model/canonical-json";
import type { SourceReport } from "@stanch/model/sources";
import type { Language, Text } from "@stanch/model/text";
import { both, say } from "./messages.ts";
import type { ReportModel, TimelineRow, Tlp } from "./report-model.ts";
import { compareInstants } from "./when.ts";
import { type Citation, type Statement, instant, rawLimit } from "./statement.ts";

/** What `stanch investigate` knows when it writes a report without a centre. */
export interface AnswerReportInput {
  readonly answer: AnswerSheet;
  readonly sources: readonly SourceReport[];
  /** Event id → its place and raw line; at least every event id that the answer cites. A `Map` fits. */
  readonly citations: Iterable<readonly [string, Citation]>;
  readonly made?: { readonly number?: string; readonly tlp?: Tlp; readonly title?: Text };
}

/**
 * A report model made from evidence alone. Sections that only a response centre knows (engagement, symptoms, response, …) say
 * plainly that they are not part of this analysis. The same answer gives the same model.
 *
 * @example const model = reportFromAnswer({ answer, sources: sheet.sources, citations });
 */
export function reportFromAnswer({ answer, sources, citations, made = {} }: AnswerReportInput): ReportModel {
  const desk = { notPart: both("notPart.desk") };
  const timeline = timelineOf(answer);
  return {
    version: 1,
    control: controlOf(answer, sources, made),
    summary: summaryOf(answer, timeline),
    engagement: desk,
    determination: determinationOf(answer),
    symptoms: desk,
    evidence: evidenceOf(answer, sources),
    timeline,
    analysis: analysisOf(answer),
    impact: impactOf(answer),
    adversary: adversaryOf(answer),
    response: desk,
    recommendations: answer.recommended.map(({ events, ...rest }) => ({ ...rest, cites: events })),
    reassessment: desk,
    police: desk,
    indicators: answer.indicators.map(({ events, ...rest }) => ({ ...rest, cites: events })),
    attack: { version: answer.made.attack, rows: attackRows(answer.threads) },
    statements: [
      both("statement.evidence"),
      both("statement.machine"),
      both("statement.review"),
      both("statement.person"),
    ],
    signatures: desk,
    citations: shortened(citations),
  };
}

function controlOf(
  answer: AnswerSheet,
  sources: readonly SourceReport[],
  made: NonNullable<AnswerReportInput["made"]>,
): ReportModel["control"] {
  const seed = canonicalJson({ answer, sources: sources.map(({ path, sha256 }) => ({ path, sha256 })) });
  const number = `AN-${createHash("sha256").update(seed).digest("hex").slice(0, 10).toUpperCase()}`;
  const dates = [answer.made.now, answer.span.last];
  return {
    number: made.number ?? number,
    version: "1",
    status: "final",
    made: dates.find((date) => instant.safeParse(date).success) ?? "1970-01-01T00:00:00Z",
    zone: answer.made.zone,
    title: made.title ?? both("title.analysis"),
    authors: [],
    tlp: made.tlp ?? "AMBER",
    distribution: [],
    product: { name: answer.made.product, version: answer.made.version },
  };
}

function summaryOf(answer: AnswerSheet, timeline: readonly TimelineRow[]): ReportModel["summary"] {
  const { counts, gaps, threads } = answer;
  const firsts = timeline.map((row) => row.at).filter((at) => at !== undefined);
  const lasts = timeline.map((row) => row.until ?? row.at).filter((at) => at !== undefined);
  const [first, last] = [firsts.toSorted(compareInstants)[0], lasts.toSorted(compareInstants).at(-1)];
  return {
    verdict: answer.verdict,
    statement: answer.summary,
    ...(first === undefined ? {} : { first }),
    ...(last === undefined ? {} : { last }),
    statements: timeline
      .toSorted((a, b) => weight(b) - weight(a))
      .slice(0, 6)
      .toSorted((a, b) => compareInstants(a.at, b.at))
      .map(plain),
    unknown: gaps.slice(0, 6).map(({ statement }) => gapStatement(statement)),
    actions: prioritised(answer.recommended)
      .slice(0, 5)
      .map(({ id }) => id),
    figures: {
      hosts: unique(threads.flatMap(({ hosts }) => hosts)).length,
      accounts: unique(threads.flatMap(({ accounts }) => accounts)).length,
      threads: threads.length,
      indicators: answer.indicators.length,
      sources: counts.sources,
      events: counts.events,
      detections: counts.detections,
      unread: counts.unparsed,
    },
  };
}

function plain({ kind, text, cites, confidence }: TimelineRow): Statement {
  return confidence === undefined ? { kind, text, cites } : { kind, text, cites, confidence };
}

/** What a hurried reader needs most: acts that got something, late in the chain of attack. */
function weight(row: TimelineRow): number {
  const late = ["TA0043", "TA0042", "TA0007", "TA0006", "TA0001"].indexOf(row.tactic ?? "");
  return (row.outcome === "success" ? 10 : 0) + (late === -1 ? 6 : late);
}

function determinationOf(answer: AnswerSheet): ReportModel["determination"] {
  const { level, type } = answer;
  return {
    reason: answer.summary,
    type,
    level: {
      value: level.value,
      computed: level.value,
      rule: level.rule,
      factors: (["importance", "loss", "harm"] as const).map((name) => ({
        name: both(`factor.${name}`),
        value: level.factors[name] === "unknown" ? both("unknown") : both(`factor.${level.factors[name]}`),
      })),
      assumptions: level.assumptions,
      explain: level.explain,
    },
    quantities: [
      { key: "people", value: null },
      { key: "loss", value: null },
      { key: "outage", value: null },
    ],
    deadlines: { notPart: both("notPart.desk") },
  };
}

function evidenceOf(answer: AnswerSheet, sources: readonly SourceReport[]): ReportModel["evidence"] {
  const unread = sources
    .filter(({ unparsed }) => unparsed > 0)
    .map(({ path, unparsed }) => gapStatement(both("gap.unparsed", { path, count: unparsed })));
  const failed = sources.flatMap(({ path, failure }) =>
    failure === undefined
      ? []
      : [gapStatement(inBoth((l) => say(l, "gap.failed", { path, message: failure.message[l] })))],
  );
  const gaps = answer.gaps.map(({ statement }) => gapStatement(statement));
  const limitations = [...gaps, ...failed, ...unread];
  return {
    items: { notPart: both("notPart.desk") },
    sources: [...sources],
    tools: [{ name: answer.made.product, version: answer.made.version }],
    ruleSet: { version: answer.made.ruleSet, rules: answer.counts.rules },
    timeBasis: timeBasis(sources, answer.made.zone),
    span: answer.span,
    limitations: limitations.length > 0 ? limitations : [gapStatement(both("gap.none"))],
  };
}

function timeBasis(sources: readonly SourceReport[], zone: string): Text[] {
  return (["stated", "year-inferred", "zone-assumed", "none"] as const).flatMap((basis) => {
    const count = sources.reduce((sum, { times }) => sum + (times[basis] ?? 0), 0);
    return count === 0 ? [] : [both(`time.${basis}`, { count, zone })];
  });
}

function timelineOf(answer: AnswerSheet): TimelineRow[] {
  const rows = answer.threads.flatMap((thread) =>
    thread.steps.map((step) => ({ ...stepRow(step, thread), thread: thread.id, ...sourceOf(thread) })),
  );
  return rows.toSorted((a, b) => compareInstants(a.at, b.at) || compareInstants(a.until, b.until));
}

function sourceOf(thread: Thread): { source?: string } {
  const [only] = thread.source.ips;
  return only !== undefined && thread.source.ips.length === 1 ? { source: only } : {};
}

function stepRow({ first, last, statement, events, ...step }: Step, { confidence }: Thread) {
  return {
    ...step,
    text: statement,
    cites: events,
    confidence,
    ...(first === undefined ? {} : { at: first }),
    ...(last === undefined ? {} : { until: last }),
  };
}

function analysisOf(answer: AnswerSheet): ReportModel["analysis"] {
  return {
    rootCause: rootCause(answer),
    threads: answer.threads.map((thread) => ({ ...thread, steps: thread.steps.map((step) => stepRow(step, thread)) })),
    persistence: answer.persistence.map(({ statement, events, ...rest }) => ({
      ...rest,
      statement: { kind: "fact", text: statement, cites: events },
    })),
  };
}

function rootCause({ threads }: AnswerSheet): Statement {
  const main = threads.find(({ succeeded }) => succeeded) ?? threads[0];
  if (main === undefined) return gapStatement(both("root.none"));
  const { vector, firstEvent } = main.source;
  if (vector === "unknown") return gapStatement(both("root.unknown"));
  return {
    kind: "inference",
    text: inBoth((language) => say(language, "root.vector", { vector: say(language, `vector.${vector}`) })),
    cites: firstEvent === undefined ? [] : [firstEvent],
    confidence: main.confidence,
  };
}

function impactOf(answer: AnswerSheet): ReportModel["impact"] {
  const taken = answer.threads.flatMap(({ steps }) => steps).filter(({ tactic }) => tactic === "TA0010");
  return {
    hosts: unique(answer.threads.flatMap(({ hosts }) => hosts)),
    accounts: unique(answer.threads.flatMap(({ accounts }) => accounts)),
    data: taken.map(({ kind, statement, events }) => ({ kind, text: statement, cites: events })),
    exfiltration:
      taken.length === 0
        ? gapStatement(both("impact.noExfiltration", { sources: answer.counts.sources }))
        : { kind: "fact", text: both("impact.exfiltrationSeen"), cites: unique(taken.flatMap(({ events }) => events)) },
    business: { notPart: both("notPart.business") },
    thirdParties: { notPart: both("notPart.desk") },
  };
}

function adversaryOf(answer: AnswerSheet): ReportModel["adversary"] {
  return {
    addresses: unique(answer.threads.flatMap(({ source }) => source.ips)),
    vectors: unique(answer.threads.map(({ source }) => source.vector)),
    statements: [],
    attribution: { notPart: both("notPart.attribution") },
  };
}

function attackRows(threads: readonly Thread[]): ReportModel["attack"]["rows"] {
  const rows = new Map<string, ReportModel["attack"]["rows"][number]>();
  for (const { tactic, technique, statement, events } of threads.flatMap(({ steps }) => steps)) {
    const key = `${tactic} ${technique}`;
    const row = rows.get(key) ?? { tactic, technique, procedure: statement, cites: [] };
    rows.set(key, { ...row, cites: unique([...row.cites, ...events]).slice(0, 20) });
  }
  return [...rows.values()];
}

function shortened(citations: Iterable<readonly [string, Citation]>): Record<string, Citation> {
  const entries = [...citations].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([id, citation]) => [id, shortRaw(citation)]));
}

function shortRaw(citation: Citation): Citation {
  if (citation.raw.length <= rawLimit) return citation;
  const raw = citation.raw.slice(0, rawLimit).toWellFormed();
  return { ...citation, raw, cut: citation.raw.length - rawLimit + (citation.cut ?? 0) };
}

function prioritised(measures: readonly Recommendation[]): Recommendation[] {
  const rank = { now: 0, "30-days": 1, "90-days": 2 } as const;
  return measures.toSorted((a, b) => rank[a.priority] - rank[b.priority]);
}

function gapStatement(text: Text): Statement {
  return { kind: "gap", text, cites: [] };
}

function inBoth(say: (language: Language) => string): Text {
  return { zh: say("zh"), en: say("en") };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
