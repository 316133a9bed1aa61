import type { Node, Predicate } from "./predicate.ts";
import { type FieldIndex, fieldIndex } from "./field-index.ts";
import type { RuleIndex } from "./rule-index.ts";
import { ValueColumn } from "./value-column.ts";
import { predicateLiterals } from "./witness.ts";

/** Where the verdict of a test comes from when an event resembles an earlier one: nowhere, it must be asked. */
export const ASK = 0;
/** Its literals are looked for, and finding one is all it asks. */
export const SCANNED = 1;
/** Its literals are looked for; where one is found the test must be asked. */
export const SOUGHT = 2;
/** Its verdict on a value was noted when the value was new. */
export const REMEMBERED = 3;

/** One column for each field that a rule asks. */
export function columnsOf(
  rules: readonly number[],
  nodes: readonly (Node | undefined)[],
  stretch: number,
): ValueColumn[] {
  const bySlot = new Map<number, Map<number, Predicate>>();
  const visit = (node: Node): void => {
    if (node.op === "not") return visit(node.item);
    if (node.op !== "test") return node.items.forEach(visit);
    const { predicate } = node;
    const list = bySlot.get(predicate.slot) ?? new Map<number, Predicate>();
    // What compares with another field does not follow from the value of its own.
    if (predicate.test.kind !== "ref") list.set(predicate.id, predicate);
    bySlot.set(predicate.slot, list);
  };
  for (const rule of rules) {
    const node = nodes[rule];
    if (node !== undefined) visit(node);
  }
  return [...bySlot].map(([slot, list]) => new ValueColumn(slot, [...list.values()], stretch));
}

/** What is looked for in a column, and where the verdicts of its tests then come from, in their order. */
export interface Sought {
  readonly field: FieldIndex | undefined;
  readonly sources: readonly number[];
}

/** Of a column with more tests than `most`, only those are looked for that rules are found by. */
export function soughtIn({ slot, predicates }: ValueColumn, index: RuleIndex, most: number): Sought {
  const known = index.fields.find((field) => field.slot === slot);
  if (predicates.length > most) {
    return { field: known, sources: predicates.map(({ id }) => (index.decided[id] === 1 ? SCANNED : ASK)) };
  }
  const literal = predicates.filter((predicate) => predicateLiterals(predicate) !== undefined);
  const decided = new Uint8Array(index.decided.length);
  const failed: number[] = [];
  const field = literal.length === 0 ? undefined : fieldIndex(slot, literal, decided, failed);
  const taken = new Set(literal.map(({ id }) => id).filter((id) => !failed.includes(id)));
  const sources = predicates.map(({ id }) => (taken.has(id) ? (decided[id] === 1 ? SCANNED : SOUGHT) : ASK));
  return { field, sources };
}
