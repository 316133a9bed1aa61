import { z } from "zod";
import { noticeChannels } from "./channel.ts";
import {
  adviceId,
  assignmentId,
  customerId,
  evidenceId,
  incidentId,
  investigationId,
  measureId,
  noticeId,
  reportId,
  staffId,
  uploadId,
} from "./ids.ts";
import { incidentLevel } from "./incident.ts";
import { role } from "./role.ts";
import { language, text } from "./text.ts";

const instant = z.iso.datetime({ offset: true });
const line = (max: number) => z.string().trim().max(max);
/** How a person is told. */
export const noticeChannel = z.enum(noticeChannels);
/** Channels to an address that a person typed; a browser has none. */
export const typedNoticeChannel = noticeChannel.exclude(["push"]);
export type TypedNoticeChannel = z.infer<typeof typedNoticeChannel>;
export const noticeState = z.enum(["queued", "sent", "delivered", "failed", "acknowledged"]);

export const noticeForm = z.object({
  to: z.object({ name: line(120).min(1), part: line(120), address: line(400) }),
  channel: typedNoticeChannel,
  subject: line(300).min(1),
  body: line(20_000).min(1),
});

export const notice = noticeForm.extend({
  channel: noticeChannel,
  id: noticeId,
  incidentId,
  from: z.string(),
  state: noticeState,
  createdAt: instant,
  sentAt: instant.optional(),
  acknowledgedAt: instant.optional(),
  acknowledgedBy: z.string().optional(),
  attempts: z.array(z.object({ at: instant, ok: z.boolean(), provider: z.string(), detail: z.string() })),
});
export type Notice = z.infer<typeof notice>;

/** The supervisor's gate: are technical and management staff told too? */
export const supervisorDecisionForm = z.object({ notifyFurther: z.boolean(), reason: line(4000).min(1) });
export const supervisorDecision = supervisorDecisionForm.extend({ by: z.string(), at: instant });

/** MISP `incident-disposition` and VERIS `security_incident`, joined. */
export const disposition = z.enum([
  "incident",
  "suspected",
  "misconfiguration",
  "scan-probe",
  "failed-attempt",
  "false-indicator",
  "insufficient-data",
  "duplicate",
]);
export type Disposition = z.infer<typeof disposition>;

/** Answers from which the level is computed; see `level.ts`. */
export const gradingFactors = z.object({
  importance: z.enum(["special", "important", "general"]),
  loss: z.enum(["extreme", "severe", "considerable", "minor"]),
  harm: z.enum(["extreme", "severe", "considerable", "general"]),
  /** Critical information infrastructure interrupted, whole or main function. */
  ciiMinutes: z.int().min(0).optional(),
  ciiMainMinutes: z.int().min(0).optional(),
  siteDown: z
    .object({ object: z.enum(["provincial-portal", "prefecture-portal", "other"]), minutes: z.int().min(0) })
    .optional(),
  peopleAffected: z.int().min(0).optional(),
  personalInformation: z.int().min(0).optional(),
  lossYuan: z.number().min(0).optional(),
  dataThreat: z.enum(["extreme", "severe", "considerable", "none"]).optional(),
  tampered: z
    .object({
      object: z.enum(["level-1", "level-2", "level-3"]),
      homeMinutes: z.int().min(0),
      otherMinutes: z.int().min(0),
      reposts: z.int().min(0),
      views: z.int().min(0),
    })
    .optional(),
});
export type GradingFactors = z.infer<typeof gradingFactors>;

export const grading = z.object({
  level: incidentLevel,
  rules: z.array(z.object({ id: z.string(), level: incidentLevel, explain: text })),
  explain: text,
});
export type Grading = z.infer<typeof grading>;

export const determinationForm = z.object({
  disposition,
  type: z.string().optional(),
  secondary: z.array(z.string()).max(10),
  factors: gradingFactors.optional(),
  override: z.object({ level: incidentLevel, reason: line(4000).min(1) }).optional(),
  reason: line(10_000).min(1),
  /** For "not an incident": the letter to the applicant and the other way to help. */
  letter: line(20_000).optional(),
});
export const determination = determinationForm.extend({
  level: incidentLevel.optional(),
  grading: grading.optional(),
  by: z.string(),
  at: instant,
});
export type Determination = z.infer<typeof determination>;

/** `withdrawn`: the offer was taken back, because no answer came in time or another took it. */
export const assignmentState = z.enum(["offered", "accepted", "declined", "under-way", "arrived", "left", "withdrawn"]);
export const assignment = z.object({
  id: assignmentId,
  staff: z.object({ id: staffId, name: z.string() }),
  part: z.enum(["lead", "handler", "researcher"]),
  mode: z.enum(["on-site", "remote"]),
  state: assignmentState,
  times: z.partialRecord(assignmentState, instant),
});
export type Assignment = z.infer<typeof assignment>;

export const adviceForm = z.object({ body: line(10_000).min(1), channel: z.enum(["page", "mail", "phone"]) });
export const advice = adviceForm.extend({
  id: adviceId,
  by: z.string(),
  at: instant,
  readAt: instant.optional(),
  actedAt: instant.optional(),
  actedNote: z.string().optional(),
});
export type Advice = z.infer<typeof advice>;

export const custodyAction = z.enum([
  "collected",
  "received",
  "sealed",
  "unsealed",
  "transferred",
  "copied",
  "read",
  "examined",
  "verified",
  "returned",
  "destroyed",
]);
export const custodyLine = z.object({
  seq: z.int(),
  at: instant,
  action: custodyAction,
  from: z.string().optional(),
  to: z.string().optional(),
  purpose: z.string(),
  sha256: z.string(),
  by: z.string(),
});
export const evidenceForm = z.object({
  /** Host it was taken from. */
  host: line(200).optional(),
  collectedBy: line(200).optional(),
  collectedAt: instant.optional(),
  method: line(1000).optional(),
  /** IANA zone of the host's clock, when known. */
  zone: line(60).optional(),
});
export const evidence = evidenceForm.extend({
  id: evidenceId,
  /** `E-01` within the incident. */
  label: z.string(),
  name: z.string(),
  size: z.int(),
  sha256: z.string(),
  receivedAt: instant,
  receivedFrom: z.string(),
  custody: z.array(custodyLine),
});
export type Evidence = z.infer<typeof evidence>;

/** A resumable upload: send bytes from `offset`, ask again after a break. */
export const upload = z.object({
  id: uploadId,
  name: z.string(),
  size: z.int(),
  offset: z.int(),
  sha256: z.string().optional(),
  evidenceId: evidenceId.optional(),
});
export type Upload = z.infer<typeof upload>;

export const investigationState = z.enum(["queued", "running", "done", "partial", "failed", "cancelled"]);
export const investigationProgress = z.object({
  phase: z.enum(["open", "plan", "read", "correlate", "thread", "write", "done"]),
  bytes: z.int(),
  bytesTotal: z.int(),
  records: z.int(),
  events: z.int(),
  detections: z.int(),
  current: z.string().optional(),
});
export type InvestigationProgress = z.infer<typeof investigationProgress>;
export const investigation = z.object({
  id: investigationId,
  incidentId,
  state: investigationState,
  evidence: z.array(evidenceId),
  zone: z.string(),
  startedAt: instant.optional(),
  finishedAt: instant.optional(),
  by: z.string(),
  progress: investigationProgress.optional(),
  error: z.object({ code: z.string(), what: text, means: text, todo: text }).optional(),
});
export type Investigation = z.infer<typeof investigation>;

/** planned → approved | rejected; approved → done (with proof) → undone. Approver ≠ author, always. */
export const measureState = z.enum(["planned", "approved", "rejected", "done", "undone"]);
export const measureForm = z.object({
  phase: z.enum(["contain", "eradicate", "recover", "harden"]),
  title: line(300).min(1),
  target: line(300),
  /** The exact change. */
  change: line(10_000).min(1),
  /** How it is proven. */
  proofPlan: line(4000).min(1),
  /** How it is taken back. */
  undo: line(4000).min(1),
  /** Evidence taken before the change. */
  evidence: z.array(evidenceId),
  recommendation: z.string().optional(),
  /** The customer sees it on its page and must agree before it is done. */
  askCustomer: z.boolean().optional(),
});
/** What the customer said of a measure; the last word counts, and all stand in the journal. */
export const measureConsent = z.object({
  state: z.enum(["given", "refused"]),
  by: z.string(),
  at: instant,
  reason: z.string(),
});
export const measure = measureForm.extend({
  id: measureId,
  state: measureState,
  author: z.object({ id: staffId, name: z.string() }),
  plannedAt: instant,
  consent: measureConsent.optional(),
  decidedBy: z.string().optional(),
  decidedAt: instant.optional(),
  decisionReason: z.string().optional(),
  doneBy: z.string().optional(),
  doneAt: instant.optional(),
  before: z.string().optional(),
  after: z.string().optional(),
  proof: z.string().optional(),
  undoneAt: instant.optional(),
  undoneBy: z.string().optional(),
});
export type Measure = z.infer<typeof measure>;

export const reportState = z.enum(["draft", "in-review", "approved", "delivered", "countersigned"]);
export const reportVersion = z.object({
  id: reportId,
  number: z.string(),
  version: z.int(),
  state: reportState,
  author: z.object({ id: staffId, name: z.string() }),
  draftedAt: instant,
  reviewer: z.string().optional(),
  approver: z.string().optional(),
  approvedAt: instant.optional(),
  deliveredAt: instant.optional(),
  readAt: instant.optional(),
  countersignedBy: z.string().optional(),
  countersignedAt: instant.optional(),
  /** Free sections that people write; the rest comes from the records. */
  words: z.object({ summary: z.string(), impact: z.string(), advice: z.string(), limits: z.string() }),
  lint: z.array(
    z.object({
      rule: z.string(),
      level: z.enum(["error", "warning"]),
      message: text,
      where: z.string().optional(),
      place: text.optional(),
    }),
  ),
  files: z.array(z.object({ name: z.string(), language: language.optional(), sha256: z.string(), size: z.int() })),
});
export type ReportVersion = z.infer<typeof reportVersion>;

export const archiveRecord = z.object({
  incidentId,
  number: z.string(),
  incidentNumber: z.string(),
  organisation: z.string(),
  title: z.string(),
  classification: z.enum(["internal", "confidential", "secret-free"]),
  sealedAt: instant,
  sealedBy: z.string(),
  sha256: z.string(),
  size: z.int(),
  journalHead: z.string(),
});
export type ArchiveRecord = z.infer<typeof archiveRecord>;

export const staffMember = z.object({
  id: staffId,
  name: z.string(),
  email: z.string(),
  phone: z.string(),
  roles: z.array(role),
  language,
  active: z.boolean(),
  totp: z.boolean(),
  /** The organisation of an account with role customer. */
  customer: customerId.optional(),
});
export type StaffMember = z.infer<typeof staffMember>;
