import assert from "node:assert/strict";
import { test } from "node:test";
import { StanchError } from "@stanch/model/error";
import type { Call } from "../src/handler.ts";
import { administrator } from "./case.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";

const [rota, week] = ["60000000-0000-4000-8000-000000000001", "60000000-0000-4000-8000-000000000002"] as const;
const zone = "Asia/Shanghai";

const turns = (people: readonly Call[]) => ({
  name: "轮值",
  zone,
  kind: "weekly",
  length: 1,
  start: "2026-02-23T09:00",
  participants: people.map(({ actor }) => actor.id),
});
const hours = (weekdays: readonly number[]) => ({
  name: "值班表",
  zone,
  rules: [{ target: { kind: "rotation", id: rota }, weekdays, start: "00:00", end: "00:00" }],
  overrides: [],
  temporary: [],
});
const everyDay = [1, 2, 3, 4, 5, 6, 7];

const putSchedule = (desk: TestDesk, body: object) =>
  desk.call("schedule.put", administrator, { params: { id: week }, body });
const putRotation = (desk: TestDesk, people: readonly Call[], more: object = {}) =>
  desk.call("rotation.put", administrator, { params: { id: rota }, body: { ...turns(people), ...more } });

for (const engine of await engines()) {
  test(`${engine.name}: no roster is saved with a hole that nobody has seen; every way to make one is asked`, async () => {
    await using desk = await testDesk({}, engine.open);
    const duty = await desk.person("赵值班", "duty-officer");
    await putRotation(desk, [duty]);
    const draft = { kind: "schedules", id: week, form: hours([1, 2, 3, 4, 5]) };
    const gaps = await desk.call("duty.check", administrator, { body: draft });
    assert.equal(gaps[0]?.gaps.length, 5, "weekends of thirty days from Sunday 1 March");
    const refusal: unknown = await putSchedule(desk, hours([1, 2, 3, 4, 5])).catch((error: unknown) => error);
    assert.ok(refusal instanceof StanchError && refusal.code === "E_DUTY_GAPS");
    assert.match(String(refusal.params["gaps"]), /^值班表 2026-03-01 08:00.*2026-03-02 00:00.*Asia\/Shanghai/);
    assert.deepEqual((await desk.call("duty.plan", administrator, {})).schedules, [], "nothing was saved");
    const kept = await putSchedule(desk, { ...hours([1, 2, 3, 4, 5]), acceptGaps: true });
    assert.ok(!Object.hasOwn(kept, "acceptGaps"), "what was accepted is no part of the plan");
    await putSchedule(desk, hours(everyDay));
    await assert.rejects(putRotation(desk, []), { code: "E_DUTY_GAPS" });
    assert.equal((await desk.call("duty.now", administrator, {}))[0]?.gaps.length, 0);
    const away = { start: "2026-03-05T00:00:00Z", end: "2026-03-05T12:00:00Z", remove: duty.actor.id };
    await assert.rejects(putSchedule(desk, { ...hours(everyDay), overrides: [away] }), { code: "E_DUTY_GAPS" });
    const later = { ...away, start: "2026-05-05T00:00:00Z", end: "2026-05-05T12:00:00Z" };
    await putSchedule(desk, { ...hours(everyDay), overrides: [later] });
    await assert.rejects(
      desk.call("duty.check", duty, { body: draft }),
      { code: "E_FORBIDDEN" },
      "whoever may not plan is not asked",
    );
  });

  test(`${engine.name}: a temporary schedule is made, changed and ended; a holiday counts as the day it is said to be`, async () => {
    await using desk = await testDesk({}, engine.open);
    const [duty, spare] = [await desk.person("赵值班", "duty-officer"), await desk.person("周值班", "duty-officer")];
    await putRotation(desk, [duty]);
    const span = { start: "2026-03-02T00:00:00Z", end: "2026-03-04T00:00:00Z" };
    const temporary = [{ ...span, shifts: [{ ...span, staff: spare.actor.id }] }];
    await putSchedule(desk, { ...hours(everyDay), temporary });
    desk.pass(36 * 60);
    const on = async () => (await desk.call("duty.now", duty, {}))[0]?.people.map(({ name }) => name);
    assert.deepEqual(await on(), ["周值班"]);
    const short = { ...span, end: "2026-03-02T12:00:00Z" };
    await putSchedule(desk, {
      ...hours(everyDay),
      temporary: [{ ...short, shifts: [{ ...short, staff: spare.actor.id }] }],
    });
    assert.deepEqual(await on(), ["赵值班"], "it was ended");
    const holidays = [{ date: "2026-03-03", as: 7, name: '<b>节</b> =1+1"' }];
    const rules = [
      { target: { kind: "staff", id: duty.actor.id }, weekdays: [1, 2, 3, 4, 5, 6], start: "00:00", end: "00:00" },
      { target: { kind: "staff", id: spare.actor.id }, weekdays: [7], start: "00:00", end: "00:00" },
    ];
    const put = await putSchedule(desk, { ...hours(everyDay), rules, holidays });
    assert.deepEqual(put.holidays, holidays);
    desk.pass(12 * 60);
    assert.deepEqual(await on(), ["周值班"], "Tuesday 3 March counts as a Sunday");
    const twice = { ...hours(everyDay), rules, holidays: [...holidays, ...holidays] };
    await assert.rejects(putSchedule(desk, twice), /zod|invalid/i);
  });

  test(`${engine.name}: a hand-over note is never changed, taken over once, and outlives its schedule`, async () => {
    await using desk = await testDesk({}, engine.open);
    const [duty, spare] = [await desk.person("赵值班", "duty-officer"), await desk.person("周值班", "duty-officer")];
    await putRotation(desk, [duty]);
    await putSchedule(desk, hours(everyDay));
    const note = '青山医院 09:00 回电。<script>alert(1)</script>\n"\u202e=cmd|';
    const made = await desk.call("handover.write", duty, { body: { schedule: week, note } });
    assert.equal(made.note, note);
    const take = (who: Call) => desk.call("handover.take", who, { params: { id: made.id } });
    assert.equal((await take(spare)).takenBy, "周值班");
    desk.pass(5);
    assert.equal((await take(duty)).takenBy, "周值班", "the first who took it over stands there");
    await assert.rejects(desk.call("handover.write", duty, { body: { schedule: rota, note } }), {
      code: "E_NOT_FOUND",
    });
    await assert.rejects(desk.call("handover.write", duty, { body: { schedule: week, note: " " } }), /zod|small/i);
    await desk.call("duty.remove", administrator, { params: { kind: "schedules", id: week } });
    assert.equal((await desk.call("handover.list", spare, {})).length, 1);
    const researcher = await desk.person("孙研究", "researcher");
    await assert.rejects(take(researcher), { code: "E_FORBIDDEN" });
  });
}
