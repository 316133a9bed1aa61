import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { jsonText, visible } from "./terminal.ts";

const dangerous = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

test("no text makes a terminal do anything", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.doesNotMatch(visible(text), dangerous);
      assert.doesNotMatch(visible(text, true).replaceAll("\n", ""), dangerous);
    }),
  );
  assert.equal(visible("a\u001b[2Jb\u001b]52;c;x\u0007\r\u202e\u009b"), "a␛[2Jb␛]52;c;x␇␍\\u202e\\u009b");
  assert.equal(visible("一\n二", true), "一\n二");
});

test("JSON for a terminal says the same as JSON and holds nothing that a terminal obeys", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const json = jsonText({ [text]: [text] });
      assert.doesNotMatch(json, dangerous);
      assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify({ [text]: [text] })));
    }),
  );
});
