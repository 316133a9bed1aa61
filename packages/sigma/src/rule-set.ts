import { canonicalJson, type JsonValue } from "@stanch/model/canonical-json";
import { correlationLots } from "./correlation-lots.ts";
import type { CorrelationPlan } from "./correlation-plan.ts";
import { type Correlator, type CorrelatorBounds, makeCorrelator } from "./correlator.ts";
import type { SignalId } from "./signal-list.ts";
import type { Logsource, ParsedDocument } from "./document.ts";
import type { Expr } from "./expr.ts";
import type { Fault } from "./fault.ts";
import { link, type Linked } from "./link.ts";
import { type ClassIndices, classIndices, makeMatcher, type Matcher } from "./matcher.ts";
import { type Node, type PredicateTable, predicateTable } from "./predicate.ts";
import type { MemoBounds } from "./verdict-memo.ts";
import { sha256 } from "./sha256.ts";

export type { ParsedDocument } from "./document.ts";
export type { CorrelationMatch, Correlator, Signal } from "./correlator.ts";
export type { Matcher } from "./matcher.ts";

/** A rule that was loaded. Its place in `RuleSet.rules` is its index everywhere. */
export interface CompiledRule {
  /** The document's id, else its name, else a part of its digest. */
  readonly id: string;
  readonly name?: string;
  readonly title: string;
  /** As written; `medium` where the rule states none. */
  readonly level: string;
  readonly status?: string;
  readonly author?: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly references: readonly string[];
  readonly falsepositives: readonly string[];
  readonly path: string;
  readonly kind: "rule" | "correlation";
  /** Value of the rule's `x-stanch` key. */
  readonly custom?: JsonValue;
  readonly logsource?: Logsource;
  /** Only feeds correlations: its own matches are no detections. */
  readonly silent: boolean;
}

/** A document that was not loaded, and why, as an English sentence; `faultText(fault)` says it in both languages. */
export interface Rejection {
  readonly path: string;
  readonly id?: string;
  readonly title?: string;
  readonly reason: string;
  readonly fault: Fault;
}

/** Compiled rules, ready to judge events. Immutable; matchers and correlators made from it belong to one thread each. */
export interface RuleSet {
  readonly rules: readonly CompiledRule[];
  readonly rejected: readonly Rejection[];
  /** SHA-256 over all documents and placeholder values: the same rules have the same hash in any file order. */
  readonly hash: string;
  /** `bounds`: what a matcher remembers of events it has judged; the verdicts do not depend on it. */
  createMatcher(bounds?: MemoBounds): Matcher;
  /** Ids are text, or numbers whose order is that of the events. */
  correlator<Id extends SignalId = string>(bounds?: CorrelatorBounds<Id>): Correlator<Id>;
  /** Correlations in lots for several threads; see {@link correlationLots}. */
  correlationLots(count: number, weightOf: (rule: number) => number): ReadonlySet<number>[];
  /** Fields that correlations read from matches of a rule; `undefined` when none refers to it. */
  signalFields(ruleIndex: number): readonly string[] | undefined;
  /** What a rule asks of an event; `undefined` for correlations. */
  condition(ruleIndex: number): Expr | undefined;
  /** How a correlation looks at its rules; `undefined` for rules. */
  plan(ruleIndex: number): CorrelationPlan | undefined;
}

export interface CompileOptions {
  /** Values for `expand`, by placeholder name without the per cent signs. */
  readonly placeholders?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Compiles parsed documents. Every document ends in `rules` or in `rejected`, except filters, which change the rules they name.
 * The order of documents does not matter. Never throws.
 *
 * @example const set = compileRuleSet(files.flatMap(({ yaml, path }) => parseRules(yaml, path)));
 */
export function compileRuleSet(documents: readonly ParsedDocument[], options: CompileOptions = {}): RuleSet {
  const placeholders = options.placeholders ?? {};
  const linked = link(documents, placeholders);
  let judging: Judging | undefined;
  const plans = linked.order.flatMap((index) => linked.entries[index]?.plan ?? []);
  const fields = signalFieldsOf(plans);
  const rules = linked.entries.map((entry) => compiledRule(entry));
  return {
    rules,
    rejected: linked.rejected.map(({ path, id, title, reason, fault }) => ({
      path,
      ...(id === undefined ? {} : { id }),
      ...(title === undefined ? {} : { title }),
      reason,
      fault,
    })),
    hash: sha256(canonicalJson({ documents: [...new Set(documents.map((one) => one.digest))].sort(), placeholders })),
    createMatcher: (bounds) => {
      judging ??= judgingOf(linked.entries);
      return makeMatcher(judging.nodes, judging.table, judging.indices, bounds);
    },
    correlator: (bounds) => makeCorrelator(plans, (rule) => rules[rule]?.silent === true, bounds),
    correlationLots: (count, weightOf) => correlationLots(plans, count, weightOf),
    signalFields: (rule) => fields.get(rule),
    condition: (rule) => linked.entries[rule]?.expr,
    plan: (rule) => linked.entries[rule]?.plan,
  };
}

/** What all matchers of a rule set share; made when the first one is asked for. */
interface Judging {
  readonly nodes: readonly (Node | undefined)[];
  readonly table: PredicateTable;
  readonly indices: ClassIndices;
}

function judgingOf(entries: readonly Linked[]): Judging {
  const table = predicateTable();
  const nodes = entries.map(({ expr }) => (expr === undefined ? undefined : table.node(expr)));
  const matchable = entries.flatMap(({ document }, index) => {
    const node = nodes[index];
    return document.kind === "rule" && node !== undefined ? [{ index, node, logsource: document.logsource }] : [];
  });
  return { nodes, table, indices: classIndices(matchable, table) };
}

function compiledRule({ document, silent }: Linked): CompiledRule {
  const { id, name, title, level, status, author, description, tags, references, falsepositives, path, kind, custom } =
    document;
  return {
    id: id ?? name ?? document.digest.slice(0, 32),
    ...(name === undefined ? {} : { name }),
    title: title ?? id ?? name ?? path,
    level: level?.toLowerCase() ?? "medium",
    ...(status === undefined ? {} : { status }),
    ...(author === undefined ? {} : { author }),
    ...(description === undefined ? {} : { description }),
    tags,
    references,
    falsepositives,
    path,
    kind,
    ...(custom === undefined ? {} : { custom }),
    ...(document.kind === "rule" ? { logsource: document.logsource } : {}),
    silent,
  };
}

function signalFieldsOf(plans: readonly CorrelationPlan[]): Map<number, readonly string[]> {
  const fields = new Map<number, Set<string>>();
  for (const { references } of plans) {
    for (const { rule, groupFields, valueFields } of references) {
      const set = fields.get(rule) ?? new Set<string>();
      for (const field of [...groupFields, ...valueFields]) set.add(field);
      fields.set(rule, set);
    }
  }
  return new Map([...fields].map(([rule, set]) => [rule, [...set].sort()]));
}
