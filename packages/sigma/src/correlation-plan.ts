import type { CorrelationRule } from "./correlation-rule.ts";

/** One rule that a correlation looks at, and which of its fields. */
export interface PlanReference {
  /** Index in the rule set; a base rule or another correlation. */
  readonly rule: number;
  /** Names of the group-by fields in this rule, aliases resolved, in the order of `groupBy`. */
  readonly groupFields: readonly string[];
  readonly valueFields: readonly string[];
}

/** A correlation with its references resolved. */
export interface CorrelationPlan {
  readonly ruleIndex: number;
  readonly rule: CorrelationRule;
  readonly references: readonly PlanReference[];
}

/** Resolves the fields of a correlation for each rule it refers to. `ids` are the names a rule may go by. */
export function correlationPlan(
  ruleIndex: number,
  rule: CorrelationRule,
  references: readonly { readonly rule: number; readonly ids: readonly string[] }[],
): CorrelationPlan {
  const resolve = (name: string, ids: readonly string[]): string => {
    const fields = Object.hasOwn(rule.aliases, name) ? rule.aliases[name] : undefined;
    for (const id of ids) {
      const field = fields !== undefined && Object.hasOwn(fields, id) ? fields[id] : undefined;
      if (field !== undefined) return field;
    }
    return name;
  };
  return {
    ruleIndex,
    rule,
    references: references.map(({ rule: index, ids }) => ({
      rule: index,
      groupFields: rule.groupBy.map((name) => resolve(name, ids)),
      valueFields: rule.valueFields.map((name) => resolve(name, ids)),
    })),
  };
}

/** Correlations so that each comes after those it refers to; a circle is answered by the names on it. */
export function inOrder(
  names: readonly string[],
  referencesOf: (name: string) => readonly string[],
): { order: string[]; circles: Map<string, string> } {
  const order: string[] = [];
  const circles = new Map<string, string>();
  const state = new Map<string, "open" | "done">();
  const visit = (name: string, path: readonly string[]): boolean => {
    if (state.get(name) === "done") return !circles.has(name);
    if (state.get(name) === "open") {
      circles.set(name, [...path.slice(path.indexOf(name)), name].join(" → "));
      return false;
    }
    state.set(name, "open");
    let sound = true;
    for (const next of referencesOf(name)) {
      if (visit(next, [...path, name])) continue;
      sound = false;
      if (!circles.has(name)) circles.set(name, circles.get(next) ?? next);
    }
    state.set(name, "done");
    if (sound && !circles.has(name)) order.push(name);
    return !circles.has(name);
  };
  for (const name of names) visit(name, []);
  return { order, circles };
}
