import {
  answerSheet,
  confidence,
  indicator,
  persistence,
  recommendation,
  thread,
  vector,
  verdict,
} from "@stanch/model/answer";
import { eventOutcome } from "@stanch/model/event-line";
import { custodyAction, disposition } from "@stanch/model/handling";
import { incidentLevel } from "@stanch/model/incident";
import { sourceReport } from "@stanch/model/sources";
import { text } from "@stanch/model/text";
import { z } from "zod";
import { citation, instant, part, sha256, statement } from "./statement.ts";

export const tlp = z.enum(["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]);
export type Tlp = z.infer<typeof tlp>;

const party = z.object({ name: z.string().min(1), contact: z.string().optional() });

/** Section 0: cover and document control. */
const control = z.object({
  number: z.string().min(1),
  /** Version of the document, `1`. A later change makes a new version. */
  version: z.string().min(1),
  status: z.enum(["draft", "final"]),
  /** Date of the report; also the creation date inside the PDF, so that the same model gives the same bytes. */
  made: instant,
  /** IANA zone in which local times are printed. */
  zone: z.string().min(1),
  title: text,
  customer: party.optional(),
  provider: party.optional(),
  authors: z.array(z.string()),
  reviewer: z.string().optional(),
  approver: z.string().optional(),
  tlp,
  /** Strictest TLP of anything included; equals `tlp` unless someone erred. */
  strictest: tlp.optional(),
  copy: z.string().optional(),
  distribution: z.array(z.object({ to: z.string(), purpose: text.optional() })),
  product: z.object({ name: z.string(), version: z.string() }),
});

/** Section 1: one page for a person in a hurry. */
const summary = z.object({
  verdict,
  statement: text,
  first: instant.optional(),
  last: instant.optional(),
  statements: z.array(statement),
  unknown: z.array(statement),
  /** Ids of the recommendations that come first, at most five. */
  actions: z.array(z.string()),
  /** Numbers of the summary; the linter counts the body and compares. */
  figures: z.object({
    hosts: z.int(),
    accounts: z.int(),
    threads: z.int(),
    indicators: z.int(),
    sources: z.int(),
    events: z.int(),
    detections: z.int(),
    unread: z.int(),
  }),
});

/** Section 2: who asked for what. */
const engagement = z.object({
  requestedAt: instant,
  caller: z.string().min(1),
  channel: text,
  authorisation: z.string().optional(),
  inScope: z.array(z.string()),
  outOfScope: z.array(z.string()),
  questions: z.array(text),
  /** When and how people worked: on site or remote. */
  attendance: z.array(z.object({ who: z.string(), mode: text, from: instant, to: instant.optional() })),
  constraints: z.array(text),
});

/** A legal duty to report. Either done with proof, or open with a due time, or not applicable with a reason. */
export const reportDeadline = z.object({
  id: z.string(),
  name: text,
  recipient: z.string().optional(),
  dueAt: instant.optional(),
  doneAt: instant.optional(),
  proof: z.string().optional(),
  notApplicable: text.optional(),
  /** Numbers of the items asked for by the regime (CAC articles 7 and 8) that were answered. */
  answered: z.array(z.int()).optional(),
});

/** Section 3: is it an incident, of which type and level, and why. */
const determination = z.object({
  /** A person's decision; absent when only the program has spoken. */
  disposition: disposition.optional(),
  reason: text,
  decidedBy: z.string().optional(),
  decidedAt: instant.optional(),
  type: z.object({ scheme: z.string(), key: z.string().nullable(), secondary: z.array(z.string()) }),
  level: z.object({
    value: incidentLevel.nullable(),
    /** What the rule engine computed; differs from `value` only with an override. */
    computed: incidentLevel.nullable(),
    rule: z.string(),
    factors: z.array(z.object({ name: text, value: text })),
    assumptions: z.array(text),
    explain: text,
    override: z.object({ reason: text, by: z.string() }).optional(),
  }),
  /** People concerned, loss, minutes of outage: a value or, honestly, unknown. */
  quantities: z.array(z.object({ key: z.enum(["people", "loss", "outage"]), value: text.nullable() })),
  deadlines: part(z.array(reportDeadline)),
});

/** Section 4: who noticed what. */
const symptoms = z.object({
  noticedBy: z.string().min(1),
  noticedAt: instant.optional(),
  observed: z.array(text),
  location: z.string().optional(),
  systems: z.string().optional(),
});

export const custodyEvent = z.object({
  seq: z.int().min(1),
  at: instant,
  action: custodyAction,
  from: z.string().optional(),
  to: z.string().optional(),
  by: z.string(),
  purpose: z.string(),
  sha256,
});

export const evidenceItem = z.object({
  /** `E-01` within the incident. */
  id: z.string(),
  name: z.string(),
  bytes: z.int().min(0),
  sha256,
  /** Hash of the stored bytes when the report was made; the linter compares. */
  stored: sha256.optional(),
  host: z.string().optional(),
  collectedBy: z.string().optional(),
  collectedAt: instant.optional(),
  receivedAt: instant.optional(),
  method: z.string().optional(),
  tlp: tlp.optional(),
  custody: z.array(custodyEvent),
});

/** Section 5: what was looked at, with what, and what it does not show. */
const evidence = z.object({
  items: part(z.array(evidenceItem)),
  sources: z.array(sourceReport.omit({ times: true }).extend({ times: sourceReport.shape.times.optional() })),
  tools: z.array(z.object({ name: z.string(), version: z.string(), sha256: sha256.optional() })),
  ruleSet: z.object({ version: z.string(), rules: z.int() }),
  timeBasis: z.array(text),
  span: answerSheet.shape.span,
  limitations: z.array(statement),
});

/** A row of section 6. */
export const timelineRow = statement.extend({
  at: instant.optional(),
  until: instant.optional(),
  host: z.string().optional(),
  account: z.string().optional(),
  source: z.string().optional(),
  tactic: z.string().optional(),
  technique: z.string().optional(),
  outcome: eventOutcome,
  count: z.int().min(1),
  thread: z.string().optional(),
});
export type TimelineRow = z.infer<typeof timelineRow>;

/** Section 7: threads as the answer sheet has them, their steps as statements. */
const analysis = z.object({
  rootCause: statement,
  threads: z.array(
    thread.omit({ steps: true }).extend({
      steps: z.array(
        timelineRow.omit({ source: true, thread: true }).extend({ tactic: z.string(), technique: z.string() }),
      ),
    }),
  ),
  persistence: z.array(persistence.omit({ statement: true, events: true }).extend({ statement })),
});

/** Section 8. */
const impact = z.object({
  hosts: z.array(z.string()),
  accounts: z.array(z.string()),
  data: z.array(statement),
  exfiltration: statement,
  business: part(z.array(statement)),
  thirdParties: part(z.array(statement)),
});

/** Section 9: infrastructure and ways; never a person. */
const adversary = z.object({
  addresses: z.array(z.string()),
  vectors: z.array(vector),
  statements: z.array(statement),
  attribution: part(z.object({ text, confidence, alternatives: z.array(text) })),
});

/** Section 10. */
const response = z.object({
  actions: z.array(
    z.object({
      phase: z.enum(["contain", "eradicate", "recover", "harden"]),
      what: text,
      target: z.string().optional(),
      by: z.string(),
      approvedBy: z.string().optional(),
      at: instant.optional(),
      result: text.optional(),
      verifiedBy: z.string().optional(),
    }),
  ),
  advice: z.array(z.object({ at: instant, by: z.string(), text, readAt: instant.optional() })),
});

/** A row of section 11. */
export const reportRecommendation = recommendation.omit({ events: true }).extend({
  cites: z.array(z.string()),
  owner: z.string().optional(),
  dueAt: instant.optional(),
  acceptance: text.optional(),
});

/** Section 12. */
const reassessment = z.object({
  checks: z.array(
    z.object({
      name: text,
      dueAt: instant,
      doneAt: instant.optional(),
      by: z.string().optional(),
      result: text.optional(),
    }),
  ),
  residual: z.array(text),
});

/** Section 13. */
const police = z.object({
  handedOver: z.array(
    z.object({
      item: z.string(),
      sha256: sha256.optional(),
      at: instant,
      to: z.string(),
      receipt: z.string().optional(),
    }),
  ),
  requests: z.array(
    z.object({ number: z.string(), issuer: z.string(), receivedAt: instant, answeredAt: instant.optional() }),
  ),
});

/** A row of section 15. */
export const attackRow = z.object({
  tactic: z.string(),
  technique: z.string(),
  procedure: text,
  cites: z.array(z.string()),
});

/** Section 16. */
const signatures = z.object({
  signed: z.array(z.object({ part: text, name: z.string(), at: instant, sha256: sha256.optional() })),
  archiveNumber: z.string().optional(),
  archivedSha256: sha256.optional(),
  deliveredSha256: sha256.optional(),
  /** What a stranger compares later: the last entry of the journal when this was made, and the centre's key. */
  proof: z.object({ entry: z.int(), head: sha256, key: sha256.optional() }).optional(),
});

/**
 * Everything a report states, in both languages, and where each sentence comes from. Nothing else reaches paper: whoever renders
 * it never asks a store. Sections are those of the house's report standard, 0 to 16, in their order.
 *
 * @example const model = reportModel.parse(JSON.parse(await readFile("report.json", "utf8")));
 */
export const reportModel = z.object({
  version: z.literal(1),
  control,
  summary,
  engagement: part(engagement),
  determination,
  symptoms: part(symptoms),
  evidence,
  timeline: z.array(timelineRow),
  analysis,
  impact,
  adversary,
  response: part(response),
  recommendations: z.array(reportRecommendation),
  reassessment: part(reassessment),
  police: part(police),
  indicators: z.array(indicator.omit({ events: true }).extend({ cites: z.array(z.string()) })),
  attack: z.object({ version: z.string(), rows: z.array(attackRow) }),
  statements: z.array(text),
  signatures: part(signatures),
  citations: z.record(z.string(), citation),
});
export type ReportModel = z.infer<typeof reportModel>;
export type ReportIndicator = ReportModel["indicators"][number];
export type ReportThread = ReportModel["analysis"]["threads"][number];
export type ReportRecommendation = z.infer<typeof reportRecommendation>;
