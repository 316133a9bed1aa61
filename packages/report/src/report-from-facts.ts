import { compareInstants } from "./when.ts";
import type { AnswerSheet } from "@stanch/model/answer";
import { gradeIncident } from "@stanch/model/level";
import { symptomNames } from "@stanch/model/request";
import type { Text } from "@stanch/model/text";
import type { CaseFacts } from "./case-facts.ts";
import { both, keyOf, say } from "./messages.ts";
import { type AnswerReportInput, reportFromAnswer } from "./report-from-answer.ts";
import type { ReportModel } from "./report-model.ts";
import type { Statement } from "./statement.ts";

/**
 * The emergency-response report of a case: what the records say, and the newest analysis when there is one. Facts go in, nothing is
 * asked back; what nobody recorded is said to be unrecorded. `key`: fingerprint of the centre's signing key.
 *
 * @example reportFromFacts(facts, { answer, sources: sheet.sources, citations })
 */
export function reportFromFacts(facts: CaseFacts, analysis?: AnswerReportInput, key?: string): ReportModel {
  const base = reportFromAnswer(analysis ?? { answer: blankAnswer(facts), sources: [], citations: [] });
  const { words } = facts.report;
  return {
    ...base,
    control: controlOf(facts, base),
    summary: { ...base.summary, statement: written(words.summary) ?? base.summary.statement },
    engagement: engagementOf(facts),
    determination: determinationOf(facts, base.determination),
    symptoms: symptomsOf(facts),
    evidence: evidenceOf(facts, base.evidence),
    impact: { ...base.impact, business: businessOf(words.impact) },
    response: responseOf(facts),
    recommendations: recommendationsOf(facts, base.recommendations),
    reassessment: { notPart: both("notPart.reassessment") },
    police: { notPart: both("notPart.police") },
    statements: [...base.statements, ...facts.marks.map(markText)],
    signatures: signaturesOf(facts, key),
  };
}

/** Words that a person wrote stand in both languages as written. */
function written(words: string): Text | undefined {
  const trimmed = words.trim();
  return trimmed === "" ? undefined : { zh: trimmed, en: trimmed };
}

function controlOf({ report, centre, incident }: CaseFacts, base: ReportModel): ReportModel["control"] {
  const provider = centre.name.zh === centre.name.en ? centre.name.zh : `${centre.name.zh} · ${centre.name.en}`;
  return {
    number: report.number,
    version: String(report.version),
    status: report.status,
    made: report.madeAt,
    zone: centre.zone,
    title: both("title.incident"),
    customer: { name: incident.organisation, contact: `${incident.contact.name} ${incident.contact.phone}` },
    provider: { name: provider, contact: [centre.phone, centre.mail].filter((one) => one !== "").join(" ") },
    authors: [...new Set([report.author.name, ...report.writers])],
    ...(report.approver === undefined ? {} : { approver: report.approver }),
    tlp: base.control.tlp,
    distribution: [{ to: incident.organisation }, { to: provider, purpose: both("distribution.copy") }],
    product: base.control.product,
  };
}

function engagementOf({ requests, incident, assignments }: CaseFacts): ReportModel["engagement"] {
  const first = requests.toSorted((a, b) => compareInstants(a.proofAt, b.proofAt))[0];
  if (first === undefined) return { notPart: both("notPart.request") };
  return {
    requestedAt: first.proofAt,
    caller: `${first.contact.name}, ${first.organisation}`,
    channel: both(`channel.${first.channel}`),
    inScope: [incident.systems, incident.location].filter((one) => one !== ""),
    outOfScope: [],
    questions: [both("question.standard")],
    attendance: assignments.flatMap(({ staff, mode, times }) => {
      const from = times.arrived ?? times["under-way"] ?? times.accepted;
      const to = times.left === undefined ? {} : { to: times.left };
      return from === undefined ? [] : [{ who: staff.name, mode: both(`mode.${mode}`), from, ...to }];
    }),
    constraints: [],
  };
}

function determinationOf(
  { determinations, incident }: CaseFacts,
  base: ReportModel["determination"],
): ReportModel["determination"] {
  const last = determinations.at(-1);
  const deadlines = { notPart: both("notPart.deadlines") };
  if (last === undefined) return { ...base, deadlines };
  const graded = last.grading ?? (last.factors === undefined ? undefined : gradeIncident(last.factors));
  const value = last.level ?? incident.level ?? null;
  return {
    disposition: last.disposition,
    reason: { zh: last.reason, en: last.reason },
    decidedBy: last.by,
    decidedAt: last.at,
    type: { scheme: base.type.scheme, key: last.type ?? base.type.key, secondary: last.secondary },
    level: {
      value,
      computed: graded?.level ?? value,
      rule: graded?.rules.map(({ id }) => id).join(", ") ?? base.level.rule,
      factors: factorRows(last.factors),
      assumptions: graded === undefined ? base.level.assumptions : [],
      explain: graded?.explain ?? base.level.explain,
      ...(last.override === undefined
        ? {}
        : { override: { reason: { zh: last.override.reason, en: last.override.reason }, by: last.by } }),
    },
    quantities: quantities(last.factors),
    deadlines,
  };
}

type Factors = CaseFacts["determinations"][number]["factors"];

function factorRows(factors: Factors): ReportModel["determination"]["level"]["factors"] {
  return (["importance", "loss", "harm"] as const).map((name) => {
    const key = factors === undefined ? undefined : keyOf(`factor.${factors[name]}`);
    return { name: both(`factor.${name}`), value: both(key ?? "unknown") };
  });
}

function quantities(factors: Factors): ReportModel["determination"]["quantities"] {
  const plain = (value: number | undefined): Text | null =>
    value === undefined ? null : { zh: String(value), en: String(value) };
  return [
    { key: "people", value: plain(factors?.personalInformation ?? factors?.peopleAffected) },
    { key: "loss", value: plain(factors?.lossYuan) },
    { key: "outage", value: plain(factors?.ciiMinutes ?? factors?.siteDown?.minutes) },
  ];
}

function symptomsOf({ requests, incident }: CaseFacts): ReportModel["symptoms"] {
  const noticed = requests.flatMap(({ firstNoticed }) => firstNoticed ?? []).sort()[0];
  const told = written(incident.description);
  return {
    noticedBy: `${incident.contact.name}, ${incident.organisation}`,
    ...(noticed === undefined ? {} : { noticedAt: noticed }),
    observed: [...incident.symptoms.map((key) => symptomNames[key]), ...(told === undefined ? [] : [told])],
    ...(incident.location === "" ? {} : { location: incident.location }),
    ...(incident.systems === "" ? {} : { systems: incident.systems }),
  };
}

function evidenceOf({ evidence, report }: CaseFacts, base: ReportModel["evidence"]): ReportModel["evidence"] {
  const limits = written(report.words.limits);
  return {
    ...base,
    items: evidence.map(({ id: _id, label, size, receivedFrom: _from, zone: _zone, custody, ...item }) => ({
      ...item,
      id: label,
      bytes: size,
      custody,
    })),
    limitations:
      limits === undefined ? base.limitations : [...base.limitations, { kind: "gap", text: limits, cites: [] }],
  };
}

function businessOf(words: string): ReportModel["impact"]["business"] {
  const text = written(words);
  if (text === undefined) return { notPart: both("notPart.business") };
  const statement: Statement = { kind: "inference", text, cites: [], confidence: "moderate" };
  return [statement];
}

function responseOf({ measures, advice }: CaseFacts): ReportModel["response"] {
  const done = measures.filter(({ state }) => state === "done" || state === "undone");
  return {
    actions: done.map((one) => ({
      phase: one.phase,
      what: { zh: one.title, en: one.title },
      ...(one.target === "" ? {} : { target: one.target }),
      by: one.doneBy ?? one.author.name,
      ...(one.decidedBy === undefined ? {} : { approvedBy: one.decidedBy }),
      ...(one.doneAt === undefined ? {} : { at: one.doneAt }),
      ...resultOf(one),
    })),
    advice: advice.map(({ at, by, body, readAt }) => ({
      at,
      by,
      text: { zh: body, en: body },
      ...(readAt === undefined ? {} : { readAt }),
    })),
  };
}

function resultOf({ proof, after, undoneAt, undoneBy }: CaseFacts["measures"][number]): { result?: Text } {
  if (undoneAt !== undefined) return { result: both("response.undone", { at: undoneAt, by: undoneBy ?? "–" }) };
  const result = written(proof ?? after ?? "");
  return result === undefined ? {} : { result };
}

function recommendationsOf(
  { measures, report }: CaseFacts,
  base: ReportModel["recommendations"],
): ReportModel["recommendations"] {
  const owned = base.map((one) => {
    const measure = measures.find(({ recommendation }) => recommendation === one.id);
    if (measure === undefined) return one;
    return { ...one, owner: measure.author.name, acceptance: { zh: measure.proofPlan, en: measure.proofPlan } };
  });
  const advised = written(report.words.advice);
  if (advised === undefined) return owned;
  const reason = both("recommendation.author", { name: report.author.name });
  return [...owned, { id: "author", phase: "harden", priority: "30-days", measure: advised, reason, cites: [] }];
}

function markText({ mark, about, reason, by }: CaseFacts["marks"][number]): Text {
  return both(`mark.${mark}`, { about, reason, by });
}

function signaturesOf({ report, journal }: CaseFacts, key: string | undefined): ReportModel["signatures"] {
  const author = { part: both("cover.authors"), name: report.author.name, at: report.draftedAt };
  const last = journal.at(-1);
  const shown = key === undefined ? {} : { key };
  const proof = last === undefined ? {} : { proof: { entry: last.seq, head: last.hash, ...shown } };
  if (report.approver === undefined || report.approvedAt === undefined) return { signed: [author], ...proof };
  return { signed: [author, { part: both("cover.approver"), name: report.approver, at: report.approvedAt }], ...proof };
}

/** Stands in while no investigation has finished: it claims nothing. */
function blankAnswer({ incident, determinations, centre, report }: CaseFacts): AnswerSheet {
  const disposition = determinations.at(-1)?.disposition;
  const none = both("blank.explain");
  const unknown = { importance: "unknown", loss: "unknown", harm: "unknown" } as const;
  return {
    version: 1,
    verdict:
      disposition === "incident"
        ? "incident"
        : disposition === undefined || disposition === "suspected" || disposition === "insufficient-data"
          ? "suspected"
          : "no-incident",
    summary: {
      zh: say("zh", "blank.summary", { title: incident.title }),
      en: say("en", "blank.summary", { title: incident.title }),
    },
    type: { scheme: "GB/T 20986-2023", key: null, secondary: [] },
    level: { value: null, rule: "none", factors: unknown, assumptions: [], explain: none },
    threads: [],
    persistence: [],
    indicators: [],
    recommended: [],
    gaps: [{ kind: "missing-log", statement: none }],
    counts: {
      sources: 0,
      bytes: 0,
      records: 0,
      events: 0,
      unparsed: 0,
      skipped: 0,
      failedSources: 0,
      detections: 0,
      rules: 0,
    },
    span: {},
    made: { product: "stanch", version: "0.1.0", ruleSet: "–", attack: "19", zone: centre.zone, now: report.madeAt },
  };
}
