import type { LogEvent } from "@stanch/model/log-event";
import { fieldValue } from "@stanch/sigma/event-view";
import { parseRules } from "@stanch/sigma/parse-rules";
import { compileRuleSet, type RuleSet } from "@stanch/sigma/rule-set";
import { type RuleMeta, ruleMeta } from "./rule-meta.ts";

/** One rule file: where it lies (for messages) and what it says. */
export interface RuleText {
  readonly path: string;
  readonly yaml: string;
}

/** A rule set ready to judge events, and what threads must know of each rule. */
export interface Ruling {
  readonly set: RuleSet;
  readonly rules: readonly RuleMeta[];
  /** SHA-256 of the rule set: the same rules give the same hash, whatever their file order. */
  readonly hash: string;
  /** Pushes the indices of the rules that match; answers how many. */
  match(event: LogEvent, hits: number[]): number;
  /** Fields a correlation reads from matches of this rule; undefined when none does. */
  signalFields(rule: number): readonly string[] | undefined;
  /** True for a base rule that only feeds correlations. */
  isSilent(rule: number): boolean;
  /** A field of an event as Sigma sees it, as text. */
  value(event: LogEvent, field: string): string | undefined;
}

/**
 * Compiles rule files. Rejected rules are in `set.rejected`, never dropped silently. The order of files does not matter.
 *
 * @example const ruling = makeRuling([{ path: "ssh.yml", yaml }]);
 */
export function makeRuling(texts: readonly RuleText[]): Ruling {
  const sorted = [...texts].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const set = compileRuleSet(sorted.flatMap(({ yaml, path }) => parseRules(yaml, path)));
  const matcher = set.createMatcher();
  return {
    set,
    rules: set.rules.map(ruleMeta),
    hash: set.hash,
    match: (event, hits) => matcher.match(event, hits),
    signalFields: (rule) => set.signalFields(rule),
    isSilent: (rule) => set.rules[rule]?.silent === true,
    value: textOf,
  };
}

/** Lists group by their first member, as a correlation can only have one value in a group. */
function textOf(event: LogEvent, field: string): string | undefined {
  const value = fieldValue(event, field);
  const one = typeof value === "object" && value !== null ? value[0] : value;
  return one === undefined || one === null ? undefined : String(one);
}
