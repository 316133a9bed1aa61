import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { DoubleColumn, IntegerColumn } from "./growing-column.ts";

const integers = fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 5000, size: "max" });

test("a column gives back what was added, filled in and replaced, however often it grew", () => {
  fc.assert(
    fc.property(integers, fc.nat(3000), fc.nat(9000), (values, filled, replaced) => {
      const column = new IntegerColumn();
      for (const value of values) column.push(value);
      column.fill(-2, filled);
      const expected = [...values, ...Array.from({ length: filled }, () => -2)];
      column.set(replaced, 7);
      if (replaced < expected.length) expected[replaced] = 7;
      assert.equal(column.length, expected.length);
      assert.equal(column.at(expected.length), undefined);
      assert.equal(column.at(0), expected[0]);
      assert.deepEqual([...column.shared()], expected);
    }),
    { numRuns: 50 },
  );
});

test("doubles keep every bit", () => {
  fc.assert(
    fc.property(fc.array(fc.double(), { maxLength: 3000, size: "max" }), (values) => {
      const column = new DoubleColumn();
      for (const value of values) column.push(value);
      const shared = column.shared();
      assert.ok(values.every((value, at) => Object.is(value, shared[at])));
      assert.equal(shared.length, values.length);
      assert.ok(shared.buffer instanceof SharedArrayBuffer);
    }),
    { numRuns: 50 },
  );
});
