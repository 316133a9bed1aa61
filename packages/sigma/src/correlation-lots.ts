import type { CorrelationPlan } from "./correlation-plan.ts";

/** Correlations that refer to one another, and what they must be given. */
interface Family {
  readonly rules: number[];
  /** Weights of the signals they read, by what they read of them. */
  readonly reads: Map<string, number>;
}

function familiesOf(plans: readonly CorrelationPlan[], weightOf: (rule: number) => number): Family[] {
  const byRule = new Map<number, Family>();
  // A correlation comes after those it refers to.
  for (const { ruleIndex, references } of plans) {
    const family: Family = { rules: [ruleIndex], reads: new Map() };
    for (const { rule, groupFields, valueFields } of references) {
      const other = byRule.get(rule);
      if (other === undefined) family.reads.set(JSON.stringify([rule, groupFields, valueFields]), weightOf(rule));
      else if (!family.rules.includes(other.rules[0] ?? -1)) {
        family.rules.push(...other.rules);
        for (const [name, weight] of other.reads) family.reads.set(name, weight);
      }
    }
    for (const rule of family.rules) byRule.set(rule, family);
  }
  return [...new Set(byRule.values())];
}

/**
 * Shares correlations out for threads that each get all signals: those that refer to one another stay together, and those that
 * read the same signals come together where that keeps the lots even. Together the lots find just what one correlator finds.
 *
 * @param weightOf how many signals a rule has.
 * @returns at most `count` lots of rule indices, none of them empty
 * @example const [first, second] = correlationLots(plans, 2, (rule) => signals[rule] ?? 0);
 */
export function correlationLots(
  plans: readonly CorrelationPlan[],
  count: number,
  weightOf: (rule: number) => number,
): ReadonlySet<number>[] {
  const lots = Array.from({ length: count }, () => ({ rules: new Set<number>(), reads: new Set<string>(), load: 0 }));
  const cost = ({ reads }: Family): number => [...reads.values()].reduce((sum, weight) => sum + weight, 0);
  const families = familiesOf(plans, weightOf).sort(
    (a, b) => cost(b) - cost(a) || (a.rules[0] ?? 0) - (b.rules[0] ?? 0),
  );
  for (const family of families) {
    const after = lots.map(({ reads, load }) => {
      const more = [...family.reads].reduce((sum, [name, weight]) => sum + (reads.has(name) ? weight / 4 : weight), 0);
      return load + more;
    });
    const at = after.indexOf(Math.min(...after));
    const lot = lots[at];
    if (lot === undefined) continue;
    lot.load = after[at] ?? 0;
    for (const rule of family.rules) lot.rules.add(rule);
    for (const name of family.reads.keys()) lot.reads.add(name);
  }
  return lots.map(({ rules }) => rules).filter((rules) => rules.size > 0);
}
