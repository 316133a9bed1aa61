import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { instantOf, microsOf } from "./micros.ts";

test("instants and microseconds are the same moments, before 1970 too", () => {
  fc.assert(
    fc.property(fc.integer({ min: -6e15, max: 8e15 }), (micros) => {
      assert.equal(microsOf(instantOf(micros)), micros);
    }),
  );
  assert.equal(microsOf("2026-03-01T10:14:07.000001999+08:00"), 1_772_331_247_000_001);
  assert.equal(microsOf("2026-03-01 02:14:07z"), 1_772_331_247_000_000);
});

test("what is no instant with a zone is refused", () => {
  for (const text of [
    "",
    "2026-03-01",
    "2026-03-01T02:14:07",
    "2026-13-01T00:00:00Z",
    "1; drop table x",
    "2026-03-01T02:14:07Z ",
  ])
    assert.throws(() => microsOf(text), { code: "E_INSTANT" }, text);
});
