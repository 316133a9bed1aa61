import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { markText } from "./marked-text.ts";

test("values are marked where they stand whole, the longest first", () => {
  const raw = "Failed password for root from 10.0.0.7 port 22 ssh2 by rootkit";
  const fields = { "user.name": "root", "source.ip": "10.0.0.7", "source.port": 22, message: undefined, empty: "" };
  assert.deepEqual(
    markText(raw, fields).filter(({ field }) => field !== undefined),
    [
      { text: "root", field: "user.name" },
      { text: "10.0.0.7", field: "source.ip" },
      { text: "22", field: "source.port" },
    ],
  );
});

test("the line stays what it is, byte for byte, hostile or not", () => {
  const hostile = fc.constantFrom("<script>", "\u001b[2J", "a", "ab", "://", "中文");
  fc.assert(
    fc.property(
      fc.array(fc.oneof(hostile, fc.string())),
      fc.dictionary(fc.string(), fc.oneof(hostile, fc.string())),
      (parts, fields) => {
        const raw = parts.join("");
        const pieces = markText(raw, fields);
        assert.equal(pieces.map(({ text }) => text).join(""), raw);
      },
    ),
  );
});
