import type { JsonValue } from "@stanch/model/canonical-json";
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  type YAMLMap,
} from "yaml";
import { RuleFault } from "./fault.ts";
import { plainTrees, type YamlTree } from "./yaml/plain-tree.ts";

export type { YamlTree } from "./yaml/plain-tree.ts";

const deepest = 64;
const mostNodes = 2_000_000;
/** Nodes that come from anchors: each is written once and may be unfolded many times. */
const mostAliased = 100_000;

interface Walk {
  readonly document: Document;
  readonly counter: LineCounter;
  readonly lines: Record<string, number>;
  nodes: number;
  aliased: number;
  inAlias: number;
}

/**
 * The documents of a YAML text; what cannot be read throws a `RuleFault` from `tree()`, the others are not touched by it.
 *
 * @example yamlDocuments("a: 1\n---\nb: 2").map((one) => one().data) // [{ a: 1 }, { b: 2 }]
 */
export function yamlDocuments(text: string): (() => YamlTree)[] {
  return plainTrees(text)?.map((tree) => () => tree) ?? anyDocuments(text);
}

/** The same through the reader of all of YAML, twenty times slower. */
export function anyDocuments(text: string): (() => YamlTree)[] {
  const counter = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: counter,
    logLevel: "silent",
    prettyErrors: false,
    merge: true,
  });
  if (!Array.isArray(documents)) return [];
  return documents
    .filter((document) => document.contents !== null || document.errors.length > 0)
    .map((document) => () => treeOf(document as Document, counter));
}

function treeOf(document: Document, counter: LineCounter): YamlTree {
  const error = document.errors[0];
  if (error !== undefined) {
    const at = counter.linePos(error.pos[0]);
    const fault = new RuleFault("yaml", { detail: error.message.split("\n", 1)[0] ?? error.code });
    throw Object.assign(fault, { line: at.line });
  }
  const walk: Walk = { document, counter, lines: {}, nodes: 0, aliased: 0, inAlias: 0 };
  const data = valueOf(walk, document.contents, "", 0);
  return { data, lines: walk.lines };
}

function valueOf(walk: Walk, node: unknown, path: string, depth: number): JsonValue {
  if (depth > deepest || ++walk.nodes > mostNodes) throw new RuleFault("nesting");
  if (walk.inAlias > 0 && ++walk.aliased > mostAliased) throw new RuleFault("nesting");
  if (isScalar(node)) return scalarOf(node.value, node.source);
  if (isMap(node)) return mapOf(walk, node, path, depth);
  if (isSeq(node)) return node.items.map((item) => valueOf(walk, item, path, depth + 1));
  if (isAlias(node)) {
    walk.inAlias++;
    const value = valueOf(walk, node.resolve(walk.document), path, depth + 1);
    walk.inAlias--;
    return value;
  }
  return null;
}

/** Numbers keep their text where it says more than the number: events may show either. */
function scalarOf(value: unknown, source: string | undefined): JsonValue {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return source ?? String(value);
    return source === undefined || source === String(value) ? value : { number: value, written: source };
  }
  if (typeof value === "string") return value.isWellFormed() ? value : value.toWellFormed();
  if (typeof value === "boolean") return value;
  if (typeof value === "bigint") return String(value);
  return value === null || value === undefined ? null : String(value);
}

const keyOf = (key: unknown): string =>
  isScalar(key)
    ? key.value === null
      ? ""
      : typeof key.value === "string"
        ? key.value
        : (key.source ?? String(key.value))
    : "";

function mapOf(walk: Walk, node: YAMLMap, path: string, depth: number): JsonValue {
  const map: Record<string, JsonValue> = {};
  for (const pair of node.items) {
    const key = keyOf(pair.key);
    if (key === "__proto__" || !(pair.key === null || isScalar(pair.key))) throw new RuleFault("key", { key });
    if (key === "<<") {
      merge(map, valueOf(walk, pair.value, path, depth + 1));
      continue;
    }
    const here = path === "" ? key : `${path}.${key}`;
    const offset = (pair.key as Node | null)?.range?.[0];
    if (depth < 4 && offset !== undefined) walk.lines[here] ??= walk.counter.linePos(offset).line;
    map[key] = valueOf(walk, pair.value, here, depth + 1);
  }
  return map;
}

function merge(into: Record<string, JsonValue>, from: JsonValue): void {
  const sources = Array.isArray(from) ? (from as readonly JsonValue[]) : [from];
  for (const source of sources) {
    if (typeof source !== "object" || source === null || Array.isArray(source)) continue;
    for (const [key, value] of Object.entries(source)) if (!(key in into) && value !== undefined) into[key] = value;
  }
}
