import assert from "node:assert/strict";
import { test } from "node:test";
import { deadlineRules } from "@stanch/model/legal-deadline";
import type { LegalDuty } from "@stanch/model/legal-duty";
import fc from "fast-check";
import { dutyReminder, dutyWarning, emptySheet, planDuties, wantedRules } from "./legal-plan.ts";

const ids = deadlineRules.map(({ id }) => id);

test("nothing is ever taken off the list: a duty is added once, retired in sight, and comes back as the same one", () => {
  const step = fc.subarray(ids);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.subarray(ids), (wishes, reported) => {
      const list = new Map<string, LegalDuty["state"]>();
      for (const wish of wishes) {
        const before = new Set(list.keys());
        const wanted = deadlineRules.filter(({ id }) => wish.includes(id));
        const plan = planDuties(
          wanted,
          [...list].map(([id, state]) => ({ id, state })),
        );
        for (const { id } of plan.added) assert.ok(!list.has(id), `${id} was added twice`);
        for (const { id } of plan.added) list.set(id, reported.includes(id) ? "sent" : "open");
        for (const id of plan.again) list.set(id, "open");
        for (const id of plan.retired) {
          assert.equal(list.get(id), "open", "what was reported is never retired");
          list.set(id, "retired");
        }
        for (const id of before) assert.ok(list.has(id));
        for (const { id } of wanted) assert.notEqual(list.get(id), "retired", `${id} is wanted`);
        for (const [id, state] of list) if (state === "open") assert.ok(wish.includes(id), `${id} is not wanted`);
      }
    }),
  );
});

test("a duty that somebody explained away stays so, and what is no incident owes nothing new", () => {
  const wanted = wantedRules(emptySheet, { level: 2, state: "open" });
  const [first] = wanted;
  assert.ok(first !== undefined);
  const plan = planDuties(wanted, [{ id: first.id, state: "waived" }]);
  assert.deepEqual([plan.added.length, plan.again, plan.retired], [wanted.length - 1, [], []]);
  assert.deepEqual(wantedRules({ ...emptySheet, crime: true }, { level: null, state: "not-an-incident" }), []);
  assert.deepEqual(wantedRules(emptySheet, { level: null, state: "open" }), []);
});

test("each share of the time is warned about once, the highest that was reached", () => {
  const clock = { startedAt: "2026-03-01T00:00:00Z", dueAt: "2026-03-01T04:00:00Z" };
  const at = (warned: number, minutes: number) =>
    dutyWarning({ ...clock, warned }, new Date(Date.parse(clock.startedAt) + minutes * 60_000).toISOString());
  assert.deepEqual(
    [at(0, 119), at(0, 120), at(50, 120), at(50, 239), at(90, 239), at(90, 240), at(100, 999), at(0, 999)],
    [undefined, 50, undefined, 90, undefined, 100, undefined, 100],
  );
});

test("what is owed at once is reminded of after half an hour, two hours and a day, each time once", () => {
  const at = (minutes: number) => new Date(minutes * 60_000).toISOString();
  const of = (minutes: number, warned: number, addedAt = at(0)) =>
    dutyReminder({ startedAt: at(0), addedAt, warned }, at(minutes));
  assert.equal(of(29, 0), undefined);
  assert.equal(of(30, 0), 1);
  assert.equal(of(119, 1), undefined);
  assert.equal(of(120, 1), 2);
  assert.equal(of(1440, 2), 3);
  assert.equal(of(9999, 3), undefined, "not for ever");
  assert.equal(of(2000, 0), 3, "after a long stop one reminder, not three");
  assert.equal(of(100, 0, at(90)), undefined, "it came up ten minutes ago");
});
