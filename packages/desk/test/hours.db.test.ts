import assert from "node:assert/strict";
import { test } from "node:test";
import { api } from "@stanch/model/api";
import { type HoursLine, sumHours } from "@stanch/model/hours";
import { customerId } from "@stanch/model/ids";
import { sql } from "kysely";
import { clockFromJournal } from "../src/incident/response-clock.ts";
import type { Call } from "../src/handler.ts";
import { openCase } from "./case.testkit.ts";
import { testDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";

const work = { startedAt: "2026-03-01T00:30:00Z", minutes: 90, purpose: "对 web-01 制作磁盘镜像", billable: true };

for (const engine of await engines()) {
  test(`hours are written once and corrected by further lines, all of it in the journal (${engine.name})`, async () => {
    await using desk = await testDesk({}, engine.open);
    const handler = await desk.person("钱处置", "handler", "duty-officer");
    const other = await desk.person("孙研究", "researcher");
    const { incident } = await openCase(desk, handler);
    const elsewhere = await openCase(desk, handler, { organisation: "东湖银行" });
    const params = { incident };
    desk.pass(240);
    const first = await desk.call("hours.record", handler, { params, body: work });
    const [line] = first.lines;
    assert.ok(line !== undefined);
    assert.deepEqual([line.staff.name, line.minutes, line.recordedBy], ["钱处置", 90, "钱处置"]);
    // A researcher enters for another person: both are named.
    const hostile = "<img src=x onerror=alert(1)>\u202e=cmd|' /C calc'!A0";
    const forOther = { ...work, staff: handler.actor.id, minutes: 30, purpose: hostile, billable: false };
    const second = await desk.call("hours.record", other, { params, body: forOther });
    assert.deepEqual([second.lines[1]?.purpose, second.lines[1]?.recordedBy], [hostile, "孙研究"]);
    assert.deepEqual(second.total, { minutes: 120, billableMinutes: 90 });

    const body = { ...work, minutes: 60, reason: "只用了一小时" };
    const at = { params: { incident, line: line.id }, body };
    const third = await desk.call("hours.correct", other, at);
    assert.deepEqual(third.total, { minutes: 90, billableMinutes: 60 });
    assert.equal(third.lines[0]?.minutes, 90, "the wrong line still stands");
    assert.equal(third.lines[0]?.correctedBy, third.lines[2]?.id);
    assert.equal(third.lines[2]?.staff.name, "钱处置", "it stays whose work it was");
    await assert.rejects(desk.call("hours.correct", other, at), { code: "E_STATE" });
    const out = { params: { incident, line: third.lines[2]?.id }, body: { ...body, minutes: 0 } };
    assert.deepEqual((await desk.call("hours.correct", handler, out)).total, { minutes: 30, billableMinutes: 0 });

    const strange = { params: { incident: elsewhere.incident, line: line.id }, body };
    await assert.rejects(desk.call("hours.correct", handler, strange), { code: "E_NOT_FOUND" });
    const journal = await desk.call("incident.journal", handler, { params });
    const lines = journal.filter(({ kind }) => kind.startsWith("hours."));
    assert.deepEqual(
      lines.map(({ kind, data }) => [kind, data.minutes]),
      [
        ["hours.recorded", 90],
        ["hours.recorded", 30],
        ["hours.corrected", 60],
        ["hours.corrected", 0],
      ],
    );
    assert.ok(clockFromJournal(journal), "other readers of the journal are not disturbed");
    assert.equal((lines[2]?.data.before as { minutes: number } | undefined)?.minutes, 90);
  });

  test(`totals are per person and per case, by month of the centre's zone and by customer (${engine.name})`, async () => {
    await using desk = await testDesk({}, engine.open);
    const handler = await desk.person("钱处置", "handler", "duty-officer");
    const other = await desk.person("孙处置", "handler");
    const contract = { contacts: [], language: "zh", responseMinutes: 60, importance: "important", notes: "" };
    const customer = await desk.call("customer.create", handler, { body: { ...contract, name: "青山医院" } });
    const own = await openCase(desk, handler, {}, { customer: customer.id });
    const two = await openCase(desk, handler, { organisation: "东湖银行" });
    const record = (who: Call, incident: string, startedAt: string, minutes: number, billable: boolean) =>
      desk.call("hours.record", who, { params: { incident }, body: { ...work, startedAt, minutes, billable } });
    // 15:59:59Z of the last of February is still February in Shanghai, a second later it is March.
    const march = await record(handler, own.incident, "2026-02-28T16:00:00Z", 100, true);
    await record(other, own.incident, "2026-02-28T15:59:59Z", 20, true);
    await record(other, two.incident, "2026-02-28T20:00:00Z", 7, false);
    const wrong = { ...work, startedAt: "2026-02-28T16:00:00Z", minutes: 40, reason: "记多了" };
    const line = march.lines[0]?.id;
    await desk.call("hours.correct", handler, { params: { incident: own.incident, line }, body: wrong });
    const totals = async (query: object) => {
      const { total, byPerson, byCase } = await desk.call("hours.totals", handler, { query });
      const people = byPerson.map(({ staff, minutes, billableMinutes }) => [staff.name, minutes, billableMinutes]);
      return [total.minutes, total.billableMinutes, people, byCase.map((one) => [one.organisation, one.minutes])];
    };
    const people = [
      ["钱处置", 40, 40],
      ["孙处置", 27, 20],
    ];
    const cases = [
      ["青山医院", 60],
      ["东湖银行", 7],
    ];
    assert.deepEqual(await totals({}), [67, 60, people, cases]);
    assert.deepEqual(await totals({ from: "2026-03", to: "2026-03" }), [
      47,
      40,
      [
        ["钱处置", 40, 40],
        ["孙处置", 7, 0],
      ],
      [
        ["青山医院", 40],
        ["东湖银行", 7],
      ],
    ]);
    assert.deepEqual(await totals({ to: "2026-02" }), [20, 20, [["孙处置", 20, 20]], [["青山医院", 20]]]);
    assert.deepEqual((await totals({ customer: customer.id }))[0], 60);
    assert.deepEqual(await totals({ from: "2027-01" }), [0, 0, [], []]);

    const who: Call = {
      actor: { kind: "customer", id: customer.id, name: "客户" },
      roles: ["customer"],
      scope: { kind: "customer", customer: customerId.parse(customer.id) },
    };
    const one = { params: { incident: own.incident } };
    await assert.rejects(desk.call("hours.list", who, one), { code: "E_FORBIDDEN" });
    await assert.rejects(desk.call("hours.totals", who, { query: {} }), { code: "E_FORBIDDEN" });
  });
}

test("work in the future, work of more than a day and work of nobody are refused; a sealed case takes no hours", async () => {
  await using desk = await testDesk();
  const handler = await desk.person("钱处置", "handler", "duty-officer");
  const { incident } = await openCase(desk, handler);
  const params = { incident };
  const record = (change: object) => desk.call("hours.record", handler, { params, body: { ...work, ...change } });
  await assert.rejects(record({ startedAt: "2026-03-01T00:00:00Z", minutes: 2 }), { code: "E_TIME_ORDER" });
  for (const minutes of [0, 1441, 1.5, -1])
    assert.ok(!api["hours.record"].body.safeParse({ ...work, minutes }).success, String(minutes));
  const nobody = { staff: "00000000-0000-4000-8000-0000000000ff", startedAt: "2026-02-28T00:00:00Z" };
  await assert.rejects(record(nobody), { code: "E_NOT_FOUND" });
  const row = `insert into work_hours select gen_random_uuid(), incident_id, 9, staff_id, staff_name, started_at, 1, 'x', true, null,
    null, now(), 'x' from work_hours`;
  await record({ startedAt: "2026-02-28T00:00:00Z" });
  const { db } = desk.options.records;
  await db.updateTable("incident").set({ state: "archived" }).where("id", "=", incident).execute();
  await assert.rejects(record({ startedAt: "2026-02-28T00:00:00Z" }), { code: "E_ARCHIVED" });
  await assert.rejects(sql.raw(row).execute(db));
  await assert.rejects(sql`update work_hours set minutes = 1`.execute(db));
  await assert.rejects(sql`delete from work_hours`.execute(db));
});

test("sums count each stretch of work once, however long a chain of corrections is", () => {
  const staff = { id: "00000000-0000-4000-8000-000000000001" as HoursLine["staff"]["id"], name: "x" };
  const line = (id: string, minutes: number, more: Partial<HoursLine> = {}): HoursLine => ({
    id,
    staff,
    minutes,
    startedAt: work.startedAt,
    purpose: "x",
    billable: true,
    recordedAt: work.startedAt,
    recordedBy: "x",
    ...more,
  });
  const chain = [line("a", 10, { correctedBy: "b" }), line("b", 20, { correctedBy: "c" }), line("c", 30), line("d", 5)];
  assert.deepEqual(sumHours(chain).total, { minutes: 35, billableMinutes: 35 });
  assert.equal(sumHours(chain).byPerson.length, 1);
  assert.deepEqual(sumHours([]), { total: { minutes: 0, billableMinutes: 0 }, byPerson: [] });
});
