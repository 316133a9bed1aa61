import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readVisibleJson, visibleText } from "./visible-text.ts";

test("what steers a screen is seen and not obeyed", () => {
  assert.equal(visibleText("\u001b[31mred\u202egpj.exe"), "␛[31mred⟨202E⟩gpj.exe");
  assert.equal(visibleText("a\tb\nc\u007f\u0085"), "a\tb\nc␡⟨0085⟩");
});

test("no steering character survives in any text of an answer, and nothing else changes", () => {
  const hostile = fc.string({
    unit: fc.constantFrom("a", "重", "\u001b", "\r", "\u202e", "\u0000", "\\", '"', "\n", "😀"),
  });
  fc.assert(
    fc.property(fc.array(hostile), (texts) => {
      const read = readVisibleJson(JSON.stringify({ texts }));
      assert.deepEqual(read, { texts: texts.map(visibleText) });
      assert.doesNotMatch(JSON.stringify(read), /\\u00[01]|\\r|\u202e/);
    }),
  );
});

test("what is no JSON is undefined", () => {
  assert.equal(readVisibleJson("<html>"), undefined);
});
