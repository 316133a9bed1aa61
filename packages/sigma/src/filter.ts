import type { FilterDocument, Logsource, ParsedDocument } from "./document.ts";
import { byName, type Draft, namesOf, onceOnly } from "./draft.ts";
import { allOf, type Expr } from "./expr.ts";
import type { Fault } from "./fault.ts";

/** A filter may be wider than the rule it narrows, never about something else. */
function covers(filter: Logsource, rule: Logsource): boolean {
  return (["product", "category", "service"] as const).every(
    (key) => filter[key] === undefined || filter[key] === rule[key],
  );
}

/**
 * Adds each filter's condition to the rules it names, or to every rule of its logsource. A filter that fits no rule, or names one
 * that is not there, is rejected with the reason.
 *
 * Source: Sigma specification 2.1, "Sigma Filters".
 */
export function applyFilters(drafts: readonly Draft[]): void {
  if (drafts.every(({ document }) => document.kind !== "filter")) return;
  const names = byName(drafts);
  for (const draft of drafts) {
    const { document } = draft;
    if (document.kind !== "filter" || draft.expr === undefined || draft.fault !== undefined) continue;
    const chosen = targets(document, drafts, names);
    if (Array.isArray(chosen)) for (const rule of chosen) narrow(rule, draft.expr);
    else draft.fault = chosen;
  }
}

function narrow(rule: Draft, filter: () => Expr): void {
  const { expr } = rule;
  if (expr !== undefined) rule.expr = onceOnly(() => allOf([expr(), filter()]));
}

function targets(filter: FilterDocument, drafts: readonly Draft[], names: ReadonlyMap<string, Draft>): Draft[] | Fault {
  const usable = (draft: Draft): boolean =>
    draft.document.kind === "rule" && draft.expr !== undefined && covers(filter.logsource, draft.document.logsource);
  if (filter.rules === undefined) {
    const fitting = drafts.filter(usable);
    return fitting.length === 0 ? { code: "filterNone", params: {} } : fitting;
  }
  const chosen: Draft[] = [];
  for (const name of filter.rules) {
    const target = names.get(name.toLowerCase());
    if (target === undefined) return { code: "reference", params: { name } };
    if (target.document.kind === "rejected" || target.fault !== undefined)
      return { code: "rejectedReference", params: { name } };
    if (target.document.kind !== "rule") return { code: "filterReference", params: { name } };
    if (!usable(target)) return { code: "filterLogsource", params: { name } };
    chosen.push(target);
  }
  return chosen.length === 0 ? { code: "filterNone", params: {} } : chosen;
}

/**
 * The rules a filter speaks of: those it names, or all of its logsource.
 *
 * @example filterReach(filter, documents).length
 */
export function filterReach(filter: FilterDocument, documents: readonly ParsedDocument[]): ParsedDocument[] {
  const named = filter.rules === undefined ? undefined : new Set(filter.rules.map((name) => name.toLowerCase()));
  return documents.filter((document) => {
    if (document.kind !== "rule" || !covers(filter.logsource, document.logsource)) return false;
    return named === undefined || namesOf({ document }).some((name) => named.has(name));
  });
}
