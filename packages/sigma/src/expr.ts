import type { Network } from "./ip-network.ts";
import type { Regex } from "./regex/regex.ts";
import type { TextPattern } from "./text-pattern.ts";

export type Compare = "gt" | "gte" | "lt" | "lte" | "eq";
export type TimePart = "minute" | "hour" | "day" | "week" | "month" | "year";
export type RefShape = "equals" | "startswith" | "endswith" | "contains";

/** What is asked of one field. Of an array, any member may fulfil it. */
export type Test =
  | { readonly kind: "text"; readonly patterns: readonly TextPattern[]; readonly mode: number }
  | { readonly kind: "null" }
  | { readonly kind: "exists"; readonly wanted: boolean }
  | { readonly kind: "compare"; readonly op: Compare; readonly value: number; readonly part?: TimePart }
  | { readonly kind: "regex"; readonly regex: Regex }
  | { readonly kind: "cidr"; readonly networks: readonly Network[] }
  | { readonly kind: "ref"; readonly other: string; readonly shape: RefShape; readonly mode: number };

/** One test of one field; the field `""` is the whole message (a keyword). */
export interface TestExpr {
  readonly kind: "test";
  readonly field: string;
  readonly test: Test;
  /** As the rule writes it, for explanations: `Image|endswith: \cmd.exe`. */
  readonly label: string;
}

/** A compiled condition. Equal identifiers share one node. */
export type Expr =
  | { readonly kind: "and"; readonly items: readonly Expr[]; readonly label?: string }
  | { readonly kind: "or"; readonly items: readonly Expr[]; readonly label?: string }
  | { readonly kind: "not"; readonly item: Expr; readonly label?: string }
  | TestExpr;

/** All of the items; one item stands for itself. */
export function allOf(items: readonly Expr[], label?: string): Expr {
  return joined("and", items, label);
}

/** Any of the items; one item stands for itself. */
export function anyOf(items: readonly Expr[], label?: string): Expr {
  return joined("or", items, label);
}

function joined(kind: "and" | "or", items: readonly Expr[], label: string | undefined): Expr {
  const only = items[0];
  if (items.length === 1 && only !== undefined && label === undefined) return only;
  return { kind, items, ...(label === undefined ? {} : { label }) };
}
