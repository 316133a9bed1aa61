/** Makes, for a condition, events that fulfil it. */
import type { FieldValue } from "@stanch/model/event-line";
import type { Expr, Test, TestExpr } from "../src/expr.ts";
import { parseRegex } from "../src/regex/parse-regex.ts";
import type { RegexTree } from "../src/regex/regex-tree.ts";
import { ANY_ONE, type TextPattern } from "../src/text-pattern.ts";

interface Demand {
  readonly test: TestExpr;
  readonly wanted: boolean;
}

const most = 24;

/** Ways to fulfil a condition, each a list of demands; a sample of them where there are many. */
function ways(expr: Expr, wanted: boolean): Demand[][] {
  if (expr.kind === "test") return [[{ test: expr, wanted }]];
  if (expr.kind === "not") return ways(expr.item, !wanted);
  const all = (expr.kind === "and") === wanted;
  if (!all) return expr.items.flatMap((item) => ways(item, wanted).slice(0, 4)).slice(0, most);
  let out: Demand[][] = [[]];
  for (const item of expr.items) {
    const each = ways(item, wanted);
    out = out.flatMap((way, at) =>
      (out.length * each.length > most ? each.slice(at % each.length, (at % each.length) + 2) : each).map((one) => [
        ...way,
        ...one,
      ]),
    );
    if (out.length > most) out = out.slice(0, most);
  }
  return out;
}

function unitOf(set: readonly number[]): string {
  const has = (unit: number): boolean =>
    set.some((from, at) => at % 2 === 0 && unit >= from && unit <= (set[at + 1] ?? 0));
  const liked = [..."a0 x_A-./\\"].find((char) => has(char.charCodeAt(0)));
  return liked ?? String.fromCharCode(set[0] ?? 97);
}

function regexText(tree: RegexTree): string {
  switch (tree.kind) {
    case "set":
      return unitOf(tree.set);
    case "cat":
      return tree.items.map(regexText).join("");
    case "alt":
      return tree.items[0] === undefined ? "" : regexText(tree.items[0]);
    case "repeat":
      return regexText(tree.item).repeat(tree.max === 0 ? 0 : Math.max(1, tree.min));
    default:
      return "";
  }
}

/** Pieces that a value must start with, hold, and end with; or the whole value. */
interface Parts {
  whole: string | undefined;
  start: string;
  inner: string[];
  end: string;
}

const filled = (pattern: TextPattern): string =>
  (pattern.pieces.length > 0 ? pattern.pieces.join("") : pattern.text).replaceAll(ANY_ONE, "a");

function addText(parts: Parts, pattern: TextPattern): void {
  const text = filled(pattern);
  if (pattern.openStart && pattern.openEnd) parts.inner.push(text);
  else if (pattern.openStart) parts.end = text.length > parts.end.length ? text : parts.end;
  else if (pattern.openEnd) parts.start = text.length > parts.start.length ? text : parts.start;
  else parts.whole = text;
}

function addTest(parts: Parts, test: Test, choice: number): void {
  if (test.kind === "text") {
    const pattern = test.patterns[choice % test.patterns.length];
    if (pattern !== undefined) addText(parts, pattern);
  } else if (test.kind === "regex") {
    const source = test.regex.source;
    const text = regexText(parseRegex(source, test.regex.flags));
    const body = source.replace(/^\(\?i\)/, "");
    if (body.startsWith("^") && body.endsWith("$")) parts.whole = text;
    else if (body.startsWith("^")) parts.start = text;
    else if (body.endsWith("$")) parts.end = text;
    else parts.inner.push(text);
  } else if (test.kind === "cidr") parts.whole = test.networks[choice % test.networks.length]?.bytes.join(".") ?? "";
  else if (test.kind === "compare")
    parts.whole = String(test.value + (test.op === "gt" ? 1 : test.op === "lt" ? -1 : 0));
  else if (test.kind === "ref") parts.whole = "same";
}

function textOf({ whole, start, inner, end }: Parts, joiner: string, choice: number): string {
  if (whole !== undefined) return whole;
  // A value that is only its end is often what a filter excludes.
  let text = start === "" && inner.length === 0 && choice === 2 ? "/q" : start;
  for (const piece of inner)
    if (!text.toLowerCase().includes(piece.toLowerCase()) && !end.toLowerCase().includes(piece.toLowerCase()))
      text += joiner + piece;
  return end === "" ? text : `${text}${text === "" ? "" : joiner}${end}`;
}

/** Events that probably fulfil a condition; whether they do is for a matcher to say. Keywords stand in the field `text`. */
export function* witnessEvents(expr: Expr): Generator<Record<string, FieldValue>> {
  for (const way of ways(expr, true)) {
    for (const joiner of [" ", "", "_"]) {
      for (let choice = 0; choice < 3; choice++) yield eventOf(way, joiner, choice);
    }
  }
}

function eventOf(way: readonly Demand[], joiner: string, choice: number): Record<string, FieldValue> {
  const event: Record<string, FieldValue> = {};
  const parts = new Map<string, Parts>();
  for (const { test, wanted } of way) {
    const name = test.field === "" ? "text" : test.field;
    const one = parts.get(name) ?? { whole: undefined, start: "", inner: [], end: "" };
    if (wanted && test.test.kind !== "null" && !(test.test.kind === "exists" && !test.test.wanted)) {
      parts.set(name, one);
      addTest(one, test.test, choice);
      if (test.test.kind === "ref") event[test.test.other] = "same";
    } else if (!wanted && test.test.kind === "null") parts.set(name, one);
    else if (!wanted && test.test.kind === "ref") event[test.test.other] = "other";
  }
  for (const [name, one] of parts) event[name] = textOf(one, joiner, choice) || (one.whole ?? "q");
  return event;
}
