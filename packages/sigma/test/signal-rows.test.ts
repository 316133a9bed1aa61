import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { base, correlation } from "./correlation.testkit.ts";
import { setOf } from "./rules.testkit.ts";

const set = setOf(
  base("a"),
  base("b"),
  correlation({ type: "event_count", rules: ["a"], "group-by": ["ip"], condition: { gte: 2 } }, { id: "c1" }),
  correlation({ type: "event_count", rules: ["a", "b"], condition: { gte: 3 } }, { id: "c2" }),
  correlation(
    { type: "value_count", rules: ["a", "b"], "group-by": ["ip", "user"], condition: { field: "bytes", gte: 2 } },
    { id: "c3" },
  ),
  correlation({ type: "value_sum", rules: ["b"], condition: { field: "bytes", gte: 3 } }, { id: "c4" }),
  correlation({ type: "temporal_ordered", rules: ["a", "b"], "group-by": ["user"] }, { id: "c5" }),
);
const fields = ["ip", "user", "bytes"] as const;
const words = ["", "1", "2", "x"];

const shot = fc.record({
  rules: fc.subarray(["a", "b"]),
  second: fc.nat(60),
  values: fc.array(fc.integer({ min: -1, max: words.length - 1 }), {
    minLength: fields.length,
    maxLength: fields.length,
  }),
});

test("matches handed over as columns are found to show the same as one by one, by numbers as by names", () => {
  assert.deepEqual(set.rejected, []);
  fc.assert(
    fc.property(fc.array(shot, { maxLength: 60 }), fc.constantFrom(5, 1000), fc.nat(60), (shots, maxSignals, cut) => {
      const hash = (id: number | string): number => (Number(id) * 7) % 32;
      const single = set.correlator<string>({ maxSignals, hash });
      const rows = set.correlator<number>({ maxSignals, hash });
      for (const [ruleIndex, { name }] of set.rules.entries()) {
        const hit = shots.flatMap(({ rules }, at) => (rules.includes(name ?? "") ? [at] : []));
        for (const at of hit) {
          const { second = 0, values = [] } = shots[at] ?? {};
          const get = (field: string): string | undefined =>
            words[values[fields.findIndex((one) => one === field)] ?? -1];
          single.add(ruleIndex, { time: second * 1e6, id: String(at).padStart(4, "0"), get });
        }
        const table = {
          times: shots.map(({ second }) => second * 1e6),
          words,
          column(field: string) {
            const place = fields.findIndex((one) => one === field);
            return place < 0 ? undefined : shots.map(({ values }) => values[place] ?? -1);
          },
        };
        const ids = shots.map((_, at) => at);
        // Tables come in parts, and ids as typed columns or not.
        rows.addRows(ruleIndex, { ...table, rows: hit.filter((at) => at < cut), ids: Int32Array.from(ids) });
        rows.addRows(ruleIndex, {
          ...table,
          rows: hit.filter((at) => at >= cut),
          ids: cut % 2 === 0 ? ids : Int32Array.from(ids),
        });
      }
      const found = rows
        .finish()
        .map((match) => ({ ...match, events: match.events.map((id) => String(id).padStart(4, "0")) }));
      assert.deepEqual(found, single.finish());
    }),
  );
});
