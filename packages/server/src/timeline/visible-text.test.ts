import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { visibleText } from "./visible-text.ts";

test("nothing that a terminal obeys, that hides, or that turns the direction of writing is left", () => {
  assert.equal(visibleText("a\u001b[31mb\u0007\u0000\r\tc"), "a␛[31mb␇␀␍\tc");
  assert.equal(visibleText("exe\u202egnp.\u200b\ufeff"), "exe<U+202E>gnp.<U+200B><U+FEFF>");
  assert.equal(visibleText("日志 <script>alert(1)</script>"), "日志 <script>alert(1)</script>");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.ok(
        !/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/.test(visibleText(text)),
      );
    }),
  );
});
