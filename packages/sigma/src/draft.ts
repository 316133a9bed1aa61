import type { CorrelationRule } from "./correlation-rule.ts";
import type { ParsedDocument } from "./document.ts";
import type { Expr } from "./expr.ts";
import type { Fault } from "./fault.ts";

/** A document on its way. */
export interface Draft<D extends ParsedDocument = ParsedDocument> {
  readonly document: D;
  /** Compiles when first asked for, where that is known to work. */
  expr?: () => Expr;
  correlation?: CorrelationRule;
  fault?: Fault;
}

/** Names a document goes by: its id and its name, ids whatever their case. */
export function namesOf({ document }: Draft): string[] {
  return [document.id, document.name].flatMap((name) => (name === undefined ? [] : [name.toLowerCase()]));
}

/** Rules and correlations by every name they go by; a name that two have belongs to the first. */
export function byName(drafts: readonly Draft[]): Map<string, Draft> {
  const map = new Map<string, Draft>();
  for (const draft of drafts) {
    if (draft.document.kind === "filter" || draft.fault?.code === "duplicate") continue;
    for (const name of namesOf(draft)) if (!map.has(name)) map.set(name, draft);
  }
  return map;
}

/** What a function answers, made once. */
export function onceOnly<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
