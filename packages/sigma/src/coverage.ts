import type { LogEvent } from "@stanch/model/log-event";
import type { Logsource } from "./document.ts";
import { answers, eventClass } from "./event-class.ts";
import type { RuleSet } from "./rule-set.ts";

/** What a kind of event answers to, as plain data. */
export interface SeenSource {
  readonly products: readonly string[];
  readonly categories: readonly string[];
  readonly services: readonly string[];
}

/** The logsources an event answers to. @example seenSource(event).categories // ["process_creation"] */
export function seenSource(event: LogEvent): SeenSource {
  const { products, categories, services } = eventClass(event);
  return { products: [...products], categories: [...categories], services: [...services] };
}

/** Name of a source, for telling different ones apart. */
export const sourceKey = ({ products, categories, services }: SeenSource): string =>
  [products, categories, services].map((names) => names.toSorted().join(",")).join("/");

/** `product/category/service` with `*` for what a rule does not name. */
export const logsourceKey = ({ product = "*", category = "*", service = "*" }: Logsource): string =>
  `${product}/${category}/${service}`;

/** How many rules of each logsource there are, most first. */
export function rulesByLogsource(ruleSet: Pick<RuleSet, "rules">): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { logsource } of ruleSet.rules) {
    if (logsource === undefined) continue;
    const key = logsourceKey(logsource);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1)));
}

/** Which rules could match on the evidence at hand at all. */
export interface Coverage {
  /** Rules whose logsource was seen, and correlations of which all rules could match. */
  readonly reachable: readonly number[];
  readonly unreachable: readonly number[];
  readonly byLogsource: Readonly<Record<string, { readonly total: number; readonly reachable: number }>>;
}

/**
 * Which rules *could* fire on events of the sources seen.
 *
 * @example coverage(ruleSet, events.map(seenSource)).reachable.length
 */
export function coverage(ruleSet: Pick<RuleSet, "rules" | "plan">, seen: readonly SeenSource[]): Coverage {
  const sources = [...new Map(seen.map((one) => [sourceKey(one), one])).values()].map(
    ({ products, categories, services }) => ({
      products: new Set(products),
      categories: new Set(categories),
      services: new Set(services),
    }),
  );
  const known = new Map<number, boolean>();
  const reach = (index: number): boolean => {
    const before = known.get(index);
    if (before !== undefined) return before;
    const logsource = ruleSet.rules[index]?.logsource;
    const verdict =
      logsource === undefined
        ? (ruleSet.plan(index)?.references.every(({ rule }) => reach(rule)) ?? false)
        : sources.some((source) => answers(source, logsource));
    known.set(index, verdict);
    return verdict;
  };
  const byLogsource: Record<string, { total: number; reachable: number }> = {};
  for (const [index, { logsource }] of ruleSet.rules.entries()) {
    const count = (byLogsource[logsource === undefined ? "correlation" : logsourceKey(logsource)] ??= {
      total: 0,
      reachable: 0,
    });
    count.total++;
    if (reach(index)) count.reachable++;
  }
  const indices = ruleSet.rules.map((_, index) => index);
  return { reachable: indices.filter(reach), unreachable: indices.filter((index) => !reach(index)), byLogsource };
}
