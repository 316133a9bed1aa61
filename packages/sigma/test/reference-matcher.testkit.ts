/** A slow matcher, written from the specification and sharing nothing with the engine: it reads a rule anew for each event. */
import type { FieldValue } from "@stanch/model/event-line";

export type Scalar = string | number | boolean | null;
export type Value = Scalar | readonly Scalar[];
export type ReferenceDetection = Readonly<Record<string, unknown>>;
export type ReferenceEvent = Readonly<Record<string, FieldValue>>;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** A value with wildcards as an expression over the whole text. */
function expression(value: string, before: string, after: string, cased: boolean, dashes: boolean): RegExp {
  let source = "";
  for (let at = 0; at < value.length; at++) {
    const char = value[at] ?? "";
    const next = value[at + 1] ?? "";
    if (char === "\\" && ["*", "?", "\\"].includes(next)) {
      source += escaped(next);
      at++;
    } else if (char === "*") source += "[^]*";
    else if (char === "?") source += "[^]";
    else if (dashes && /[-/–—―]/.test(char)) source += "[-/–—―]";
    else source += escaped(char);
  }
  return new RegExp(`^${before}${source}${after}$`, cased ? "" : "i");
}

function one(modifiers: readonly string[], wanted: Scalar, value: Scalar | undefined, event: ReferenceEvent): boolean {
  if (modifiers.includes("exists")) return (value !== undefined) === wanted;
  if (wanted === null) return value === undefined || value === null;
  if (value === undefined || value === null) return false;
  if (modifiers.includes("fieldref")) {
    const other = event[String(wanted)];
    return (Array.isArray(other) ? other : [other]).some(
      (member) =>
        member !== undefined && member !== null && String(member).toLowerCase() === String(value).toLowerCase(),
    );
  }
  for (const [name, holds] of [
    ["gt", (a: number, b: number) => a > b],
    ["gte", (a: number, b: number) => a >= b],
    ["lt", (a: number, b: number) => a < b],
    ["lte", (a: number, b: number) => a <= b],
  ] as const) {
    if (!modifiers.includes(name)) continue;
    const number =
      typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
    return !Number.isNaN(number) && holds(number, Number(wanted));
  }
  if (modifiers.includes("re"))
    return new RegExp(String(wanted), modifiers.includes("i") ? "i" : "").test(String(value));
  const open = modifiers.includes("contains");
  const before = open || modifiers.includes("endswith") ? "[^]*" : "";
  const after = open || modifiers.includes("startswith") ? "[^]*" : "";
  return expression(String(wanted), before, after, modifiers.includes("cased"), modifiers.includes("windash")).test(
    String(value),
  );
}

function item(key: string, wanted: unknown, event: ReferenceEvent): boolean {
  const [field = "", ...modifiers] = key.split("|");
  const list = (Array.isArray(wanted) ? wanted : [wanted]) as Scalar[];
  const value = event[field];
  const holds = (single: Scalar): boolean => {
    if (field === "") {
      return Object.values(event)
        .flat()
        .some((member) => one([...modifiers, "contains"], single, member, event));
    }
    if (single === null || modifiers.includes("exists") || !Array.isArray(value)) {
      const whole = Array.isArray(value)
        ? value.every((member) => member === null)
          ? null
          : "x"
        : (value as Scalar | undefined);
      return one(modifiers, single, whole, event);
    }
    return value.some((member) => member !== null && one(modifiers, single, member as Scalar, event));
  };
  const result = modifiers.includes("all") ? list.every(holds) : list.some(holds);
  return modifiers.includes("neq") ? !result : result;
}

function selection(value: unknown, event: ReferenceEvent): boolean {
  if (Array.isArray(value)) {
    return value.some((member) =>
      typeof member === "object" && member !== null ? selection(member, event) : item("", member, event),
    );
  }
  if (typeof value === "object" && value !== null)
    return Object.entries(value).every(([key, wanted]) => item(key, wanted, event));
  return item("", value, event);
}

/** Turns a condition into a JavaScript expression over `s`, which answers each identifier. */
export function referenceMatches(detection: ReferenceDetection, event: ReferenceEvent): boolean {
  const names = Object.keys(detection).filter((name) => name !== "condition");
  const s = (name: string): boolean => selection(detection[name], event);
  const all = (pattern: string): string[] => {
    const shape = new RegExp(`^${(pattern === "them" ? "*" : pattern).split("*").map(escaped).join(".*")}$`);
    return names.filter((name) => shape.test(name) && (!name.startsWith("_") || pattern.startsWith("_")));
  };
  const words = String(detection["condition"]).match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const or = (): boolean => {
    let left = and();
    while (words[at] === "or") {
      at++;
      const right = and();
      left = left || right;
    }
    return left;
  };
  const and = (): boolean => {
    let left = not();
    while (words[at] === "and") {
      at++;
      const right = not();
      left = left && right;
    }
    return left;
  };
  const not = (): boolean => {
    if (words[at] === "not") {
      at++;
      return !not();
    }
    const word = words[at++] ?? "";
    if (word === "(") {
      const inner = or();
      at++;
      return inner;
    }
    if (words[at] === "of") {
      const pattern = words[at + 1] ?? "";
      at += 2;
      return word === "all" ? all(pattern).every(s) : all(pattern).some(s);
    }
    return s(word);
  };
  return or();
}
