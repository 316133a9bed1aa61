import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { base, correlation } from "./correlation.testkit.ts";
import { naiveMatches, type NaiveSignal } from "./naive-correlation.testkit.ts";
import { setOf } from "./rules.testkit.ts";

const names = ["a", "b", "c"];
const addresses = ["192.0.2.1", "192.0.2.2"];

const bounds = fc.oneof(
  fc.record({ gte: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ gt: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ gt: fc.integer({ min: 0, max: 3 }), lte: fc.integer({ min: 2, max: 6 }) }),
  fc.record({ lte: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ lt: fc.integer({ min: 2, max: 6 }) }),
);
const rule = fc.record({
  type: fc.constantFrom(
    "event_count",
    "value_count",
    "value_sum",
    "value_avg",
    "value_percentile",
    "temporal",
    "temporal_ordered",
  ),
  steps: fc.integer({ min: 1, max: 3 }),
  timespan: fc.integer({ min: 1, max: 12 }),
  percentile: fc.constantFrom(0, 25, 50, 95, 100),
  grouped: fc.boolean(),
  bounds,
});
const shot = fc.record({
  second: fc.nat(40),
  event: fc.nat(25),
  rule: fc.nat(2),
  address: fc.constantFrom(...addresses),
  bytes: fc.nat(4),
});

test("every kind of correlation finds what looking at each window anew finds", () => {
  let matched = 0;
  fc.assert(
    fc.property(rule, fc.array(shot, { maxLength: 40 }), (asked, raw) => {
      const temporal = asked.type.startsWith("temporal");
      const rules = names.slice(0, temporal ? Math.max(2, asked.steps) : asked.steps);
      const valued = asked.type.startsWith("value_");
      const condition = {
        ...asked.bounds,
        ...(valued ? { field: "bytes" } : {}),
        ...(asked.type === "value_percentile" ? { percentile: asked.percentile } : {}),
      };
      const set = setOf(
        ...names.map((name) => base(name)),
        correlation({
          type: asked.type,
          rules,
          timespan: `${asked.timespan}s`,
          ...(asked.grouped ? { "group-by": ["ip"] } : {}),
          ...(temporal ? {} : { condition }),
        }),
      );
      // One event has one moment, one address and one size, whichever rules find it.
      const shots = raw
        .map((one) => ({ ...(raw.find(({ event }) => event === one.event) ?? one), rule: one.rule }))
        .filter((one, at, all) => all.findIndex((other) => other.event === one.event && other.rule === one.rule) === at)
        .filter((one) => one.rule < rules.length);
      const id = (event: number): string => `e${String(event).padStart(2, "0")}`;
      const correlator = set.correlator();
      for (const { second, event, rule: at, address, bytes } of shots) {
        const index = set.rules.findIndex((one) => one.name === names[at]);
        const get = (field: string): string => (field === "ip" ? address : String(bytes));
        correlator.add(index, { time: second * 1e6, id: id(event), get });
      }
      const groups = asked.grouped ? addresses : [undefined];
      const naive = groups.flatMap((address) => {
        const signals = shots
          .filter((one) => address === undefined || one.address === address)
          .map((one): NaiveSignal => ({
            time: one.second * 1e6,
            id: id(one.event),
            rule: one.rule,
            value: String(one.bytes),
          }));
        return naiveMatches(
          {
            type: asked.type,
            steps: rules.length,
            timespan: asked.timespan * 1e6,
            percentile: asked.percentile,
            bounds: temporal ? { gte: rules.length } : asked.bounds,
          },
          signals,
        ).map((one) => ({ ...one, group: address === undefined ? {} : { ip: address } }));
      });
      const found = correlator
        .finish()
        .map(({ first, last, events, value, group }) => ({ first, last, events, value, group }));
      const byStart = (a: { first: number; last: number; group: object }, b: typeof a): number =>
        a.first - b.first || a.last - b.last || (JSON.stringify(a.group) < JSON.stringify(b.group) ? -1 : 1);
      matched += naive.length;
      assert.deepEqual(found.toSorted(byStart), naive.toSorted(byStart));
    }),
    { numRuns: 3000 },
  );
  assert.ok(matched > 1500, `${matched} matches`);
});
