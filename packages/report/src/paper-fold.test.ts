import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { fold } from "./paper-fold.ts";

const row = fc.record({
  kind: fc.constantFrom("fact", "inference"),
  technique: fc.constantFrom("T1110.001", "T1078"),
  outcome: fc.constantFrom("success", "failure"),
  cites: fc.array(fc.string(), { maxLength: 3 }),
});

test("property: a folded timeline keeps every row counted and every citation, in order", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 80 }), fc.nat(10), (rows, most) => {
      const folded = fold(rows, most);
      assert.equal(
        folded.reduce((sum, one) => sum + one.rows, 0),
        rows.length,
      );
      assert.deepEqual(
        folded.flatMap((one) => one.cites),
        rows.flatMap((one) => one.cites),
      );
    }),
  );
});

test("few rows stand for themselves, long runs are one row", () => {
  const same = { kind: "fact", outcome: "failure", cites: [] };
  assert.equal(fold([same, same, same, same, same], 5).length, 5);
  assert.equal(fold([same, same, same, same, same, { ...same, outcome: "success" }], 5).length, 2);
});
