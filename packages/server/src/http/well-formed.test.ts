import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { wellFormed } from "./well-formed.ts";

test("half characters become the one for what cannot be decoded, everything else stays", () => {
  assert.deepEqual(wellFormed(JSON.parse(String.raw`{"\udc00":["a\ud83d","😀",1,null,true]}`)), {
    "\ufffd": ["a\ufffd", "😀", 1, null, true],
  });
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      assert.deepEqual(wellFormed(value), value);
    }),
  );
});

test("what is nested beyond any form is refused instead of exhausting the stack", () => {
  for (const [open, close] of [
    ["[", "]"],
    ['{"a":', "}"],
  ] as const) {
    const value: unknown = JSON.parse(`${open.repeat(100_000)}1${close.repeat(100_000)}`);
    assert.throws(() => wellFormed(value), { code: "E_INPUT" });
  }
});
