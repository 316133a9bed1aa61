import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { countTicks, durationTicks, wholeUnit } from "./axis-ticks.ts";

for (const [name, ticksOf] of [
  ["time", durationTicks],
  ["counts", countTicks],
] as const)
  test(`an axis of ${name} begins at nothing, ends at or above the largest value, in even whole steps, at most five ticks`, () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000_000 }), (max) => {
        const ticks = ticksOf(max);
        const step = (ticks[1] ?? 0) - (ticks[0] ?? 0);
        assert.equal(ticks[0], 0);
        assert.ok(ticks.length >= 2 && ticks.length <= 5, String(ticks));
        assert.ok((ticks.at(-1) ?? 0) >= max && (ticks.at(-1) ?? 0) - step < Math.max(1, max), `${ticks} for ${max}`);
        assert.ok(ticks.every((tick, at) => Number.isInteger(tick) && tick === at * step));
      }),
    );
  });

test("ticks are in units that people count in", () => {
  assert.deepEqual(durationTicks(4 * 3600), [0, 3600, 7200, 10_800, 14_400]);
  assert.deepEqual(durationTicks(100), [0, 30, 60, 90, 120]);
  assert.deepEqual([0, 90, 120, 7200, 172_800].map(wholeUnit), [
    [0, "second"],
    [90, "second"],
    [2, "minute"],
    [2, "hour"],
    [2, "day"],
  ]);
  assert.deepEqual(countTicks(3), [0, 1, 2, 3]);
});
