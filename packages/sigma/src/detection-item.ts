import type { JsonValue } from "@stanch/model/canonical-json";
import { allOf, anyOf, type Expr, type Test } from "./expr.ts";
import { RuleFault } from "./fault.ts";
import { ipNetwork, type Network } from "./ip-network.ts";
import { type ItemState, type ItemValue, itemValue, modifiers, newItem } from "./modifier.ts";
import { compileRegex, RegexFault } from "./regex/regex.ts";
import { literalText, plainText, type SigmaText, sigmaText, widened } from "./sigma-text.ts";
import { CASED, DASHED, textPattern, type TextPattern } from "./text-pattern.ts";

export type Placeholders = Readonly<Record<string, readonly string[]>>;

/**
 * Compiles one `field|modifier|…: value` of a detection; the field `""` means keywords.
 *
 * @throws RuleFault
 * @example compileItem("CommandLine|contains|all", [" -enc", "http"], {})
 */
export function compileItem(key: string, value: JsonValue, placeholders: Placeholders): Expr {
  const [field = "", ...names] = key.split("|");
  const values = (Array.isArray(value) ? value : [value]) as readonly JsonValue[];
  if (values.length === 0) throw new RuleFault("emptyList", { field });
  const item = newItem(
    field,
    values.map((one) => valueOf(field, one)),
    placeholders,
  );
  for (const name of names) {
    const modifier = Object.hasOwn(modifiers, name) ? modifiers[name] : undefined;
    if (modifier === undefined) throw new RuleFault("modifier", { modifier: name, field });
    modifier(item);
    item.previous.push(name);
  }
  return exprOf(item, key);
}

function valueOf(field: string, value: JsonValue): ItemValue {
  const read = itemValue(value, sigmaText);
  if (read === undefined) throw new RuleFault("type", { key: field, wanted: "text" });
  return read;
}

function exprOf(item: ItemState, key: string): Expr {
  const mode = (item.cased ? CASED : 0) | (item.dashed ? DASHED : 0);
  const items = item.all
    ? item.values.map((value) => testExpr(item.field, testOf(item, value, mode), key, [value]))
    : joinedTests(item, key, mode);
  const expr = item.all ? allOf(items) : anyOf(items);
  return item.negated ? { kind: "not", item: expr } : expr;
}

/** Labels are for explanations, which are few: they are made when asked for. */
function testExpr(field: string, test: Test, key: string, values: readonly ItemValue[]): Expr {
  return {
    kind: "test",
    field,
    test,
    get label() {
      const shown = values.slice(0, values.length <= 4 ? 4 : 1).map(shownValue);
      return `${key}: ${shown.join(" | ")}${values.length <= 4 ? "" : ` | …(${values.length})`}`;
    },
  };
}

/** Texts and networks of one list become one test: they are looked for together. */
function joinedTests(item: ItemState, key: string, mode: number): Expr[] {
  const patterns: TextPattern[] = [];
  const networks: Network[] = [];
  const values: Record<"text" | "cidr", ItemValue[]> = { text: [], cidr: [] };
  const others: Expr[] = [];
  for (const value of item.values) {
    const test = testOf(item, value, mode);
    if (test.kind === "text") patterns.push(...test.patterns);
    else if (test.kind === "cidr") networks.push(...test.networks);
    else others.push(testExpr(item.field, test, key, [value]));
    if (test.kind === "text" || test.kind === "cidr") values[test.kind].push(value);
  }
  if (patterns.length > 0) others.unshift(testExpr(item.field, { kind: "text", patterns, mode }, key, values.text));
  if (networks.length > 0) others.unshift(testExpr(item.field, { kind: "cidr", networks }, key, values.cidr));
  return others;
}

function testOf(item: ItemState, value: ItemValue, mode: number): Test {
  if (item.exists) return existsTest(item, value);
  if (item.cidr) return cidrTest(item, value);
  switch (value.kind) {
    case "text":
      return textTest(item, value.text, mode);
    case "number":
      return numberTest(item, value, mode);
    case "boolean":
      return textTest(item, literalText(String(value.value)), mode);
    case "null":
      if (item.previous.some((name) => !["all", "neq", "cased"].includes(name)) || item.field === "")
        throw useFault(item, value);
      return { kind: "null" };
    case "regex":
      return regexTest(item, value.source);
    case "ref":
      return { kind: "ref", other: value.other, shape: value.shape, mode: mode & CASED };
  }
}

const useFault = (item: ItemState, value: ItemValue): RuleFault =>
  new RuleFault("modifierUse", { field: item.field, modifier: item.previous.at(-1) ?? "", value: value.kind });

/** Keywords are looked for anywhere in the message. */
function textTest(item: ItemState, text: SigmaText, mode: number): Test {
  const whole = item.field === "" ? widened(text, true, true) : text;
  return { kind: "text", patterns: [textPattern(whole, mode)], mode };
}

function numberTest(item: ItemState, value: ItemValue & { kind: "number" }, mode: number): Test {
  const op = item.compare ?? (item.part === undefined ? undefined : "eq");
  if (op !== undefined) {
    return { kind: "compare", op, value: value.number, ...(item.part === undefined ? {} : { part: item.part }) };
  }
  const written = [...new Set([String(value.number), value.written])];
  const patterns = written.map((text) =>
    textPattern(item.field === "" ? widened(literalText(text), true, true) : literalText(text), mode),
  );
  return { kind: "text", patterns, mode };
}

function existsTest(item: ItemState, value: ItemValue): Test {
  const text = value.kind === "text" ? plainText(value.text)?.toLowerCase() : undefined;
  const wanted =
    value.kind === "boolean"
      ? value.value
      : text === "true" || text === "yes"
        ? true
        : text === "false" || text === "no"
          ? false
          : undefined;
  if (wanted === undefined)
    throw new RuleFault("value", { field: item.field, value: shownValue(value), wanted: "true | false" });
  return { kind: "exists", wanted };
}

function cidrTest(item: ItemState, value: ItemValue): Test {
  const network = value.kind === "text" ? ipNetwork(plainText(value.text) ?? "") : undefined;
  if (network === undefined)
    throw new RuleFault("value", { field: item.field, value: shownValue(value), wanted: "CIDR" });
  return { kind: "cidr", networks: [network] };
}

function regexTest(item: ItemState, source: string): Test {
  const flags = { ignoreCase: item.flags.has("i"), multiline: item.flags.has("m"), dotAll: item.flags.has("s") };
  try {
    return { kind: "regex", regex: compileRegex(source, flags) };
  } catch (error) {
    if (!(error instanceof RegexFault)) throw error;
    throw new RuleFault("regex", { field: item.field, why: `${error.message} (${source.slice(0, 60)})` });
  }
}

function shownValue(value: ItemValue): string {
  switch (value.kind) {
    case "text":
      return value.text.tokens.map((token) => (typeof token === "string" ? token : token === 1 ? "*" : "?")).join("");
    case "number":
      return value.written;
    case "boolean":
      return String(value.value);
    case "null":
      return "null";
    case "regex":
      return `/${value.source}/`;
    case "ref":
      return `→ ${value.other}`;
  }
}
