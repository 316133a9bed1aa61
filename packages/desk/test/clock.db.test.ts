import assert from "node:assert/strict";
import { test } from "node:test";
import { clockFromJournal } from "../src/incident/response-clock.ts";
import { createDesk } from "../src/desk.ts";
import { form, openCase, submit } from "./case.testkit.ts";
import { testDesk } from "./desk.testkit.ts";

test("a running clock tells people at 50, 75, 90 and 100 percent, once each, over a restart", async () => {
  await using desk = await testDesk();
  const officer = await desk.person("赵值班", "duty-officer");
  await desk.person("李主管", "supervisor");
  const { incident } = await openCase(desk, officer);
  const params = { incident };
  const warned = async (): Promise<string[]> =>
    (await desk.call("notice.list", officer, { params }))
      .filter((notice) => /响应时限/.test(notice.subject))
      .map((notice) => `${notice.to.name} ${/\d+%|超过/.exec(notice.subject)?.[0] ?? ""}`);
  desk.pass(119);
  await desk.desk.turns.clocks();
  assert.deepEqual(await warned(), []);
  desk.pass(1);
  await desk.desk.turns.clocks();
  await desk.desk.turns.clocks();
  assert.deepEqual(await warned(), ["赵值班 50%"]);
  desk.pass(60);
  const again = await createDesk(desk.options);
  await again.turns.clocks();
  await desk.desk.turns.clocks();
  await again.close();
  assert.deepEqual((await warned()).toSorted(), ["李主管 75%", "赵值班 50%", "赵值班 75%"].toSorted());
  desk.pass(500);
  await desk.desk.turns.clocks();
  assert.equal((await warned()).filter((one) => one.endsWith("超过")).length, 2);
  const kinds = (await desk.call("incident.journal", officer, { params })).map((entry) => entry.kind);
  assert.equal(kinds.filter((kind) => kind === "clock.warned").length, 2);
  assert.equal(kinds.filter((kind) => kind === "clock.breached").length, 1);
});

test("the promise runs while nobody takes the request, and what was told comes along into the case", async () => {
  await using desk = await testDesk();
  const officer = await desk.person("赵值班", "duty-officer");
  const { request } = await submit(desk);
  desk.pass(200);
  await desk.desk.turns.clocks();
  const opened = await desk.call("request.take", officer, { params: { request }, body: {} });
  const notices = await desk.call("notice.list", officer, { params: { incident: opened.id } });
  assert.equal(notices.filter((notice) => notice.subject.includes("75%")).length, 1);
  desk.pass(1);
  await desk.desk.turns.clocks();
  const after = await desk.call("notice.list", officer, { params: { incident: opened.id } });
  assert.equal(after.filter((notice) => notice.subject.includes("75%")).length, 1, "not told twice");
});

test("the stored clock equals the one the journal tells, through calls, faxes, contracts and late entries", async () => {
  await using desk = await testDesk();
  const officer = await desk.person("赵值班", "duty-officer");
  const contract = {
    name: "青山医院",
    contacts: [],
    language: "zh",
    responseMinutes: 60,
    importance: "important",
    notes: "",
  };
  const customer = await desk.call("customer.create", officer, { body: contract });
  const { incident } = await openCase(desk, officer, {}, { customer: customer.id });
  const params = { incident };
  const start = desk.now().getTime();
  const iso = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();
  // A fax that had come half an hour before, entered now.
  const fax = await desk.call("request.create", officer, { body: { ...form, channel: "fax", proofAt: iso(-30) } });
  const linked = await desk.call("request.take", officer, { params: { request: fax.id }, body: { incident } });
  assert.equal(linked.clock.startedAt, iso(-30));
  assert.equal(linked.clock.dueAt, iso(30));
  desk.pass(20);
  await desk.call("incident.contact", officer, { params, body: { person: "赵", how: "电话", at: iso(15) } });
  await desk.call("incident.contact", officer, { params, body: { person: "钱", how: "电话", at: iso(5) } });
  const last = await desk.call("incident.contact", officer, {
    params,
    body: { person: "孙", how: "电话", at: iso(18) },
  });
  assert.equal(last.clock.stoppedBy, "钱");
  for (const at of [iso(-31), iso(30)]) {
    const body = { person: "x", how: "x", at };
    await assert.rejects(desk.call("incident.contact", officer, { params, body }), { code: "E_TIME_ORDER" }, at);
  }
  const told = clockFromJournal(await desk.call("incident.journal", officer, { params }));
  const { startedAt, dueAt, stoppedAt, stoppedBy, how } = last.clock;
  assert.deepEqual(told, { startedAt, dueAt, minutes: 60, warned: 0, stoppedAt, stoppedBy, how });
  await assert.rejects(desk.call("request.create", officer, { body: { ...form, channel: "fax", proofAt: iso(600) } }), {
    code: "E_TIME_ORDER",
  });
});

test("the call screen's clock runs from the start of the call, and drafts belong to who writes them", async () => {
  await using desk = await testDesk();
  const officer = await desk.person("赵值班", "duty-officer");
  const other = await desk.person("钱值班", "duty-officer");
  const startedAt = desk.now().toISOString();
  const draft = "11111111-1111-4111-8111-111111111111";
  await desk.call("draft.save", officer, { params: { draft }, body: { form: { organisation: "青" } } });
  await desk.call("draft.save", officer, { params: { draft }, body: { form: { organisation: "青山" } } });
  assert.deepEqual((await desk.call("draft.list", officer))[0]?.form, { organisation: "青山" });
  assert.deepEqual(await desk.call("draft.list", other), []);
  await assert.rejects(desk.call("draft.save", other, { params: { draft }, body: { form: {} } }), {
    code: "E_NOT_FOUND",
  });
  desk.pass(7);
  const call = { from: "+8657188880000", to: "+861012345678", startedAt, readBack: true };
  const request = await desk.call("request.create", officer, { body: { ...form, channel: "phone", call } });
  assert.equal(new Date(request.proofAt).toISOString(), startedAt);
  assert.equal(Date.parse(request.receivedAt) - Date.parse(startedAt), 7 * 60_000);
  await desk.call("draft.delete", officer, { params: { draft } });
  assert.deepEqual(await desk.call("draft.list", officer), []);
});
