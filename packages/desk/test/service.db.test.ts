import assert from "node:assert/strict";
import { test } from "node:test";
import { siteFromJournal, siteDue } from "../src/incident/site-clock.ts";
import { clockFromJournal } from "../src/incident/response-clock.ts";
import { publicCall, type Call } from "../src/handler.ts";
import { administrator, form, openCase, submit } from "./case.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";

const plan = {
  id: "high",
  name: { zh: "高级", en: "High" },
  responseMinutes: 120,
  onSiteMinutes: 480,
  levels: { "1": { responseMinutes: 30, onSiteMinutes: 240 }, "2": { responseMinutes: 60 } },
};
const contract = { number: '=HT-1"<b>', plan: "high", from: "2026-01-01", until: "2026-12-31" };
const sites = [{ id: "90000000-0000-4000-8000-000000000001", name: "主院区", place: "杭州市西湖区" }];
const assets = [
  {
    id: "90000000-0000-4000-8000-000000000002",
    name: "HIS",
    address: "10.0.3.7",
    site: sites[0]?.id,
    importance: "special",
  },
];

async function served(desk: TestDesk, officer: Call, more: object = {}) {
  await desk.call("settings.put", administrator, { body: { servicePlans: [plan] } });
  const body = {
    name: "青山医院",
    contacts: [],
    language: "zh",
    responseMinutes: 240,
    importance: "important",
    notes: "",
  };
  return desk.call("customer.create", officer, { body: { ...body, sites, assets, contract, ...more } });
}

const minutesOf = (clock: { startedAt: string; dueAt?: string | undefined }): number =>
  (Date.parse(clock.dueAt ?? "") - Date.parse(clock.startedAt)) / 60_000;

async function determine(desk: TestDesk, who: Call, incident: string, level: 1 | 2 | 3 | 4): Promise<void> {
  const factors = { importance: "important", loss: "severe", harm: "general" };
  const override = { level, reason: "核定" };
  const body = { disposition: "incident", type: "NA-06", secondary: [], factors, override, reason: "x" };
  await desk.call("determination.create", who, { params: { incident }, body });
}

for (const engine of await engines()) {
  test(`${engine.name}: the clock is the contract's: by customer, by plan, by level, and only while it is in force`, async () => {
    await using desk = await testDesk({}, engine.open);
    const officer = await desk.person("赵值班", "duty-officer");
    const supervisor = await desk.person("李主管", "supervisor");
    const customer = await served(desk, officer);
    assert.deepEqual(
      [customer.contract?.number, customer.sites[0]?.name, customer.assets[0]?.name],
      [contract.number, "主院区", "HIS"],
    );
    const { incident } = await openCase(desk, officer, {}, { customer: customer.id });
    const get = () => desk.call("incident.get", officer, { params: { incident } });
    const before = await get();
    assert.deepEqual([minutesOf(before.clock), before.siteClock?.minutes], [120, 480]);
    await determine(desk, supervisor, incident, 2);
    const second = await get();
    assert.deepEqual([minutesOf(second.clock), second.siteClock?.minutes], [60, 480]);
    await determine(desk, supervisor, incident, 1);
    const first = await get();
    assert.deepEqual([minutesOf(first.clock), minutesOf(first.siteClock ?? first.clock)], [30, 240]);
    await determine(desk, supervisor, incident, 4);
    assert.deepEqual(
      [minutesOf((await get()).clock), (await get()).siteClock?.minutes],
      [30, 240],
      "a milder level gives no time back",
    );
    const journal = await desk.call("incident.journal", officer, { params: { incident } });
    assert.equal(clockFromJournal(journal)?.dueAt, (await get()).clock.dueAt);
    const old = { ...contract, until: "2026-02-01" };
    const { id, createdAt: _c, openIncidents: _o, ...form } = customer;
    await desk.call("customer.update", officer, { params: { customer: id }, body: { ...form, contract: old } });
    const { incident: later } = await openCase(desk, officer, {}, { customer: id });
    const plain = await desk.call("incident.get", officer, { params: { incident: later } });
    assert.deepEqual([minutesOf(plain.clock), plain.siteClock], [240, undefined]);
  });

  test(`${engine.name}: pages and the call tree name the promise of the contract, not the centre's`, async () => {
    await using desk = await testDesk({}, engine.open);
    const officer = await desk.person("赵值班", "duty-officer");
    const customer = await served(desk, officer);
    const id = "40000000-0000-4000-8000-000000000001";
    const targets = [{ kind: "staff", id: officer.actor.id }];
    const step = { name: "值班台", kind: "page", acknowledged: "stop", delayMinutes: 5, targets };
    const policy = { name: "7×24", repeat: 1, actionMinutes: 15, steps: [step] };
    await desk.call("policy.put", administrator, { params: { id }, body: policy });
    await desk.call("settings.put", administrator, { body: { policy: id } });
    const account: Call = {
      actor: { kind: "customer", id: "00000000-0000-4000-8000-0000000000aa", name: "王芳" },
      roles: ["customer"],
      scope: { kind: "customer", customer: customer.id },
    };
    const made = await desk.call("portal.submit", account, { body: form });
    const { incident } = await openCase(desk, officer, {}, { customer: customer.id });
    const notices = await desk.call("notice.list", officer, { params: { incident } });
    assert.ok(
      notices.some(({ body }) => body.includes("12:00")),
      "before it is taken nobody knows whose it is",
    );
    const own = made.request;
    const tree = await desk.call("callTree.get", officer, { params: { request: own } });
    assert.match(tree.people[0]?.script.zh ?? "", /2026-03-01 10:00/, "two hours by the contract, not four");
    const { id: taken } = await desk.call("request.take", officer, { params: { request: own }, body: {} });
    const pages = await desk.call("notice.list", officer, { params: { incident: taken } });
    assert.ok(
      pages.filter(({ subject }) => subject.includes("值班台")).every(({ body }) => body.includes("2026-03-01 10:00")),
    );
    assert.ok(pages.length > 0);
  });

  test(`${engine.name}: the time on site is paused with a reason that the customer reads; the time to respond never is`, async () => {
    await using desk = await testDesk({}, engine.open);
    const officer = await desk.person("赵值班", "duty-officer");
    const handler = await desk.person("钱处置", "handler");
    const customer = await served(desk, officer);
    const { incident, token } = await openCase(desk, officer, {}, { customer: customer.id });
    const params = { incident };
    const stored = async () => {
      const one = await desk.call("incident.get", officer, { params });
      const told = siteFromJournal(await desk.call("incident.journal", officer, { params }));
      assert.equal(told === undefined ? undefined : siteDue(told), one.siteClock?.dueAt, "the journal says the same");
      return one;
    };
    const due = (await stored()).siteClock?.dueAt ?? "";
    const reason = "客户大门 18:00 关闭 <img src=x onerror=alert(1)>\u202e";
    desk.pass(60);
    await desk.call("siteClock.pause", officer, { params, body: { reason } });
    await assert.rejects(desk.call("siteClock.pause", officer, { params, body: { reason } }), { code: "E_STATE" });
    const still = await stored();
    assert.equal(still.siteClock?.dueAt, undefined);
    assert.equal(minutesOf(still.clock), 120, "the response clock runs on");
    const page = await desk.call("public.status", publicCall, { params: { token } });
    assert.deepEqual([page.siteClock?.pauses[0]?.reason, page.siteClock?.dueAt], [reason, undefined]);
    desk.pass(600);
    await desk.desk.turns.clocks();
    const kinds = (await desk.call("incident.journal", officer, { params })).map(({ kind }) => kind);
    assert.ok(!kinds.includes("site-clock.warned"), "nobody is warned while it stands still");
    await desk.call("siteClock.resume", officer, { params });
    await assert.rejects(desk.call("siteClock.resume", officer, { params }), { code: "E_STATE" });
    assert.equal(Date.parse((await stored()).siteClock?.dueAt ?? "") - Date.parse(due), 600 * 60_000);
    desk.pass(180);
    await desk.desk.turns.clocks();
    await desk.desk.turns.clocks();
    const subjects = (await desk.call("notice.list", officer, { params })).map(({ subject }) => subject);
    assert.equal(subjects.filter((one) => one.includes("到场时限已用去 50%")).length, 1);
    const order = { staff: handler.actor.id, part: "handler", mode: "on-site" };
    const { id: assignment } = await desk.call("assignment.create", officer, { params, body: order });
    for (const state of ["accepted", "under-way", "arrived"])
      await desk.call("assignment.change", handler, { params: { incident, assignment }, body: { state } });
    const there = await stored();
    assert.deepEqual([there.siteClock?.stoppedBy, there.siteClock?.stoppedAt], ["钱处置", desk.now().toISOString()]);
    await assert.rejects(desk.call("siteClock.pause", officer, { params, body: { reason } }), { code: "E_STATE" });
    desk.pass(5000);
    await desk.desk.turns.clocks();
    assert.ok(
      !(await desk.call("notice.list", officer, { params })).some(({ subject }) => subject.includes("尚无人到场")),
    );
    assert.deepEqual(desk.errors, []);
  });

  test(`${engine.name}: nobody promised to come: there is no clock to pause; the request of nobody has the centre's promise`, async () => {
    await using desk = await testDesk({}, engine.open);
    const officer = await desk.person("赵值班", "duty-officer");
    const { request } = await submit(desk);
    const {
      id: incident,
      siteClock,
      clock,
    } = await desk.call("request.take", officer, { params: { request }, body: {} });
    assert.deepEqual([siteClock, minutesOf(clock)], [undefined, 240]);
    await assert.rejects(desk.call("siteClock.pause", officer, { params: { incident }, body: { reason: "x" } }), {
      code: "E_STATE",
      params: { state: "none" },
    });
    await assert.rejects(desk.call("settings.put", administrator, { body: { servicePlans: [plan, plan] } }), {
      code: "E_SETTING_INVALID",
    });
  });
}
