import type { EventClass } from "./event-class.ts";
import type { EventReading } from "./event-reading.ts";
import { type FieldIndex, fieldIndex, fieldScanner, type Meaning } from "./field-index.ts";
import type { Node, Predicate } from "./predicate.ts";
import { literalKey, type Popularity, predicateLiterals, witnessOf } from "./witness.ts";

/** The rules that events of one class can meet, and how to find the few that an event may match. */
export interface RuleIndex {
  /** Calls `found` with each rule that may match, possibly more than once. */
  candidates(reading: EventReading, found: (rule: number) => void): void;
  /** Predicates that the index decides: what it did not find does not hold. */
  readonly decided: Uint8Array;
  readonly rules: readonly number[];
  /** What is looked for in each field. */
  readonly fields: readonly FieldIndex[];
}

export interface IndexedRule {
  readonly index: number;
  readonly node: Node;
}

/**
 * Whether a condition can hold for events of a class, going by what is the same in all of them (channel and EventID).
 * `undefined` when it depends on the event.
 */
export function fixedVerdict(node: Node, fixed: EventClass["fixed"]): boolean | undefined {
  if (node.op === "test") return fixedTest(node.predicate, fixed);
  if (node.op === "not") {
    const inner = fixedVerdict(node.item, fixed);
    return inner === undefined ? undefined : !inner;
  }
  const stop = node.op === "or";
  let open = false;
  for (const item of node.items) {
    const verdict = fixedVerdict(item, fixed);
    if (verdict === stop) return stop;
    open ||= verdict === undefined;
  }
  return open ? undefined : !stop;
}

function fixedTest({ field, test }: Predicate, fixed: EventClass["fixed"]): boolean | undefined {
  const value = field === "EventID" ? fixed.EventID : field === "Channel" ? fixed.Channel : undefined;
  if (value === undefined || value === "" || test.kind !== "text" || test.mode !== 0) return undefined;
  if (!test.patterns.every((pattern) => pattern.shape === "equals")) return undefined;
  return test.patterns.some((pattern) => pattern.text === value.toLowerCase());
}

/** Files each rule under its rarest witness. Rules without one are always looked at. */
export function buildRuleIndex(
  rules: readonly IndexedRule[],
  predicateCount: number,
  popularity: Popularity,
): RuleIndex {
  const always: number[] = [];
  const rulesOf = new Map<number, number[]>();
  const chosen = new Map<number, Predicate>();
  for (const { index, node } of rules) {
    const witness = witnessOf(node, popularity);
    if (witness === undefined) always.push(index);
    else {
      for (const predicate of witness.predicates) {
        chosen.set(predicate.id, predicate);
        const list = rulesOf.get(predicate.id);
        if (list === undefined) rulesOf.set(predicate.id, [index]);
        else if (list.at(-1) !== index) list.push(index);
      }
    }
  }
  const decided = new Uint8Array(predicateCount);
  const { fields, failed } = fieldIndexes([...chosen.values()], decided);
  for (const predicate of failed) always.push(...(rulesOf.get(predicate) ?? []));
  const list: (readonly number[] | undefined)[] = Array.from({ length: predicateCount });
  for (const [predicate, indices] of rulesOf) list[predicate] = indices;
  const candidates = candidateFinder(fields, always, list);
  return { candidates, decided, rules: rules.map((rule) => rule.index), fields };
}

function candidateFinder(
  fields: readonly FieldIndex[],
  always: readonly number[],
  rulesOf: readonly (readonly number[] | undefined)[],
): RuleIndex["candidates"] {
  let reading: EventReading;
  let found: (rule: number) => void;
  const tell = (list: readonly Meaning[]): void => {
    for (const { predicate, enough } of list) {
      if (reading.known(predicate)) continue;
      if (enough) reading.affirm(predicate);
      const rules = rulesOf[predicate];
      if (rules !== undefined) for (const rule of rules) found(rule);
    }
  };
  const scan = fieldScanner(tell);
  return (currentReading, currentFound) => {
    reading = currentReading;
    found = currentFound;
    for (const rule of always) found(rule);
    for (const field of fields) scan(field, reading);
  };
}

function fieldIndexes(
  predicates: readonly Predicate[],
  decided: Uint8Array,
): { fields: FieldIndex[]; failed: number[] } {
  const bySlot = new Map<number, Predicate[]>();
  for (const predicate of predicates) bySlot.set(predicate.slot, [...(bySlot.get(predicate.slot) ?? []), predicate]);
  const failed: number[] = [];
  const fields = [...bySlot].map(([slot, list]) => fieldIndex(slot, list, decided, failed));
  return { fields, failed };
}

/** How many predicates ask for each literal, over a whole rule set. */
export function popularityOf(nodes: readonly Node[]): Popularity {
  const counts = new Map<string, number>();
  const visit = (node: Node): void => {
    if (node.op === "not") return;
    if (node.op !== "test") return node.items.forEach(visit);
    for (const one of predicateLiterals(node.predicate)?.literals ?? []) {
      const key = literalKey(node.predicate.field, one);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  };
  nodes.forEach(visit);
  return counts;
}
