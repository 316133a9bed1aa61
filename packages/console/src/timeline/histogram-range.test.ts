import assert from "node:assert/strict";
import { test } from "node:test";
import { moveRange, rangeInstants } from "./histogram-range.ts";
import { readViews, writeViews } from "./saved-views.ts";

test("arrows move a choice and stop at the ends; Shift widens and never turns it around", () => {
  assert.deepEqual(moveRange({ first: 0, last: 2 }, -1, false, 5), { first: 0, last: 2 });
  assert.deepEqual(moveRange({ first: 0, last: 2 }, 1, false, 5), { first: 1, last: 3 });
  assert.deepEqual(moveRange({ first: 2, last: 4 }, 1, false, 5), { first: 2, last: 4 });
  assert.deepEqual(moveRange({ first: 2, last: 4 }, 1, true, 5), { first: 2, last: 4 });
  assert.deepEqual(moveRange({ first: 2, last: 2 }, -1, true, 5), { first: 2, last: 2 });
});

test("a choice covers whole buckets, dragged either way", () => {
  const buckets = [{ at: "a" }, { at: "b" }, { at: "c" }];
  assert.deepEqual(rangeInstants(buckets, "z", { first: 0, last: 1 }), { from: "a", to: "c" });
  assert.deepEqual(rangeInstants(buckets, "z", { first: 2, last: 1 }), { from: "b", to: "z" });
});

test("views survive, and a broken store is an empty one", () => {
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  writeViews("i", [{ name: "night", search: { q: "outcome:failure", from: "2026-03-01T00:00:00Z" } }], store);
  assert.equal(readViews("i", store)[0]?.search.q, "outcome:failure");
  kept.set("stanch.views.i", "{not json");
  assert.deepEqual(readViews("i", store), []);
  kept.set("stanch.views.i", '{"a":1}');
  assert.deepEqual(readViews("i", store), []);
});
