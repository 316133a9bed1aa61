import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { firstIndex } from "./first-index.ts";

test("the first place is found as by looking at each", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 30 }), fc.nat(21), (values, least) => {
      const sorted = values.toSorted((a, b) => a - b);
      const first = sorted.findIndex((value) => value >= least);
      assert.equal(
        firstIndex(sorted, (value) => value >= least),
        first < 0 ? sorted.length : first,
      );
    }),
  );
});
