import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { clockOffers, type Sighting } from "./clock-skew.ts";

const start = Date.UTC(2026, 2, 1) * 1000;

/** Connections that two hosts saw, the second by a clock that is ahead by some seconds. */
function seen(count: number, ahead: number, jitter: readonly number[] = []): Sighting[] {
  return Array.from({ length: count }, (_, at): Sighting[] => {
    const time = start + at * 600e6;
    const one = { address: "203.0.113.9", port: 40_000 + at };
    const late = ((jitter[at % Math.max(1, jitter.length)] ?? 0) + ahead) * 1e6;
    return [
      { ...one, host: "web", time, event: `w${at}` },
      { ...one, host: "sensor", time: time + late, event: `s${at}` },
    ];
  }).flat();
}

test("a connection that two hosts recorded measures their clocks against each other", () => {
  const [offer, ...others] = clockOffers(seen(6, 312));
  assert.deepEqual(others, []);
  assert.deepEqual(offer, {
    host: "sensor",
    against: "web",
    ahead: 312,
    spread: 0,
    pairs: 6,
    confidence: "high",
    examples: [0, 1, 2].map((at) => ({ address: "203.0.113.9", port: 40_000 + at, event: `s${at}`, other: `w${at}` })),
  });
  assert.equal(clockOffers(seen(6, -312))[0]?.ahead, -312);
  assert.equal(clockOffers(seen(1, 312))[0]?.confidence, "low");
});

test("clocks that agree, pairs that do not, and ports that came again days later offer nothing", () => {
  assert.deepEqual(clockOffers(seen(6, 0.4)), []);
  assert.deepEqual(clockOffers(seen(4, 100, [0, 500, -900, 4000])), []);
  assert.deepEqual(clockOffers(seen(3, 3 * 86_400)), []);
  const one = { address: "203.0.113.9", port: 40_000, host: "web" };
  const again = [
    { ...one, time: start, event: "a" },
    { ...one, time: start + 86_400e6, event: "b" },
    { ...one, host: "sensor", time: start + 300e6, event: "c" },
  ];
  assert.deepEqual(clockOffers(again), []);
  assert.deepEqual(clockOffers([]), []);
});

test("the order of the sightings changes nothing, and the median bears some that are wrong", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -20_000, max: 20_000 }).filter((ahead) => Math.abs(ahead) > 60),
      fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
      (ahead, keys) => {
        const sightings = [
          ...seen(12, ahead),
          { host: "web", address: "203.0.113.9", port: 50_001, time: start, event: "x" },
          { host: "sensor", address: "203.0.113.9", port: 50_001, time: start + 9000e6, event: "y" },
        ];
        const shuffled = sightings
          .map((one, at) => [keys[at % keys.length] ?? 0, one] as const)
          .sort(([a], [b]) => a - b)
          .map(([, one]) => one);
        assert.deepEqual(clockOffers(shuffled), clockOffers(sightings));
        assert.equal(clockOffers(sightings)[0]?.ahead, ahead);
      },
    ),
    { numRuns: 100 },
  );
});
