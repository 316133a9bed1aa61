import type { RuleDecision } from "@stanch/model/rule-choice";

/** One thing that was chosen, as it stands in the table. */
export interface Chosen {
  readonly id: string;
  readonly kind: "off" | "on" | "filter" | "unfilter";
  readonly customer: string | null;
  readonly rule: string | null;
  readonly filter: string | null;
  readonly title: string | null;
  readonly yaml: string | null;
  readonly reason: string;
  readonly byName: string;
  readonly at: string;
}

export interface FilterInForce extends RuleDecision {
  readonly id: string;
  readonly title: string;
  readonly yaml: string;
  readonly customer: string | null;
}

/** What is in force: rules that are off, by id in lower case, for everybody and for one customer; and filters. */
export interface RuleState {
  readonly off: ReadonlyMap<string, RuleDecision>;
  readonly offHere: ReadonlyMap<string, RuleDecision>;
  readonly filters: readonly FilterInForce[];
}

/**
 * What is in force after all that was chosen, in its order. What was switched on again for everybody may still be off for one
 * customer, and the other way round.
 *
 * @example ruleState([{ kind: "off", rule: "A", customer: null, … }]).off.has("a") // true
 */
export function ruleState(chosen: readonly Chosen[]): RuleState {
  const off = new Map<string, RuleDecision>();
  const offHere = new Map<string, RuleDecision>();
  const filters = new Map<string, FilterInForce>();
  for (const { id, kind, customer, rule, filter, title, yaml, reason, byName, at } of chosen) {
    const decision: RuleDecision = { reason, byName, at };
    const key = rule?.toLowerCase() ?? "";
    const rules = customer === null ? off : offHere;
    if (kind === "off") rules.set(key, decision);
    else if (kind === "on") rules.delete(key);
    else if (kind === "filter") filters.set(id, { id, title: title ?? "", yaml: yaml ?? "", customer, ...decision });
    else filters.delete(filter ?? "");
  }
  return { off, offHere, filters: [...filters.values()] };
}
