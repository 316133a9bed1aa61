import assert from "node:assert/strict";
import { test } from "node:test";
import type { FieldValue } from "@stanch/model/event-line";
import { item, refusal, setOf, testEvent } from "./rules.testkit.ts";

test("a number keeps the text it was written with", () => {
  const rule = (value: string): string =>
    `title: t\nlogsource: {product: test}\ndetection:\n  s:\n    f: ${value}\n  condition: s\n`;
  const hits = (text: string, field: FieldValue): number =>
    setOf(rule(text))
      .createMatcher()
      .match(testEvent({ f: field }), []);
  for (const [text, field, matches] of [
    ["0x26", "0x26", 1],
    ["0x26", 38, 1],
    ["1.10", "1.10", 1],
    ["1.10", 1.1, 1],
    ["007", "007", 1],
    ["1e3", "1000", 1],
    ["0x26", "0x27", 0],
  ] as const) {
    assert.equal(hits(text, field), matches, `${text} on ${field}`);
  }
});

test("fieldref compares two fields of the event", () => {
  assert.ok(item("f|fieldref", "g", { f: "A", g: "a" }));
  assert.ok(!item("f|fieldref", "g", { f: "a", g: "b" }));
  assert.ok(!item("f|fieldref", "g", { f: "a" }));
  assert.ok(!item("f|fieldref", "g", {}));
  assert.ok(item("f|fieldref", "g", { f: 5, g: "5" }));
  assert.ok(item("f|fieldref|neq", "g", { f: "a", g: "b" }));
  assert.ok(!item("f|fieldref|neq", "g", { f: "a", g: "a" }));
  assert.ok(item("f|fieldref|contains", "g", { f: "xay", g: "a" }));
  assert.ok(item("f|fieldref|startswith", "g", { f: "ab", g: "a" }));
  assert.ok(item("f|fieldref|endswith", "g", { f: "ab", g: "b" }));
  assert.ok(item("f|endswith|fieldref", "g", { f: "ab", g: "b" }));
  assert.ok(!item("f|fieldref|cased", "g", { f: "A", g: "a" }));
  assert.ok(item("f|fieldref", "g", { f: ["x", "y"], g: ["y", "z"] }));
});

test("expand puts in the values of placeholders, or rejects the rule", () => {
  const values = { users: ["root", "adm*"], x: ["1", "2"] };
  assert.ok(item("f|expand", "%users%", { f: "root" }, values));
  assert.ok(item("f|expand", "%users%", { f: "admin" }, values));
  assert.ok(!item("f|expand", "%users%", { f: "%users%" }, values));
  assert.ok(item("f|expand", "%users%-%x%", { f: "root-2" }, values));
  assert.ok(item("f|contains|expand", "%users%", { f: "is root here" }, values));
  assert.ok(item("f|expand|contains", "%users%", { f: "is root here" }, values));
  assert.ok(item("f", "%users%", { f: "%users%" }, values));
  assert.ok(item("f|expand", "plain", { f: "plain" }, values));
  assert.throws(() => item("f|expand", "%missing%", { f: "x" }, values), /%missing%/);
});

test("what a modifier cannot be used on is refused by name", () => {
  const code = (key: string, value: unknown): string => refusal({ s: { [key]: value }, condition: "s" });
  for (const [key, value, wanted] of [
    ["f|fuzzy", "a", "modifier"],
    ["f|Contains", "a", "modifier"],
    ["f|constructor", "a", "modifier"],
    ["f|contains", null, "modifierUse"],
    ["f|contains", true, "modifierUse"],
    ["f|i", "a", "modifierUse"],
    ["f|contains|re", "a", "modifierOrder"],
    ["f|base64", "a*", "modifierUse"],
    ["f|gt", "many", "modifierUse"],
    ["f|hour", "noon", "modifierUse"],
    ["f|exists", "maybe", "value"],
    ["f|cidr", "10.0.0.0/33", "value"],
    ["f|cidr", "here", "value"],
    ["f|re", "(", "regex"],
    ["f|re", "(a)\\1", "regex"],
    ["f|re", "a++", "regex"],
    ["f|re", "(?R)", "regex"],
    ["f|re", "(?>a)", "regex"],
    ["f|re", "(a{500}){500}", "regex"],
    ["f|fieldref", 5, "modifierUse"],
    ["f", [], "emptyList"],
    ["f", { a: 1 }, "type"],
    ["f", [["a"]], "type"],
  ] as const) {
    assert.equal(code(key, value), wanted, `${key}: ${JSON.stringify(value)}`);
  }
});
