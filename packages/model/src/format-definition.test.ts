import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { linePattern, matchLine, type Mark, patternOf } from "./format-definition.ts";

function matched(pattern: string, line: string): Record<string, string> | undefined {
  const parts = linePattern(pattern);
  if (typeof parts === "string") return assert.fail(parts);
  const found = matchLine(parts, line);
  return found === undefined ? undefined : Object.fromEntries(found);
}

test("a pattern says where fields stand; white space is any white space", () => {
  assert.deepEqual(
    matched(
      "[%{time}] %{host} login of %{user} from %{address}: %{message}",
      "[2026-03-01 02:14:07]\tweb  login of eve  from 192.0.2.9: no: way",
    ),
    {
      time: "2026-03-01 02:14:07",
      host: "web",
      user: "eve",
      address: "192.0.2.9",
      message: "no: way",
    },
  );
  assert.deepEqual(matched("%{time} %{level} 100%% %{message}", "Mar  1 02:14:07 INFO 100% full"), {
    time: "Mar  1 02:14:07",
    level: "INFO",
    message: "full",
  });
  assert.deepEqual(matched("%{time} %{any} end", "2026-03-01T02:14:07.5+08:00 x y end"), {
    time: "2026-03-01T02:14:07.5+08:00",
  });
  assert.equal(matched("%{time} %{user} end", "2026-03-01T02:14:07 x y END"), undefined);
  assert.deepEqual(matched("%{time} up since %{port}", "01/Mar/2026:02:14:07 +0800 up since 7"), {
    time: "01/Mar/2026:02:14:07 +0800",
    port: "7",
  });
});

test("what is no pattern is told", () => {
  assert.equal(linePattern("abc"), "no-field");
  assert.equal(linePattern("%{user}"), "no-time");
  assert.equal(linePattern("%{time}%{user}"), "adjacent");
  assert.equal(linePattern("%{time} %{user} %{user}"), "twice");
  assert.equal(linePattern("%{time} %{a b}"), "unclosed");
  assert.equal(linePattern("%{time} %{user"), "unclosed");
  assert.equal(linePattern("%{time} %{__proto__}"), "unclosed");
});

test("marks in a sample line make a pattern that fits lines like it", () => {
  const line = "2026-03-01 02:14:07 [job 17] user=eve ip=192.0.2.9 50% done";
  const marks: Mark[] = [
    { from: 0, to: 19, field: "time" },
    { from: 34, to: 37, field: "user" },
    { from: 41, to: 50, field: "address" },
  ];
  const pattern = patternOf(line, marks);
  assert.equal(pattern, "%{time} [job %{any}] user=%{user} ip=%{address} %{any} done");
  assert.deepEqual(matched(pattern, line.replace("17", "9999").replace("eve", "张三").replace("50%", "7%")), {
    time: "2026-03-01 02:14:07",
    user: "张三",
    address: "192.0.2.9",
  });
});

test("no pattern and no line make it throw, and a long line takes a moment", () => {
  const piece = fc.constantFrom("%{time}", "%{user}", "%{any}", "%%", "%", "{", " ", "a", "ab", "2026-03-01 02:14:07");
  const text = fc.array(fc.oneof(piece, fc.string()), { maxLength: 20 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, text, (pattern, line) => {
      const parts = linePattern(pattern);
      if (typeof parts !== "string") matchLine(parts, line);
    }),
    { numRuns: 2000 },
  );
  const parts = linePattern(`%{time} ${"a".repeat(500)}b %{user} ${"a".repeat(500)}b %{message}`);
  if (typeof parts === "string") return assert.fail(parts);
  assert.equal(matchLine(parts, `02:14:07 ${"a".repeat(2_000_000)}`), undefined);
});
