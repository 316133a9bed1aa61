import assert from "node:assert/strict";
import { test } from "node:test";
import { linePattern, type Mark, matchLine, patternOf } from "@stanch/model/format-definition";
import { linesOf, withMark } from "./format-draft.ts";

const line = "ACME 2026-03-01 02:14:07 eve@203.0.113.9 login: denied 7 times";

/** The mark of a part of the line. */
function mark(part: string, field: string): Mark {
  const from = line.indexOf(part);
  return { from, to: from + part.length, field };
}

test("marks one after another, in any order, make the pattern of the line", () => {
  const marks = [
    mark("203.0.113.9", "address"),
    mark("2026-03-01 02:14:07", "time"),
    mark("login", "action"),
    mark("eve", "user"),
    mark("denied 7 times", "message"),
  ].reduce(withMark, [] as Mark[]);
  const pattern = patternOf(line, marks);
  assert.equal(pattern, "ACME %{time} %{user}@%{address} %{action}: %{message}");
  const parts = linePattern(pattern);
  assert.ok(typeof parts !== "string");
  assert.equal(matchLine(parts, line)?.get("address"), "203.0.113.9");
});

test("a mark takes the place of what it touches and of the same name; nothing selected changes nothing", () => {
  const one = [mark("eve@203.0.113.9", "user"), mark("login", "any")];
  assert.deepEqual(withMark(one, mark("eve", "user")), [mark("eve", "user"), mark("login", "any")]);
  assert.deepEqual(withMark(one, mark("denied", "user")), [mark("login", "any"), mark("denied", "user")]);
  assert.equal(withMark(one, mark("denied", "any")).length, 3);
  assert.deepEqual(withMark(one, { from: 3, to: 3, field: "host" }), one);
  assert.deepEqual(linesOf("a\r\n\n b \n"), ["a", " b "]);
});
