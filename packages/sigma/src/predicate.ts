import type { Expr, Test, TestExpr } from "./expr.ts";

/** A test of a field that any number of rules share. */
export interface Predicate {
  readonly id: number;
  readonly slot: number;
  readonly field: string;
  readonly test: Test;
}

/** A condition over predicates. */
export type Node =
  | { readonly op: "test"; readonly predicate: Predicate }
  | { readonly op: "not"; readonly item: Node }
  | { readonly op: "and" | "or"; readonly items: readonly Node[] };

/** All distinct tests of a rule set and the fields they read. */
export interface PredicateTable {
  readonly predicates: readonly Predicate[];
  /** Field names by slot. */
  readonly fields: readonly string[];
  node(expr: Expr): Node;
}

/** @example const table = predicateTable(); const node = table.node(expr); */
export function predicateTable(): PredicateTable {
  const predicates: Predicate[] = [];
  const fields: string[] = [];
  const slots = new Map<string, number>();
  const known = new Map<string, Predicate>();

  const slotOf = (field: string): number => {
    const slot = slots.get(field) ?? fields.length;
    if (slot === fields.length) {
      slots.set(field, slot);
      fields.push(field);
    }
    return slot;
  };
  const predicateOf = ({ field, test }: TestExpr): Predicate => {
    const key = `${field}\u0000${testKey(test)}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const made: Predicate = { id: predicates.length, slot: slotOf(field), field, test };
    predicates.push(made);
    known.set(key, made);
    return made;
  };
  const node = (expr: Expr): Node => {
    if (expr.kind === "test") return { op: "test", predicate: predicateOf(expr) };
    if (expr.kind === "not") return { op: "not", item: node(expr.item) };
    const items = expr.items.map(node).flatMap((item) => (item.op === expr.kind ? item.items : [item]));
    const only = items[0];
    return items.length === 1 && only !== undefined ? only : { op: expr.kind, items: cheapestFirst(items) };
  };
  return { predicates, fields, node };
}

/** What judging a condition costs, roughly: what can be told cheaply is asked first. */
function costOf(node: Node): number {
  if (node.op === "not") return costOf(node.item);
  if (node.op !== "test") return node.items.reduce((sum, item) => sum + costOf(item), 0);
  const { test } = node.predicate;
  if (test.kind === "text") return 1 + test.patterns.length / 8 + (node.predicate.field === "" ? 50 : 0);
  return test.kind === "regex" ? 40 : test.kind === "cidr" ? 4 : 1;
}

function cheapestFirst(items: readonly Node[]): Node[] {
  return items
    .map((item) => ({ item, cost: costOf(item) }))
    .sort((a, b) => a.cost - b.cost)
    .map(({ item }) => item);
}

function testKey(test: Test): string {
  switch (test.kind) {
    case "text":
      return `t${test.mode}\u0001${test.patterns
        .map(
          (one) =>
            `${one.openStart ? "*" : ""}${one.pieces.length > 0 ? one.pieces.join("\u0002") : one.text}${one.openEnd ? "*" : ""}${one.shape}`,
        )
        .join("\u0001")}`;
    case "regex":
      return `r${JSON.stringify([test.regex.source, test.regex.flags])}`;
    default:
      return JSON.stringify(test);
  }
}
