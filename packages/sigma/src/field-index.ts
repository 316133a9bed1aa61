import type { EventReading } from "./event-reading.ts";
import { containsScanner, edgeScanner, type LiteralScanner } from "./literal-automaton.ts";
import type { Predicate } from "./predicate.ts";
import { foldText, type Shape } from "./text-pattern.ts";
import { predicateLiterals } from "./witness.ts";

/** What a literal that was found means: its predicate may hold; that is `enough` to know that it does. */
export interface Meaning {
  readonly predicate: number;
  readonly enough: boolean;
}

/** The literals looked for in one field. */
export interface FieldIndex {
  readonly slot: number;
  readonly equals: ReadonlyMap<string, readonly Meaning[]>;
  /** By length: 1 where a text of `equals` has it. */
  readonly lengths: Uint8Array;
  readonly scanners: readonly {
    readonly scanner: LiteralScanner;
    readonly meanings: readonly (readonly Meaning[])[];
  }[];
}

/** Looks for the literals of tests of one field; notes which tests it decides, and which it could not take because there are too many. */
export function fieldIndex(
  slot: number,
  predicates: readonly Predicate[],
  decided: Uint8Array,
  failed: number[],
): FieldIndex {
  const groups = groupsOf(predicates, decided);
  const scanners: { scanner: LiteralScanner; meanings: readonly Meaning[][] }[] = [];
  for (const shape of ["startswith", "endswith", "contains"] as const) {
    const texts = [...groups[shape].keys()];
    if (texts.length === 0) continue;
    const scanner = shape === "contains" ? containsScanner(texts) : edgeScanner(texts, shape === "endswith");
    const meanings = [...groups[shape].values()];
    if (scanner !== undefined) scanners.push({ scanner, meanings });
    else {
      for (const { predicate } of meanings.flat()) {
        decided[predicate] = 0;
        failed.push(predicate);
      }
    }
  }
  const sizes = [...groups.equals.keys()].map((text) => text.length);
  const lengths = new Uint8Array(sizes.reduce((most, size) => Math.max(most, size), 0) + 1);
  for (const size of sizes) lengths[size] = 1;
  return { slot, equals: groups.equals, lengths, scanners };
}

/** Literals by shape and text, each with what it means. */
function groupsOf(predicates: readonly Predicate[], decided: Uint8Array): Record<Shape, Map<string, Meaning[]>> {
  const groups: Record<Shape, Map<string, Meaning[]>> = {
    equals: new Map(),
    startswith: new Map(),
    endswith: new Map(),
    contains: new Map(),
    glob: new Map(),
  };
  for (const predicate of predicates) {
    const known = predicateLiterals(predicate);
    if (known === undefined) continue;
    decided[predicate.id] = known.enough ? 1 : 0;
    for (const { shape, text } of known.literals) {
      const meaning = { predicate: predicate.id, enough: known.enough };
      const list = groups[shape].get(text);
      if (list === undefined) groups[shape].set(text, [meaning]);
      else list.push(meaning);
    }
  }
  return groups;
}

/** Looks through the text of a field, or all texts of a list, and tells what was found, possibly more than once. */
export function fieldScanner(
  tell: (list: readonly Meaning[]) => void,
): (field: FieldIndex, reading: EventReading) => void {
  let meanings: readonly (readonly Meaning[])[] = [];
  const hit = (literal: number): void => tell(meanings[literal] ?? []);
  const equal = (field: FieldIndex, text: string): void => {
    const same = field.equals.get(text);
    if (same !== undefined) tell(same);
  };
  const scan = (field: FieldIndex, text: string): void => {
    if (field.lengths[text.length] === 1) equal(field, text);
    for (const part of field.scanners) {
      meanings = part.meanings;
      part.scanner.scan(text, hit);
    }
  };
  // Folding a long text costs as much as looking through it, and most are ASCII.
  const scanPlain = (field: FieldIndex, text: string): boolean => {
    for (const part of field.scanners) {
      meanings = part.meanings;
      if (!part.scanner.scanPlain(text, hit)) return false;
    }
    return true;
  };
  const member = (field: FieldIndex, text: string): void => {
    if (!scanPlain(field, text)) scan(field, foldText(text, 0));
    else if (field.lengths[text.length] === 1) equal(field, foldText(text, 0));
  };
  return (field, reading) => {
    const value = reading.value(field.slot);
    if (typeof value === "string" && scanPlain(field, value)) {
      if (field.lengths[value.length] === 1) equal(field, reading.folded(field.slot) ?? "");
      return;
    }
    const text = reading.folded(field.slot);
    if (text !== undefined) scan(field, text);
    else if (typeof value === "object" && value !== null)
      for (const one of value) if (one !== null) member(field, String(one));
  };
}
