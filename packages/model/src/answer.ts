import { z } from "zod";
import { eventOutcome } from "./event-line.ts";
import { text } from "./text.ts";

export const verdict = z.enum(["incident", "suspected", "no-incident"]);
export type Verdict = z.infer<typeof verdict>;

/** How the intruder got in. */
export const vector = z.enum([
  "ssh-password",
  "ssh-key",
  "rdp",
  "smb",
  "web-exploit",
  "web-shell",
  "web-login",
  "ftp",
  "mail",
  "database",
  "supply-chain",
  "insider",
  "physical",
  "dns",
  "unknown",
]);
export type Vector = z.infer<typeof vector>;

/** Analyst's confidence (ICD 203); a different axis from likelihood, never both in one sentence. */
export const confidence = z.enum(["low", "moderate", "high"]);
export type Confidence = z.infer<typeof confidence>;

/** Fact: cited records say it. Inference: concluded from them. Gap: what the evidence cannot show. They look different everywhere. */
export const statementKind = z.enum(["fact", "inference", "gap"]);
export type StatementKind = z.infer<typeof statementKind>;

const eventIds = z.array(z.string());
const instant = z.string();

/** One act in a thread: what was done, how often, whether it worked, and the events that say so. */
export const step = z.object({
  first: instant.optional(),
  last: instant.optional(),
  kind: statementKind,
  /** ATT&CK v19 tactic id, `TA0001`. */
  tactic: z.string().regex(/^TA\d{4}$/),
  /** ATT&CK v19 technique id, `T1110.001`. */
  technique: z.string().regex(/^T\d{4}(\.\d{3})?$/),
  outcome: eventOutcome,
  count: z.int().min(1),
  host: z.string().optional(),
  account: z.string().optional(),
  statement: text,
  /** The records behind it: all when few, else the first, the last and those between that say most (at most 50). */
  events: eventIds.min(1),
});
export type Step = z.infer<typeof step>;

/** The ordered acts of one intruder. */
export const thread = z.object({
  id: z.string(),
  /** Key of the GB/T 20986-2023 table, `NA-06`. */
  type: z.string(),
  first: instant.optional(),
  last: instant.optional(),
  confidence,
  /** Why the confidence is what it is. */
  confidenceReason: text.optional(),
  /** Why several addresses are taken for one intruder; absent when there is one, or none to explain. */
  joins: z.array(z.object({ addresses: z.array(z.string()), reason: text, events: eventIds.min(1) })).optional(),
  source: z.object({
    ips: z.array(z.string()),
    accounts: z.array(z.string()),
    vector,
    firstEvent: z.string().optional(),
    alternatives: z.array(z.object({ vector, reason: text, events: eventIds })),
  }),
  hosts: z.array(z.string()),
  accounts: z.array(z.string()),
  /** True when at least one act got the intruder something: a login, a command, a file. */
  succeeded: z.boolean(),
  steps: z.array(step),
});
export type Thread = z.infer<typeof thread>;

export const persistence = z.object({
  kind: z.enum([
    "account",
    "ssh-key",
    "cron",
    "systemd-unit",
    "web-shell",
    "scheduled-task",
    "service",
    "run-key",
    "sudoers",
    "other",
  ]),
  host: z.string().optional(),
  /** The account, path or name that stays behind. */
  subject: z.string(),
  at: instant.optional(),
  thread: z.string().optional(),
  statement: text,
  events: eventIds.min(1),
});
export type Persistence = z.infer<typeof persistence>;

export const indicatorType = z.enum([
  "ip",
  "domain",
  "url",
  "url-path",
  "hash",
  "file-path",
  "account",
  "user-agent",
  "command",
  "email",
]);

export const indicator = z.object({
  type: indicatorType,
  /** The raw value: never defanged here; prose and paper defang. */
  value: z.string().min(1),
  /** What it was in the intrusion. */
  role: z.enum(["attacker", "c2", "download", "dropped", "created", "used", "scanned"]),
  /** Whether blocking it is advised (never for private addresses or the customer's own). */
  block: z.boolean(),
  first: instant.optional(),
  last: instant.optional(),
  threads: z.array(z.string()),
  events: eventIds.min(1),
});
export type Indicator = z.infer<typeof indicator>;

/** A measure proposed: phase, what to do and why; `host` will prove and undo it. */
export const recommendation = z.object({
  id: z.string(),
  phase: z.enum(["contain", "eradicate", "recover", "harden"]),
  priority: z.enum(["now", "30-days", "90-days"]),
  target: z.string().optional(),
  /** D3FEND technique id. */
  d3fend: z.string().optional(),
  measure: text,
  reason: text,
  events: eventIds,
});
export type Recommendation = z.infer<typeof recommendation>;

/** What the evidence cannot show, and why. */
export const gap = z.object({
  kind: z.enum([
    "missing-log",
    "time-hole",
    "unreadable",
    "yearless",
    "no-command-record",
    "no-body-record",
    "rotated-away",
    "limit",
    "other",
  ]),
  path: z.string().optional(),
  host: z.string().optional(),
  from: instant.optional(),
  to: instant.optional(),
  statement: text,
});
export type Gap = z.infer<typeof gap>;

/** Factor values behind a level; `unknown` is an answer. */
export const levelFactors = z.object({
  importance: z.enum(["special", "important", "general", "unknown"]),
  loss: z.enum(["extreme", "severe", "considerable", "minor", "unknown"]),
  harm: z.enum(["extreme", "severe", "considerable", "general", "unknown"]),
});

/**
 * `answer.json`: the conclusion of an investigation, reproducible byte for byte from the same input, version and rules.
 * Every statement cites event ids that `events.parquet` holds.
 */
export const answerSheet = z.object({
  version: z.literal(1),
  verdict,
  /** One sentence: what happened, or that nothing was found and in what. */
  summary: text,
  type: z.object({ scheme: z.literal("GB/T 20986-2023"), key: z.string().nullable(), secondary: z.array(z.string()) }),
  level: z.object({
    value: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).nullable(),
    rule: z.string(),
    factors: levelFactors,
    assumptions: z.array(text),
    explain: text,
  }),
  threads: z.array(thread),
  persistence: z.array(persistence),
  indicators: z.array(indicator),
  recommended: z.array(recommendation),
  gaps: z.array(gap),
  counts: z.object({
    sources: z.int(),
    bytes: z.int(),
    records: z.int(),
    events: z.int(),
    unparsed: z.int(),
    skipped: z.int(),
    failedSources: z.int(),
    detections: z.int(),
    rules: z.int(),
  }),
  /** First and last instant of all events read, RFC 3339 UTC. */
  span: z.object({ first: instant.optional(), last: instant.optional() }),
  /** What produced this: enough to do it again. */
  made: z.object({
    product: z.literal("stanch"),
    version: z.string(),
    ruleSet: z.string(),
    attack: z.string(),
    zone: z.string(),
    now: z.string(),
  }),
});
export type AnswerSheet = z.infer<typeof answerSheet>;
