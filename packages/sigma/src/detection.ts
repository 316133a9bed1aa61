import type { JsonValue } from "@stanch/model/canonical-json";
import { compileCondition, type Identifiers } from "./condition.ts";
import { compileItem, type Placeholders } from "./detection-item.ts";
import type { DetectionSource } from "./document.ts";
import { allOf, anyOf, type Expr } from "./expr.ts";
import { asFault, RuleFault } from "./fault.ts";
import { isMap } from "./parse-rules.ts";

export type { Placeholders } from "./detection-item.ts";

/** Keys of a detection that are no search identifiers. */
const reserved = new Set(["condition", "timeframe"]);
const deepest = 16;

interface Source {
  readonly placeholders: Placeholders;
  /** Lines of keys by dotted path. */
  readonly lines: Readonly<Record<string, number>>;
  /** Path of the detection in the document: `detection` or `filter`. */
  readonly path: string;
}

/**
 * Compiles a detection: its identifiers and its condition. A list of conditions means any of them.
 *
 * @throws RuleFault with the line of the key that is wrong.
 * @example compileDetection({ sel: { EventID: 1 }, condition: "sel" }, { placeholders: {}, lines: {}, path: "detection" })
 */
export function compileDetection(detection: DetectionSource, source: Source): Expr {
  const names = Object.keys(detection).filter((name) => !reserved.has(name));
  if (names.length === 0) throw new RuleFault("noSelection");
  const compiled = new Map(
    names.map((name) => [name, labelled(compileIdentifier(name, detection[name] ?? null, source), name)] as const),
  );
  const known: Identifiers = { names, get: (name) => compiled.get(name) };
  return located(source, ["condition"], () => {
    const { condition } = detection;
    const texts = (Array.isArray(condition) ? condition : [condition]) as readonly (JsonValue | undefined)[];
    if (texts.length === 0) throw new RuleFault("conditionEmpty");
    return anyOf(
      texts.map((text) => {
        if (text === undefined || text === null) throw new RuleFault("conditionEmpty");
        if (typeof text === "object") throw new RuleFault("type", { key: "condition", wanted: "text" });
        return compileCondition(String(text), known);
      }),
    );
  });
}

/** Runs a part of the compiling; a fault gets the line of the key it happened at. */
function located<T>(source: Source, keys: readonly string[], run: () => T): T {
  try {
    return run();
  } catch (error) {
    const fault = asFault(error);
    if (fault.line !== undefined) throw error;
    for (let length = keys.length; length >= 0; length--) {
      const line = source.lines[[source.path, ...keys.slice(0, length)].join(".")];
      if (line !== undefined) throw Object.assign(new RuleFault(fault.code, fault.params), { line });
    }
    throw error;
  }
}

function labelled(expr: Expr, label: string): Expr {
  return expr.kind === "test" ? { kind: "and", items: [expr], label } : { ...expr, label };
}

function compileIdentifier(name: string, value: JsonValue, source: Source): Expr {
  return located(source, [name], () => {
    if (value === null || value === "") throw new RuleFault("emptySelection", { name });
    if (Array.isArray(value)) return compileList(name, value as readonly JsonValue[], source, 0);
    if (isMap(value)) return compileMap(name, value, source, 0);
    return compileItem("", value, source.placeholders);
  });
}

/** A list is any of its members: maps, keywords, or lists of them. */
function compileList(name: string, list: readonly JsonValue[], source: Source, depth: number): Expr {
  if (depth > deepest) throw new RuleFault("nesting");
  if (list.length === 0) throw new RuleFault("emptySelection", { name });
  const keywords = list.filter((one) => !Array.isArray(one) && !isMapOfFields(one));
  const items: Expr[] = keywords.length === 0 ? [] : [compileItem("", keywords, source.placeholders)];
  for (const one of list) {
    if (Array.isArray(one)) items.push(compileList(name, one as readonly JsonValue[], source, depth + 1));
    else if (isMapOfFields(one)) items.push(compileMap(name, one, source, depth + 1));
  }
  return anyOf(items);
}

const isMapOfFields = (value: JsonValue): value is Readonly<Record<string, JsonValue>> =>
  isMap(value) && !("number" in value && "written" in value);

/** A map is all of its fields. */
function compileMap(name: string, map: Readonly<Record<string, JsonValue>>, source: Source, depth: number): Expr {
  if (depth > deepest) throw new RuleFault("nesting");
  if ("number" in map && "written" in map) return compileItem("", map, source.placeholders);
  const keys = Object.keys(map);
  if (keys.length === 0) throw new RuleFault("emptySelection", { name });
  const items = keys.map((key) =>
    located(source, [name, key], () => compileItem(key, map[key] ?? null, source.placeholders)),
  );
  return allOf(items);
}
