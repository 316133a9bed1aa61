import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { promised, servicePlan } from "./service-plan.ts";

const high = servicePlan.parse({
  id: "high",
  name: { zh: "高级", en: "High" },
  responseMinutes: 120,
  onSiteMinutes: 480,
  levels: { "1": { responseMinutes: 30, onSiteMinutes: 240 } },
});
const contract = { number: "C-1", plan: "high", from: "2026-01-01", until: "2026-12-31" };
const of = { responseMinutes: 240, contract, plans: [high], day: "2026-06-01" };

test("the strictest of customer, plan and level counts, while the contract is in force", () => {
  assert.deepEqual(promised(of), { responseMinutes: 120, onSiteMinutes: 480 });
  assert.deepEqual(promised({ ...of, level: 1 }), { responseMinutes: 30, onSiteMinutes: 240 });
  assert.deepEqual(promised({ ...of, level: 3 }), { responseMinutes: 120, onSiteMinutes: 480 });
  assert.deepEqual(promised({ ...of, responseMinutes: 60 }), { responseMinutes: 60, onSiteMinutes: 480 });
  for (const day of ["2025-12-31", "2027-01-01"]) assert.deepEqual(promised({ ...of, day }), { responseMinutes: 240 });
  assert.deepEqual(promised({ ...of, plans: [] }), { responseMinutes: 240 }, "a plan that was taken away");
  assert.deepEqual(promised({ ...of, contract: null }), { responseMinutes: 240 });
});

test("no level ever promises less than no level, and nobody gets more time than the customer's own promise", () => {
  const minutes = fc.option(fc.integer({ min: 1, max: 10_080 }), { nil: undefined });
  const one = fc.record({ responseMinutes: minutes, onSiteMinutes: minutes });
  fc.assert(
    fc.property(one, fc.tuple(one, one, one, one), fc.integer({ min: 1, max: 10_080 }), (plan, levels, own) => {
      const kept = { ...high, ...plan, levels: Object.fromEntries(levels.map((each, at) => [String(at + 1), each])) };
      const input = { ...of, responseMinutes: own, plans: [servicePlan.parse(JSON.parse(JSON.stringify(kept)))] };
      const plain = promised(input);
      assert.ok(plain.responseMinutes <= own);
      for (const level of [1, 2, 3, 4] as const) {
        const strict = promised({ ...input, level });
        assert.ok(strict.responseMinutes <= plain.responseMinutes);
        assert.ok((strict.onSiteMinutes ?? Infinity) <= (plain.onSiteMinutes ?? Infinity));
      }
    }),
  );
});
