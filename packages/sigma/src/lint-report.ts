import type { Text } from "@stanch/model/text";
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from "yaml";
import { type LintCheck, lintTexts } from "./lint-text.ts";

/** One remark on a rule. */
export interface Lint {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Name of the check; those that stop a rule from loading are called `error-…`. */
  readonly rule: string;
  readonly message: Text;
}

/** A document with the places of its keys, and what was remarked so far. */
export interface LintTarget {
  readonly document: Document;
  readonly data: Readonly<Record<string, unknown>>;
  readonly lints: Lint[];
  readonly counter: LineCounter;
}

/** The documents of a text that are maps. Others are for the parser to reject. */
export function lintTargets(yaml: string, lints: Lint[]): LintTarget[] {
  const counter = new LineCounter();
  const documents = parseAllDocuments(yaml, { lineCounter: counter, logLevel: "silent", prettyErrors: false });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    if (document.errors.length > 0 || !isMap(document.contents)) return [];
    try {
      const data = document.toJS({ maxAliasCount: 100 }) as Record<string, unknown>;
      return [{ document: document as Document, data, lints, counter }];
    } catch {
      return [];
    }
  });
}

/** Where a key stands, or where its value's item stands. */
function offsetOf(target: LintTarget, path: readonly (string | number)[]): number {
  let node: Node | null | undefined = target.document.contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value ?? "") === String(step));
      offset = (pair?.key as Node | null | undefined)?.range?.[0] ?? offset;
      node = pair?.value as Node | null | undefined;
    } else if (isSeq(node) && typeof step === "number") {
      node = node.items[step] as Node | undefined;
      offset = node?.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

/** Adds a remark at a key. */
export function remark(
  target: LintTarget,
  check: LintCheck,
  path: readonly (string | number)[],
  values: Readonly<Record<string, string>> = {},
): void {
  const { line, col } = target.counter.linePos(offsetOf(target, path));
  target.lints.push({ line, column: col, rule: check, message: lintMessage(check, values) });
}

/** Values come from strangers: they are shortened and lose control characters. */
export function lintMessage(check: LintCheck, values: Readonly<Record<string, string>> = {}): Text {
  const shown = (text: string): string => text.replace(/[\u0000-\u001f\u007f]/g, " ").slice(0, 80);
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => shown(values[name] ?? whole));
  const { zh, en } = lintTexts[check];
  return { zh: fill(zh), en: fill(en) };
}
