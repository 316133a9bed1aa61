/** A slow matcher, written from the specification and sharing nothing with the engine: it reads a rule anew for each event. */
import type { FieldValue } from "@stanch/model/event-line";

export type Scalar = string | number | boolean | null;
export type Value = Scalar | readonly Scalar[];
export type ReferenceDetection = Readonly<Record<string, unknown>>;
export type ReferenceEvent = Readonly<Record<string, FieldValue>>;

/** Lower case by Unicode's simple mapping; an expression that ignores case would fold, where this letter is its own. */
const lower = (text: string): string => text.replaceAll("\u0130", "i");

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
        member !== undefined &&
        member !== null &&
        lower(String(member)).toLowerCase() === lower(String(value)).toLowerCase(),
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
  if (modifiers.includes("cidr")) return inIpv4(String(wanted), String(value));
  if (modifiers.includes("base64offset")) {
    const shifts = base64Shifts(String(wanted), modifiers.includes("wide"));
    return shifts.some((part) => String(value).toLowerCase().includes(part.toLowerCase()));
  }
  if (modifiers.includes("base64")) return String(value).includes(Buffer.from(String(wanted)).toString("base64"));
  if (modifiers.includes("re")) return javaScript(String(wanted), modifiers.includes("i")).test(String(value));
  const open = modifiers.includes("contains");
  const before = open || modifiers.includes("endswith") ? "[^]*" : "";
  const after = open || modifiers.includes("startswith") ? "[^]*" : "";
  const cased = modifiers.includes("cased");
  const alike = cased ? String : (text: Scalar): string => lower(String(text));
  return expression(alike(wanted), before, after, cased, modifiers.includes("windash")).test(alike(value));
}

const bits = (address: string): number | undefined => {
  const parts = address.split(".").map(Number);
  return parts.length === 4 && parts.every((part) => part >= 0 && part < 256)
    ? parts.reduce((sum, part) => sum * 256 + part, 0)
    : undefined;
};

function inIpv4(network: string, address: string): boolean {
  const [base = "", length = "32"] = network.split("/");
  const left = bits(base);
  const right = bits(address);
  const size = 2 ** (32 - Number(length));
  return left !== undefined && right !== undefined && Math.floor(left / size) === Math.floor(right / size);
}

/** What stays of a text in base64 whatever stands beside it, at each of the three positions. */
function base64Shifts(text: string, wide: boolean): string[] {
  const bytes = Buffer.from(text, wide ? "utf16le" : "utf8");
  return [0, 1, 2].map((shift) => {
    const [left, right] = [0x00, 0xff].map((fill) =>
      Buffer.concat([Buffer.alloc(shift, fill), bytes, Buffer.alloc(3, fill)]).toString("base64"),
    );
    const common = [...(left ?? "")].map((char, at) => (char === right?.[at] ? char : " ")).join("");
    return (
      common
        .trim()
        .split(" ")
        .sort((a, b) => b.length - a.length)[0] ?? ""
    );
  });
}

function javaScript(source: string, ignoreCase: boolean): RegExp {
  const bare = source.replace(/^\(\?i\)/, "");
  return new RegExp(bare, ignoreCase || bare !== source ? "i" : "");
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

/** Reads a condition and answers it at once; `s` answers an identifier, `all` the identifiers of a pattern. */
function answer(words: readonly string[], s: (name: string) => boolean, all: (pattern: string) => string[]): boolean {
  let at = 0;
  const chain = (word: string, next: () => boolean): boolean[] => {
    const parts = [next()];
    while (words[at] === word) {
      at++;
      parts.push(next());
    }
    return parts;
  };
  const or = (): boolean => chain("or", and).includes(true);
  const and = (): boolean => !chain("and", not).includes(false);
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
    if (words[at] !== "of") return s(word);
    const pattern = words[at + 1] ?? "";
    at += 2;
    return word === "all" ? all(pattern).every(s) : all(pattern).some(s);
  };
  return or();
}

/** Whether a detection, as written, matches an event's fields. */
export function referenceMatches(detection: ReferenceDetection, event: ReferenceEvent): boolean {
  const names = Object.keys(detection).filter((name) => name !== "condition");
  const all = (pattern: string): string[] => {
    const shape = new RegExp(`^${(pattern === "them" ? "*" : pattern).split("*").map(escaped).join(".*")}$`);
    return names.filter((name) => shape.test(name) && (!name.startsWith("_") || pattern.startsWith("_")));
  };
  const words = String(detection["condition"]).match(/[()]|[^\s()]+/g) ?? [];
  return answer(words, (name) => selection(detection[name], event), all);
}
