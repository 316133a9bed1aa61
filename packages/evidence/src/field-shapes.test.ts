import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { FieldValue } from "@stanch/model/event-line";
import { fieldCollector } from "./field-shapes.ts";

type Put = readonly [name: string, value: FieldValue, list: boolean];
const most = 5;

/** The same, told simply. */
function plainly(puts: readonly Put[]): (readonly [string, FieldValue])[] {
  const found = new Map<string, FieldValue>();
  for (const [name, value, list] of puts) {
    const old = found.get(name);
    if (old === undefined) found.set(name, list && !Array.isArray(value) ? [value as string] : value);
    else found.set(name, [old, value].flat().slice(0, Math.max(most, [old].flat().length)) as FieldValue);
  }
  return [...found];
}

const name = fc.oneof(
  fc.constantFrom(
    "a",
    "b",
    "EventID",
    "__proto__",
    "constructor",
    "toString",
    "7",
    "10",
    "a.b",
    "",
    "张三",
    '"',
    "\ud800",
  ),
  fc.nat({ max: 400 }).map((number) => `n${number}`),
);
const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 })) as fc.Arbitrary<FieldValue>;
const record = fc.array(fc.tuple(name, value, fc.boolean()), { maxLength: 30 });

const copy = (puts: readonly Put[]): Put[] => structuredClone(puts) as Put[];

test("fields are what was put, in order, however often a shape recurs", () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 7 }), (records, rounds) => {
      const collector = fieldCollector(most);
      for (let round = 0; round < rounds; round++) {
        for (const puts of records) {
          for (const [own, given, list] of copy(puts)) collector.put(own, given, list);
          const fields = collector.take();
          const wanted = {};
          for (const [own, given] of plainly(copy(puts))) {
            Object.defineProperty(wanted, own, { value: given, enumerable: true });
          }
          assert.equal(JSON.stringify(fields), JSON.stringify(wanted));
          assert.equal(Object.getPrototypeOf(fields), Object.prototype);
        }
      }
    }),
  );
});

test("a record of very many names and one of very many values are kept whole, in a moment", () => {
  const collector = fieldCollector(1 << 18);
  for (let round = 0; round < 6; round++) {
    for (let at = 0; at < 50_000; at++) collector.put(`name${at}`, at);
    for (let at = 0; at < 100_000; at++) collector.put("Data", at, true);
    assert.equal(collector.put("name49999", "again"), false);
    const fields = collector.take();
    assert.equal(Object.keys(fields).length, 50_001);
    assert.equal((fields["Data"] as readonly number[]).length, 100_000);
    assert.deepEqual(fields["name49999"], [49_999, "again"]);
  }
});

test("ever other names are forgotten, and what follows is still right", () => {
  const collector = fieldCollector(most);
  for (let at = 0; at < 70_000; at++) {
    collector.put("first", at);
    collector.put(`only${at}`, 1);
    assert.deepEqual(Object.keys(collector.take()), ["first", `only${at}`]);
  }
});
