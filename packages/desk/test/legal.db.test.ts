import assert from "node:assert/strict";
import { test } from "node:test";
import { customerId } from "@stanch/model/ids";
import type { LegalSheet } from "@stanch/model/legal-duty";
import type { Call } from "../src/handler.ts";
import { openCase } from "./case.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";

const grave = { importance: "important", loss: "considerable", harm: "considerable" };
const slight = { importance: "general", loss: "minor", harm: "general" };

async function people(desk: TestDesk) {
  return {
    handler: await desk.person("钱处置", "handler"),
    officer: await desk.person("李值班", "duty-officer"),
    supervisor: await desk.person("周主管", "supervisor"),
  };
}

const determine = (
  desk: TestDesk,
  who: Call,
  incident: string,
  factors: object | undefined,
  disposition = "incident",
) =>
  desk.call("determination.create", who, {
    params: { incident },
    body: { disposition, type: "NA-05", secondary: [], factors, reason: "据现有证据" },
  });

const view = async (desk: TestDesk, who: Call, incident: string) =>
  (await desk.call("legal.get", who, { params: { incident } })).duties;
const states = async (desk: TestDesk, who: Call, incident: string) =>
  Object.fromEntries((await view(desk, who, incident)).map(({ rule, state }) => [rule.id, state]));
const state = (desk: TestDesk, who: Call, incident: string, sheet: LegalSheet, keepForCustomer = false) =>
  desk.call("legal.state", who, { params: { incident }, body: { sheet, reason: "客户来电说明", keepForCustomer } });

const sent = (at: Date, change: object = {}) => ({
  sentAt: at.toISOString(),
  sender: "钱处置",
  recipient: "省网信办",
  channel: "12387 网站",
  body: "首报：……",
  receipt: "受理号 2026-001",
  ...change,
});

for (const engine of await engines()) {
  test(`${engine.name}: a level brings duties with clocks from when the customer knew; another level retires them in sight and never starts a clock anew`, async () => {
    await using desk = await testDesk({}, engine.open);
    const { handler } = await people(desk);
    const { incident } = await openCase(desk, handler);
    const began = desk.now().toISOString();
    assert.deepEqual(await view(desk, handler, incident), []);
    desk.pass(30);
    await determine(desk, handler, incident, grave);
    const first = await view(desk, handler, incident);
    const cac = first.find(({ rule }) => rule.id === "CN-CAC-OTHER");
    assert.deepEqual(
      [cac?.state, cac?.startedAt, cac?.dueAt].map((at) => (at?.includes("T") === true ? Date.parse(at) : at)),
      ["open", Date.parse(began), Date.parse(began) + 4 * 3_600_000],
    );
    const final = first.find(({ rule }) => rule.id === "CN-CAC-FINAL");
    assert.deepEqual([final?.state, final?.startedAt], ["open", undefined], "handling has not ended");
    desk.pass(60);
    await determine(desk, handler, incident, slight);
    assert.deepEqual(new Set(Object.values(await states(desk, handler, incident))), new Set(["retired"]));
    desk.pass(60);
    await determine(desk, handler, incident, grave);
    const again = (await view(desk, handler, incident)).find(({ rule }) => rule.id === "CN-CAC-OTHER");
    assert.deepEqual([again?.state, again?.startedAt, again?.dueAt], ["open", cac?.startedAt, cac?.dueAt]);
    await determine(desk, handler, incident, undefined, "false-indicator");
    assert.deepEqual(new Set(Object.values(await states(desk, handler, incident))), new Set(["retired"]));
    const lines = (await desk.call("incident.journal", handler, { params: { incident } })).filter(
      ({ kind }) => kind === "legal.planned",
    );
    assert.equal(lines.length, 4, "every change of the list is a line");
  });

  test(`${engine.name}: what people state moves clocks only in writing; the profile is there for the customer's next incident`, async () => {
    await using desk = await testDesk({}, engine.open);
    const { handler, officer } = await people(desk);
    const contract = {
      name: "东湖银行",
      contacts: [],
      language: "zh",
      responseMinutes: 60,
      importance: "special",
      notes: "",
    };
    const customer = await desk.call("customer.create", officer, { body: contract });
    const { incident } = await openCase(desk, handler, {}, { customer: customer.id });
    await determine(desk, handler, incident, grave);
    const { sheet } = await desk.call("legal.get", handler, { params: { incident } });
    const aware = "2026-02-28T22:30:00.000Z";
    const bank: LegalSheet = {
      ...sheet,
      jurisdictions: ["CN", "EU"],
      operator: "cii",
      sectors: ["finance"],
      data: "personal",
      crime: true,
      moments: { aware },
    };
    const future = { ...bank, moments: { aware: "2027-01-01T00:00:00Z" } };
    await assert.rejects(state(desk, handler, incident, future), { code: "E_TIME_ORDER" });
    const stated = await state(desk, handler, incident, bank, true);
    const by = new Map(stated.duties.map((one) => [one.rule.id, one]));
    assert.equal(by.get("CN-CAC-OTHER")?.state, "retired");
    assert.equal(Date.parse(by.get("CN-CAC-CII")?.dueAt ?? ""), Date.parse("2026-02-28T23:30:00Z"));
    assert.equal(Date.parse(by.get("EU-GDPR-33")?.dueAt ?? ""), Date.parse("2026-03-03T22:30:00Z"));
    assert.equal(by.get("CN-PIPL-57")?.dueAt, undefined, "at once has no number");
    const line = (await desk.call("incident.journal", handler, { params: { incident } })).findLast(
      ({ kind }) => kind === "legal.stated",
    );
    const said = JSON.stringify(line?.data);
    assert.ok(said.includes("客户来电说明") && said.includes("CN-CAC-PROVIDER"), said);
    const next = await openCase(desk, handler, {}, { customer: customer.id });
    const fresh = await desk.call("legal.get", handler, { params: { incident: next.incident } });
    assert.deepEqual([fresh.sheet.operator, fresh.sheet.data, fresh.sheet.moments], ["cii", "none", {}]);
  });

  test(`${engine.name}: people are told when a duty comes up, at 50, 75, 90 and 100 %, once each; a report stops it and starts the next`, async () => {
    await using desk = await testDesk({}, engine.open);
    const { handler, supervisor } = await people(desk);
    const { incident } = await openCase(desk, handler);
    const { sheet } = await desk.call("legal.get", handler, { params: { incident } });
    await state(desk, handler, incident, { ...sheet, jurisdictions: ["CN", "EU"], sectors: ["nis2"] });
    await determine(desk, handler, incident, grave);
    const told = async () =>
      (await desk.call("notice.list", handler, { params: { incident } }))
        .filter(({ subject, to }) => /法定|依法/.test(subject) && !subject.includes("立即") && to.name === "周主管")
        .map(({ subject }) => subject.replace(/^SEC-\S+ /, ""));
    assert.equal((await told()).length, 1);
    for (const minutes of [119, 1, 0, 60, 36, 24, 600]) {
      desk.pass(minutes);
      await desk.desk.turns.legal();
      await desk.desk.turns.legal();
    }
    const all = await told();
    assert.equal(all.filter((one) => one.startsWith("已超过")).length, 1, all.join("\n"));
    assert.deepEqual(
      all.slice(1).map((one) => /\d+%/.exec(one)?.[0] ?? "100%"),
      ["50%", "75%", "90%", "100%", "50%"],
    );
    const report = (rule: string, body: object) =>
      desk.call("legal.report", handler, { params: { incident, rule }, body });
    await assert.rejects(report("CN-CAC-OTHER", sent(new Date(desk.now().getTime() + 3_600_000))), {
      code: "E_TIME_ORDER",
    });
    for (const missing of ["recipient", "channel", "receipt", "sender", "body"]) {
      await assert.rejects(report("CN-CAC-OTHER", sent(desk.now(), { [missing]: " " })), missing);
    }
    const first = await report("CN-CAC-OTHER", sent(desk.now()));
    assert.deepEqual([first.state, first.reports.length], ["sent", 1]);
    assert.equal((await report("CN-CAC-OTHER", sent(desk.now(), { body: "续报" }))).reports.length, 2);
    const before = (await view(desk, handler, incident)).find(({ rule }) => rule.id === "EU-NIS2-3");
    assert.equal(before?.startedAt, undefined);
    const at = desk.now();
    await report("EU-NIS2-2", sent(at));
    const after = (await view(desk, handler, incident)).find(({ rule }) => rule.id === "EU-NIS2-3");
    assert.equal(Date.parse(after?.startedAt ?? ""), at.getTime());
    const kinds = (await desk.call("incident.journal", supervisor, { params: { incident } })).filter(({ kind }) =>
      kind.startsWith("legal."),
    );
    const reported = kinds.filter(({ kind }) => kind === "legal.reported");
    assert.deepEqual(
      reported.map(({ data }) => [data.late, data.supplement]),
      [
        [true, false],
        [false, true],
        [false, false],
      ],
    );
  });

  test(`${engine.name}: a case is not sealed over an open duty; only who may decide explains one away; customers see none of it`, async () => {
    await using desk = await testDesk({}, engine.open);
    const { handler, supervisor } = await people(desk);
    const { incident } = await openCase(desk, handler);
    await determine(desk, handler, incident, grave);
    const waive = (who: Call, rule: string) =>
      desk.call("legal.waive", who, { params: { incident, rule }, body: { reason: "非网络运营者" } });
    await assert.rejects(waive(handler, "CN-CAC-OTHER"), { code: "E_FORBIDDEN" });
    await assert.rejects(waive(supervisor, "CN-NOTHING"), { code: "E_NOT_FOUND" });
    const waived = await waive(supervisor, "CN-CAC-OTHER");
    assert.deepEqual([waived.state, waived.ended?.by, waived.ended?.reason], ["waived", "周主管", "非网络运营者"]);
    await assert.rejects(waive(supervisor, "CN-CAC-OTHER"), { code: "E_STATE" });
    const archivist = await desk.person("档案", "archivist");
    const sealing = desk.call("archive.seal", archivist, {
      params: { incident },
      body: { classification: "internal" },
    });
    await assert.rejects(sealing, (error: { params?: { missing?: string } }) => {
      assert.match(error.params?.missing ?? "", /还有 2 项法定报告.*duties to report by law/s);
      return true;
    });
    const running = await desk.call("legal.running", supervisor);
    assert.deepEqual(
      running.map(({ rule, incident: one }) => [rule.id, one.id]),
      [
        ["CN-CAC-PROVIDER", incident],
        ["CN-CAC-FINAL", incident],
      ],
    );
    const stranger: Call = {
      actor: { kind: "customer", id: "c", name: "客户" },
      roles: ["customer"],
      scope: { kind: "customer", customer: customerId.parse("00000000-0000-4000-8000-0000000000cc") },
    };
    await assert.rejects(desk.call("legal.get", stranger, { params: { incident } }), { code: "E_FORBIDDEN" });
  });

  test(`${engine.name}: the draft says in each language what the case knows, and hostile text of a customer stays text`, async () => {
    await using desk = await testDesk({}, engine.open);
    const { handler } = await people(desk);
    const hostile = "</textarea><img src=x onerror=alert(1)>\u202e\n3. 伪造的标题";
    const { incident } = await openCase(desk, handler, { description: hostile });
    await determine(desk, handler, incident, grave);
    const draft = async (language: string) =>
      (await desk.call("legal.draft", handler, { params: { incident, rule: "CN-CAC-OTHER" }, query: { language } }))
        .body;
    const [zh, en] = [await draft("zh"), await draft("en")];
    assert.match(zh, /青山医院.*王芳.*杭州市 3 号机房.*后门植入.*3（较大|3 \(较大/s);
    assert.match(en, /Organisation.*青山医院.*Level of incident/s);
    for (const text of [zh, en]) {
      assert.doesNotMatch(text, /\u202e/);
      assert.match(text, /^ {4}3\. 伪造的标题$/m);
    }
    const call = { params: { incident, rule: "EU-GDPR-33" }, query: { language: "zh" } };
    await assert.rejects(desk.call("legal.draft", handler, call), { code: "E_NOT_FOUND" });
  });

  test(`${engine.name}: what is owed at once is reminded of until it is reported, whatever restarts`, async () => {
    await using desk = await testDesk({}, engine.open);
    const { handler, officer } = await people(desk);
    const { incident } = await openCase(desk, officer);
    await determine(desk, handler, incident, slight);
    const { sheet } = await desk.call("legal.get", handler, { params: { incident } });
    await state(desk, handler, incident, { ...sheet, crime: true });
    const reminded = async (minutes: number) => {
      desk.pass(minutes);
      await desk.desk.turns.legal();
      await desk.desk.turns.legal();
      const all = await desk.call("notice.list", officer, { params: { incident } });
      return all.filter(({ subject }) => subject.includes("须立即依法报告")).length;
    };
    const to = (await reminded(0)) + 3;
    assert.equal(to, 3, "nothing yet: lead, duty desk and supervisor were told when it came up");
    assert.equal(await reminded(29), 0);
    const once = await reminded(1);
    assert.ok(once >= 2, "the lead or the duty desk, and the supervisor");
    assert.equal(await reminded(30), once);
    assert.equal(await reminded(60), 2 * once);
    const params = { incident, rule: "CN-POLICE" };
    await desk.call("legal.report", handler, { params, body: sent(desk.now()) });
    assert.equal(await reminded(1440), 2 * once, "reported: no reminder of it any more");
    const journal = await desk.call("incident.journal", officer, { params: { incident } });
    assert.equal(journal.filter(({ data }) => data["atOnce"] === true).length, 2);
  });
}
