import assert from "node:assert/strict";
import { test } from "node:test";
import { detects, type Fields, refusal, setOf, testEvent } from "./rules.testkit.ts";

const selections = { a: { x: 1 }, b: { y: 1 }, b2: { z: 1 }, _c: { w: 1 } };
const condition = (text: string | string[], fields: Fields): boolean =>
  detects({ ...selections, condition: text }, testEvent(fields));

test("conditions: precedence, nesting and quantities", () => {
  const rows: readonly (readonly [string, Fields, boolean])[] = [
    ["a", { x: 1 }, true],
    ["not a", { x: 1 }, false],
    ["not a", {}, true],
    ["a and b", { x: 1, y: 1 }, true],
    ["a and b", { x: 1 }, false],
    ["a or b", { y: 1 }, true],
    ["a or b and b2", { x: 1 }, true],
    ["a or b and b2", { y: 1 }, false],
    ["(a or b) and b2", { x: 1 }, false],
    ["(a or b) and b2", { x: 1, z: 1 }, true],
    ["not a and b", { y: 1 }, true],
    ["not a and b", { x: 1, y: 1 }, false],
    ["not (a and b)", { x: 1 }, true],
    ["not (a and b)", { x: 1, y: 1 }, false],
    ["not not a", { x: 1 }, true],
    ["not a or b", { x: 1, y: 1 }, true],
    ["((a))", { x: 1 }, true],
    ["(a and (b or not b2))", { x: 1 }, true],
    ["(a and (b or not b2))", { x: 1, z: 1 }, false],
    ["1 of b*", { z: 1 }, true],
    ["1 of b*", { x: 1 }, false],
    ["any of b*", { z: 1 }, true],
    ["all of b*", { z: 1 }, false],
    ["all of b*", { y: 1, z: 1 }, true],
    ["1 of them", { x: 1 }, true],
    ["1 of them", { w: 1 }, false],
    ["all of them", { x: 1, y: 1, z: 1 }, true],
    ["all of them", { x: 1, y: 1, z: 1, w: 1 }, true],
    ["1 of _*", { w: 1 }, true],
    ["1 of *", { w: 1 }, false],
    ["1 of *2", { z: 1 }, true],
    ["1 of b", { y: 1 }, true],
    ["not 1 of b*", { y: 1 }, false],
    ["not 1 of b*", {}, true],
    ["a and not 1 of b*", { x: 1 }, true],
    ["a and not 1 of b*", { x: 1, z: 1 }, false],
    ["all of b* and not a", { y: 1, z: 1 }, true],
    ["1 of b* or all of a*", { x: 1 }, true],
    ["a AND b", { x: 1, y: 1 }, true],
    ["a Or b", { y: 1 }, true],
    ["NOT a", {}, true],
    [" a\n and\tb ", { x: 1, y: 1 }, true],
    ["_c", { w: 1 }, true],
  ];
  for (const [text, fields, matches] of rows)
    assert.equal(condition(text, fields), matches, `${text} on ${JSON.stringify(fields)}`);
});

test("a list of conditions is any of them", () => {
  assert.ok(condition(["a", "b and b2"], { x: 1 }));
  assert.ok(condition(["a", "b and b2"], { y: 1, z: 1 }));
  assert.ok(!condition(["a", "b and b2"], { y: 1 }));
});

test("wrong conditions are refused with the reason", () => {
  for (const [text, wanted] of [
    ["", "conditionEmpty"],
    ["a and", "condition"],
    ["and a", "condition"],
    ["a b", "condition"],
    ["(a", "condition"],
    ["a)", "condition"],
    ["missing", "identifier"],
    ["1 of missing*", "pattern"],
    ["2 of a*", "identifier"],
    ["a | count() > 5", "aggregation"],
    ["1 of", "condition"],
    ["1 of (a)", "condition"],
    ["a*", "condition"],
    ["(".repeat(500) + "a" + ")".repeat(500), "nesting"],
    ["not ".repeat(500) + "a", "nesting"],
  ] as const) {
    assert.equal(refusal({ a: { x: 1 }, condition: text }), wanted, text.slice(0, 40));
  }
  assert.equal(refusal({ a: { x: 1 } }), "conditionEmpty");
  assert.equal(refusal({ condition: "a" }), "noSelection");
  assert.equal(refusal({ a: {}, condition: "a" }), "emptySelection");
  assert.equal(refusal({ a: [], condition: "a" }), "emptySelection");
  assert.equal(refusal({ a: null, condition: "a" }), "emptySelection");
  assert.equal(refusal({ a: { x: 1 }, condition: { a: 1 } }), "type");
});

test("maps are all of their fields, lists of maps any of them", () => {
  const map = { s: { x: 1, y: 2 }, condition: "s" };
  assert.ok(detects(map, testEvent({ x: 1, y: 2 })));
  assert.ok(!detects(map, testEvent({ x: 1 })));
  const list = { s: [{ x: 1, y: 2 }, { z: 3 }], condition: "s" };
  assert.ok(detects(list, testEvent({ z: 3 })));
  assert.ok(detects(list, testEvent({ x: 1, y: 2 })));
  assert.ok(!detects(list, testEvent({ x: 1, z: 4 })));
  assert.ok(detects({ s: [[{ x: 1 }], "word"], condition: "s" }, testEvent({ m: "a word" })));
});

test("keywords are looked for anywhere in the record", () => {
  const one = { k: ["alpha", "be*a", 4711], condition: "k" };
  assert.ok(detects(one, testEvent({}, { message: "an ALPHA here" })));
  assert.ok(detects(one, testEvent({ m: "xx bexxa" })));
  assert.ok(detects(one, testEvent({ n: 24_711_0 })));
  assert.ok(detects(one, testEvent({ list: ["no", "alpha"] })));
  assert.ok(!detects(one, testEvent({ m: "gamma" })));
  assert.ok(!detects(one, testEvent({}, { "host.name": "alpha" })));
  const all = { k: { "|all": ["alpha", "beta"] }, condition: "k" };
  assert.ok(detects(all, testEvent({ m: "alpha", n: "beta" })));
  assert.ok(!detects(all, testEvent({ m: "alpha" })));
  assert.ok(detects({ k: "single", condition: "k" }, testEvent({ m: "a single one" })));
  assert.ok(detects({ k: { "|re": "a\\d+b" }, condition: "k" }, testEvent({ m: "xa12b" })));
  assert.ok(detects({ k: { "|contains|cased": "Alpha" }, condition: "k" }, testEvent({ m: "Alpha" })));
  assert.ok(!detects({ k: { "|contains|cased": "Alpha" }, condition: "k" }, testEvent({ m: "alpha" })));
  assert.ok(detects({ k: { "|all": ["a*c", "?x"] }, condition: "k" }, testEvent({ m: "abc yx" })));
});

test("hostile names of fields are only names", () => {
  for (const name of ["__proto__x", "constructor", "toString", "hasOwnProperty"]) {
    assert.ok(!detects({ s: { [name]: "*" }, condition: "s" }, testEvent({})), name);
    assert.ok(detects({ s: { [name]: null }, condition: "s" }, testEvent({})), name);
    assert.ok(detects({ s: { [name]: "v" }, condition: "s" }, testEvent({ [name]: "v" })), name);
  }
  assert.equal(setOf('{"title":"t","__proto__":{"a":1}}').rejected[0]?.fault.code, "key");
});
