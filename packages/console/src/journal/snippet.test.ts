import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { snippetOf } from "./snippet.ts";

test("the piece around the word, whatever stands before and after it", () => {
  const long = `${"前".repeat(200)} 发现木马 ${"后".repeat(200)}`;
  const piece = snippetOf({ id: "x", inner: { body: long } }, "木马 别的");
  assert.ok(piece.includes("木马") && piece.startsWith("…") && piece.endsWith("…"), piece);
  assert.equal(snippetOf({ body: "ＳＳＨ 登录", more: "another and longer text" }, "ssh"), "ＳＳＨ 登录");
  assert.equal(snippetOf({ body: "short", more: "the longest text" }, "赵值班"), "the longest text");
  assert.equal(snippetOf({}, "x"), "");
});

test("never longer than a line holds, never half a character, hostile text stays text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (body, query) => {
      const piece = snippetOf({ body }, query);
      assert.ok(Array.from(piece).length <= 62);
      assert.equal(piece, piece.toWellFormed());
    }),
  );
  assert.equal(snippetOf({ body: "<b>=1+1</b>" }, "=1"), "<b>=1+1</b>");
});
