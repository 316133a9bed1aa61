import assert from "node:assert/strict";
import { test } from "node:test";
import { ruleText, setOf, testEvent } from "./rules.testkit.ts";

const rule = (name: string, more = {}): string =>
  ruleText({ s: { kind: "x" }, condition: "s" }, { id: `id-${name}`, name, ...more });
const filter = (rules: unknown, detection: Record<string, unknown>, more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    title: "f",
    id: "filter",
    logsource: { product: "test" },
    filter: { ...(rules === undefined ? {} : { rules }), ...detection },
    ...more,
  });
const not = { selection: { user: "backup" }, condition: "not selection" };

function hits(texts: string[], fields: Record<string, string>): (string | undefined)[] {
  const set = setOf(...texts);
  assert.deepEqual(set.rejected, []);
  const out: number[] = [];
  set.createMatcher().match(testEvent(fields), out);
  return out.map((index) => set.rules[index]?.name);
}

test("a filter narrows the rules it names, by id or name", () => {
  const texts = [rule("a"), rule("b"), filter(["ID-A"], not)];
  assert.deepEqual(hits(texts, { kind: "x", user: "root" }), ["a", "b"]);
  assert.deepEqual(hits(texts, { kind: "x", user: "backup" }), ["b"]);
  assert.deepEqual(hits([rule("a"), rule("b"), filter("a", not)], { kind: "x", user: "backup" }), ["b"]);
  assert.deepEqual(hits([filter(["a"], not), rule("a")], { kind: "x", user: "backup" }), []);
});

test("a filter without names, or for any, narrows all rules of its logsource", () => {
  const other = rule("w", { logsource: { product: "test", service: "test" } });
  for (const rules of [undefined, "any"]) {
    assert.deepEqual(hits([rule("a"), other, filter(rules, not)], { kind: "x", user: "backup" }), []);
    assert.deepEqual(hits([rule("a"), other, filter(rules, not)], { kind: "x" }), ["a", "w"]);
  }
  const narrow = filter("any", not, { logsource: { product: "test", service: "test" } });
  assert.deepEqual(hits([rule("a"), other, narrow], { kind: "x", user: "backup" }), ["a"]);
});

test("several filters add up, and may ask as well as exclude", () => {
  const second = filter(["a"], { one: { host: "h1" }, condition: "one" }, { id: "second" });
  const texts = [rule("a"), filter(["a"], not), second];
  assert.deepEqual(hits(texts, { kind: "x", host: "h1" }), ["a"]);
  assert.deepEqual(hits(texts, { kind: "x", host: "h2" }), []);
  assert.deepEqual(hits(texts, { kind: "x", host: "h1", user: "backup" }), []);
});

test("filters that fit nothing are rejected with the reason", () => {
  const codes = (...texts: string[]): string[] => setOf(...texts).rejected.map((one) => one.fault.code);
  assert.deepEqual(codes(rule("a"), filter(["nobody"], not)), ["reference"]);
  assert.deepEqual(codes(rule("a"), filter(["a"], not, { logsource: { product: "windows" } })), ["filterLogsource"]);
  assert.deepEqual(codes(rule("a"), filter(undefined, not, { logsource: { product: "windows" } })), ["filterNone"]);
  assert.deepEqual(codes(rule("a"), filter(["a"], { selection: { "x|fuzzy": 1 }, condition: "selection" })), [
    "modifier",
  ]);
  assert.deepEqual(codes(rule("a"), filter(["a"], { selection: { x: 1 } })), ["conditionEmpty"]);
  const correlation = JSON.stringify({
    title: "c",
    name: "c",
    correlation: { type: "event_count", rules: ["a"], timespan: "1m", condition: { gte: 1 } },
  });
  assert.deepEqual(codes(rule("a"), correlation, filter(["c"], not)), ["filterReference"]);
});

test("a filter counts for the hash of the rule set", () => {
  assert.notEqual(setOf(rule("a")).hash, setOf(rule("a"), filter(["a"], not)).hash);
});
