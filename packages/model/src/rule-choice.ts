import { z } from "zod";
import { ruleLevel } from "./detection.ts";
import { customerId } from "./ids.ts";
import { text } from "./text.ts";

const instant = z.iso.datetime({ offset: true });
const reason = z.string().trim().min(1).max(500);
/** Id of a rule as its author wrote it: mostly a UUID. */
const ruleId = z.string().min(1).max(200);

/** Who switched something, when and why. */
export const ruleDecision = z.object({ reason: z.string(), byName: z.string(), at: instant });
export type RuleDecision = z.infer<typeof ruleDecision>;

/** A rule that evidence is judged by, and whether it is switched off. Titles and paths are the words of its author. */
export const listedRule = z.object({
  id: ruleId,
  title: text,
  level: ruleLevel,
  kind: z.enum(["rule", "correlation"]),
  /** `linux / process_creation`; empty for correlations. */
  logsource: z.string(),
  /** `own`, `folder`, or the name of an added source. */
  source: z.string(),
  path: z.string(),
  /** Switched off for everybody. */
  off: ruleDecision.optional(),
  /** Switched off for the customer that was asked about. */
  offHere: ruleDecision.optional(),
});
export type ListedRule = z.infer<typeof listedRule>;

/** A part of the list of rules. */
export const ruleList = z.object({
  /** Name of the rule set that an investigation begun now would state. SHA-256. */
  hash: z.string(),
  /** All rules there are, and those that were asked for. */
  total: z.int(),
  found: z.int(),
  /** Documents that cannot be used. */
  rejected: z.int(),
  sources: z.array(z.string()),
  rules: z.array(listedRule),
});
export type RuleList = z.infer<typeof ruleList>;

export const ruleQuery = z.object({
  customer: customerId.optional(),
  text: z.string().max(200).optional(),
  source: z.string().max(80).optional(),
  level: ruleLevel.optional(),
  state: z.enum(["on", "off"]).optional(),
  offset: z.coerce.number().int().min(0).optional(),
});
export type RuleQuery = z.infer<typeof ruleQuery>;

/** Switches a rule off or on again: for one customer, or for everybody when none is named. */
export const ruleSwitch = z.object({ rule: ruleId, on: z.boolean(), customer: customerId.optional(), reason });
export type RuleSwitch = z.infer<typeof ruleSwitch>;

/** A remark on a filter; one that stops it from loading is an error. */
export const filterRemark = z.object({
  line: z.int(),
  column: z.int(),
  rule: z.string(),
  error: z.boolean(),
  message: text,
});
/** What a filter would do. */
export const filterLint = z.object({
  remarks: z.array(filterRemark),
  /** Rules it would narrow. */
  rules: z.int(),
});
export type FilterLint = z.infer<typeof filterLint>;

/** The longest filter that is taken, in characters. */
export const LONGEST_FILTER = 50_000;
const yaml = z.string().min(1).max(LONGEST_FILTER);

/** A Sigma filter to be added. */
export const filterForm = z.object({ yaml, customer: customerId.optional(), reason });
export type FilterForm = z.infer<typeof filterForm>;
/** A filter to be looked at before it is added. */
export const filterText = z.object({ yaml });

/** A filter in force. */
export const ruleFilter = ruleDecision.extend({
  id: z.uuid(),
  title: z.string(),
  yaml: z.string(),
  customer: customerId.optional(),
});
export type RuleFilter = z.infer<typeof ruleFilter>;

/** Rules that were added as a zip or a file. */
export const ruleSourceLine = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Of the bytes as they were uploaded. */
  sha256: z.string(),
  size: z.int(),
  documents: z.int(),
  rejected: z.int(),
  /** What the licence file in it says; empty when it has none. */
  licence: z.string(),
  byName: z.string(),
  at: instant,
});
export type RuleSourceLine = z.infer<typeof ruleSourceLine>;

/** The short name of a source: the first part of its rules' paths. */
export const sourceName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,39}$/);
/** The largest upload of rules, in bytes. */
export const LARGEST_RULE_SOURCE = 64_000_000;
export const ruleReason = z.object({ reason });
