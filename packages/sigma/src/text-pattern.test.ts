import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { foldText } from "./text-pattern.ts";

test("short and long texts are folded alike: lower case, one sigma", () => {
  const unit = fc.oneof(
    fc.constantFrom("a", "A", "Z", "[", "@", "~", "\u007f", "É", "ς", "Σ", "İ", "K", "中", "\ud83d"),
    fc.string({ unit: "binary", maxLength: 1 }),
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 80 }), (units) => {
      const text = units.join("");
      assert.equal(foldText(text, 0), text.replaceAll("İ", "i").toLowerCase().replaceAll("ς", "σ"));
      assert.equal(foldText(text, 0).length, text.length);
      assert.equal(foldText(text, 1), text);
    }),
  );
});
