import type { JsonValue } from "@stanch/model/canonical-json";
import { base64, base64Offsets, bytesOf, wideBytes } from "./encode-text.ts";
import type { Compare, RefShape, TimePart } from "./expr.ts";
import { RuleFault } from "./fault.ts";
import { literalText, placeholderNames, plainText, type SigmaText, widened, withPlaceholder } from "./sigma-text.ts";

/** A value of a detection item on its way through the modifiers. */
export type ItemValue =
  | { readonly kind: "text"; readonly text: SigmaText }
  | { readonly kind: "number"; readonly number: number; readonly written: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" }
  | { readonly kind: "regex"; readonly source: string }
  | { readonly kind: "ref"; readonly other: string; readonly shape: RefShape };

/** What the modifiers seen so far have made of an item. */
export interface ItemState {
  readonly field: string;
  readonly placeholders: Readonly<Record<string, readonly string[]>>;
  values: ItemValue[];
  previous: string[];
  all: boolean;
  negated: boolean;
  cased: boolean;
  dashed: boolean;
  cidr: boolean;
  exists: boolean;
  flags: Set<"i" | "m" | "s">;
  compare: Compare | undefined;
  part: TimePart | undefined;
}

/** @example newItem("Image", [{ kind: "text", text: sigmaText("*\\cmd.exe") }], {}) */
export function newItem(field: string, values: ItemValue[], placeholders: ItemState["placeholders"]): ItemState {
  const flags = new Set<"i" | "m" | "s">();
  const off = { all: false, negated: false, cased: false, dashed: false, cidr: false, exists: false };
  return { field, placeholders, values, previous: [], ...off, flags, compare: undefined, part: undefined };
}

const mostValues = 200_000;

function misuse(state: ItemState, modifier: string, value: ItemValue | undefined): RuleFault {
  return new RuleFault("modifierUse", { field: state.field, modifier, value: value?.kind ?? "this" });
}

/** Each text value replaced; anything else is a fault. Numbers count as their text where `numbers` says so. */
function texts(
  state: ItemState,
  modifier: string,
  change: (text: SigmaText) => readonly SigmaText[],
  numbers = false,
): void {
  state.values = state.values.flatMap((value): ItemValue[] => {
    const text =
      value.kind === "text" ? value.text : numbers && value.kind === "number" ? literalText(value.written) : undefined;
    if (text === undefined) throw misuse(state, modifier, value);
    return change(text).map((one) => ({ kind: "text", text: one }));
  });
  if (state.values.length > mostValues) throw new RuleFault("combinations", { field: state.field });
}

function place(modifier: RefShape, start: boolean, end: boolean) {
  return (state: ItemState): void => {
    state.values = state.values.map((value): ItemValue => {
      if (value.kind === "text") return { kind: "text", text: widened(value.text, start, end) };
      if (value.kind === "number") return { kind: "text", text: widened(literalText(value.written), start, end) };
      if (value.kind === "ref") return { ...value, shape: modifier };
      if (value.kind !== "regex") throw misuse(state, modifier, value);
      return { kind: "regex", source: `${end && !start ? "^" : ""}(?:${value.source})${start && !end ? "$" : ""}` };
    });
  };
}

function plain(state: ItemState, modifier: string, text: SigmaText): string {
  const literal = plainText(text);
  if (literal === undefined) throw new RuleFault("modifierUse", { field: state.field, modifier, value: "a wildcard" });
  return literal;
}

function encoded(modifier: string, encode: (bytes: string) => readonly string[]) {
  return (state: ItemState): void =>
    texts(
      state,
      modifier,
      (text) => encode(bytesOf(plain(state, modifier, text), text.bytes === true)).map((one) => literalText(one)),
      true,
    );
}

function wide(modifier: string, bigEndian: boolean, mark: string) {
  return (state: ItemState): void =>
    texts(state, modifier, (text) => [
      {
        tokens: text.tokens.map((token, at) =>
          typeof token === "string" ? (at === 0 ? mark : "") + wideBytes(token, bigEndian) : token,
        ),
        bytes: true,
      },
    ]);
}

function regex(state: ItemState): void {
  const before = state.previous.find((name) => !["all", "neq", "expand", "cased"].includes(name));
  if (before !== undefined) throw new RuleFault("modifierOrder", { field: state.field, modifier: "re", after: before });
  state.values = state.values.map((value): ItemValue => {
    if (value.kind === "text") return { kind: "regex", source: value.text.raw ?? "" };
    if (value.kind === "number") return { kind: "regex", source: value.written };
    throw misuse(state, "re", value);
  });
}

function regexFlag(flag: "i" | "m" | "s") {
  return (state: ItemState): void => {
    if (!state.values.every((value) => value.kind === "regex")) throw misuse(state, flag, state.values[0]);
    state.flags.add(flag);
  };
}

function compare(op: Compare) {
  return (state: ItemState): void => {
    state.compare = op;
    state.values = state.values.map((value): ItemValue => {
      const text = value.kind === "text" ? plainText(value.text)?.trim() : undefined;
      const number =
        value.kind === "number" ? value.number : text === undefined || text === "" ? Number.NaN : Number(text);
      if (!Number.isFinite(number)) throw misuse(state, op, value);
      return { kind: "number", number, written: String(number) };
    });
  };
}

const part =
  (name: TimePart) =>
  (state: ItemState): void => {
    state.part = name;
    if (!state.values.every((value) => value.kind === "number")) compare(state.compare ?? "eq")(state);
  };

function fieldRef(state: ItemState): void {
  const shape: RefShape = state.previous.findLast(
    (name) => name === "startswith" || name === "endswith" || name === "contains",
  ) as RefShape;
  state.values = state.values.map((value): ItemValue => {
    const raw = value.kind === "text" ? value.text.tokens.filter((token) => typeof token === "string").join("") : "";
    if (raw === "") throw misuse(state, "fieldref", value);
    return { kind: "ref", other: raw, shape: shape ?? "equals" };
  });
}

function expand(state: ItemState): void {
  texts(state, "expand", (text) => {
    let done: SigmaText[] = [text];
    for (const name of new Set(placeholderNames(text))) {
      const values = Object.hasOwn(state.placeholders, name) ? state.placeholders[name] : undefined;
      if (values === undefined || values.length === 0) throw new RuleFault("placeholder", { name });
      if (done.length * values.length > mostValues) throw new RuleFault("combinations", { field: state.field });
      done = done.flatMap((one) => values.map((value) => withPlaceholder(one, name, value)));
    }
    return done;
  });
}

function dashed(state: ItemState): void {
  texts(state, "windash", (text) => [text], true);
  state.dashed = true;
}

const mark =
  (key: "all" | "negated" | "cased" | "cidr" | "exists") =>
  (state: ItemState): void => {
    state[key] = true;
  };

/** Every modifier of Sigma 2.1 and what it does to an item. Source: Sigma specification 2.1, Appendix "Modifiers". */
export const modifiers: Readonly<Record<string, (state: ItemState) => void>> = {
  all: mark("all"),
  neq: mark("negated"),
  cased: mark("cased"),
  cidr: mark("cidr"),
  exists: mark("exists"),
  contains: place("contains", true, true),
  startswith: place("startswith", false, true),
  endswith: place("endswith", true, false),
  windash: dashed,
  re: regex,
  i: regexFlag("i"),
  ignorecase: regexFlag("i"),
  m: regexFlag("m"),
  multiline: regexFlag("m"),
  s: regexFlag("s"),
  dotall: regexFlag("s"),
  base64: encoded("base64", (bytes) => [base64(bytes)]),
  base64offset: encoded("base64offset", base64Offsets),
  wide: wide("wide", false, ""),
  utf16le: wide("utf16le", false, ""),
  utf16be: wide("utf16be", true, ""),
  utf16: wide("utf16", false, "\u00ff\u00fe"),
  fieldref: fieldRef,
  expand,
  gt: compare("gt"),
  gte: compare("gte"),
  lt: compare("lt"),
  lte: compare("lte"),
  minute: part("minute"),
  hour: part("hour"),
  day: part("day"),
  week: part("week"),
  month: part("month"),
  year: part("year"),
};

/** Names of values as `ItemValue`s. */
export function itemValue(value: JsonValue, text: (raw: string) => SigmaText): ItemValue | undefined {
  if (value === null) return { kind: "null" };
  if (typeof value === "string") return { kind: "text", text: text(value) };
  if (typeof value === "number") return { kind: "number", number: value, written: String(value) };
  if (typeof value === "boolean") return { kind: "boolean", value };
  if (!Array.isArray(value) && "number" in value && "written" in value) {
    return { kind: "number", number: Number(value["number"]), written: String(value["written"]) };
  }
  return undefined;
}
