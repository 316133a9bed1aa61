import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call } from "../src/handler.ts";
import { administrator, form, organisation, submit } from "./case.testkit.ts";
import { testDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";

for (const engine of await engines()) {
  test(`${engine.name}: an account of a customer belongs to an organisation that is there, and only such an account does`, async () => {
    await using desk = await testDesk({}, engine.open);
    const officer = await desk.person("赵值班", "duty-officer");
    await desk.person("管理", "administrator");
    const { id } = await organisation(desk, officer, "青山医院");
    const person = { name: "x", email: "x@x.test", phone: "", language: "zh" };
    const create = (more: object) => desk.call("staff.create", administrator, { body: { ...person, ...more } });
    await assert.rejects(create({ roles: ["customer"] }), { code: "E_CUSTOMER_ORGANISATION" });
    await assert.rejects(create({ roles: ["handler"], customer: id }), { code: "E_CUSTOMER_ORGANISATION" });
    await assert.rejects(create({ roles: ["customer", "handler"], customer: id }), { code: "E_CUSTOMER_ROLE" });
    await assert.rejects(create({ roles: ["customer"], customer: crypto.randomUUID() }), { code: "E_NOT_FOUND" });
    const { staff } = await create({ roles: ["customer"], customer: id });
    assert.equal(staff.customer, id);
    const turned = { ...person, roles: ["handler"], active: true };
    const kept = await desk.call("staff.update", administrator, { params: { staff: staff.id }, body: turned });
    assert.equal(kept.customer, undefined, "a member of the staff belongs to no customer");
  });

  test(`${engine.name}: a customer's account submits, follows, reads and signs what is its own, and nothing else exists for it`, async () => {
    await using desk = await testDesk({}, engine.open);
    const officer = await desk.person("赵值班", "duty-officer");
    const handler = await desk.person("钱处置", "handler");
    const own = await organisation(desk, officer, "青山医院");
    const other = await organisation(desk, officer, "东湖银行");
    const { organisation: _typed, ...bare } = form;
    const hostile = '<script>alert(1)</script>=HYPERLINK("x")\u202e';
    const made = await desk.call("portal.submit", own.account, { body: { ...bare, description: hostile } });
    const params = { request: made.request };
    const list = async (who: Call) => (await desk.call("portal.list", who, {})).requests;
    const [line] = await list(own.account);
    assert.deepEqual([line?.id, line?.state, line?.incidentNumber], [made.request, "received", undefined]);
    assert.equal(Date.parse(line?.clock.dueAt ?? "") - Date.parse(line?.clock.startedAt ?? ""), 120 * 60_000);
    assert.deepEqual(await list(other.account), []);
    await assert.rejects(desk.call("portal.get", other.account, { params }), { code: "E_NOT_FOUND" });

    const { id: incident, customerId: bound } = await desk.call("request.take", officer, { params, body: {} });
    assert.equal(bound, own.id, "the case is the customer's without anybody choosing it");
    await desk.call("advice.create", handler, { params: { incident }, body: { body: "断网", channel: "page" } });
    const [taken] = await list(own.account);
    assert.deepEqual([taken?.state, taken?.incidentNumber?.startsWith("SEC-")], ["open", true]);
    const page = await desk.call("portal.get", own.account, { params });
    assert.equal(page.organisation, "青山医院");
    assert.equal(page.advice[0]?.body, "断网");
    const advice = { ...params, advice: page.advice[0]?.id };
    await assert.rejects(desk.call("portal.advice", other.account, { params: advice, body: { mark: "acted" } }), {
      code: "E_NOT_FOUND",
    });
    await desk.call("portal.advice", own.account, { params: advice, body: { mark: "acted", note: "已断网" } });
    const journal = await desk.call("incident.journal", officer, { params: { incident } });
    const acted = journal.find(({ kind }) => kind === "advice.acted");
    assert.deepEqual([acted?.actor.kind, acted?.actor.name], ["customer", "青山医院王芳"]);

    // Somebody else reports the same incident: the customer learns nothing of them, and they nothing of the customer.
    const second = await submit(desk, { organisation: "东湖银行", description: "我们也中了" });
    await desk.call("request.take", officer, { params: { request: second.request }, body: { incident } });
    assert.deepEqual(
      (await list(own.account)).map(({ id }) => id),
      [made.request],
    );
    await assert.rejects(desk.call("portal.get", own.account, { params: { request: second.request } }), {
      code: "E_NOT_FOUND",
    });
    await assert.rejects(desk.call("portal.get", other.account, { params: { request: second.request } }), {
      code: "E_NOT_FOUND",
    });

    await assert.rejects(desk.call("portal.list", officer, {}), { code: "E_FORBIDDEN" });
  });

  test(`${engine.name}: a report is read and signed by the account it was written for`, async () => {
    await using desk = await testDesk({}, engine.open);
    const officer = await desk.person("赵值班", "duty-officer");
    const own = await organisation(desk, officer, "青山医院");
    const other = await organisation(desk, officer, "东湖银行");
    const { organisation: _typed, ...bare } = form;
    const { request } = await desk.call("portal.submit", own.account, { body: bare });
    const { id: incident } = await desk.call("request.take", officer, { params: { request }, body: {} });
    const db = desk.options.records.db;
    const report = crypto.randomUUID();
    const blob = await desk.options.blobs.write(
      (async function* () {
        yield new TextEncoder().encode("报告");
      })(),
    );
    const files = [{ name: "report.zh.pdf", sha256: blob.sha256, size: blob.size, type: "application/pdf" }];
    await db
      .insertInto("report")
      .values({
        id: report,
        incident_id: incident,
        number: "R1",
        version: 1,
        state: "delivered",
        author_id: officer.actor.id,
        author_name: "a",
        writers: "[]",
        drafted_at: desk.now(),
        reviewer: null,
        approver_id: null,
        approver: null,
        approved_at: null,
        delivered_at: desk.now(),
        read_at: null,
        countersigned_by: null,
        countersigned_at: null,
        words: "{}",
        lint: "[]",
        files: JSON.stringify(files),
      })
      .execute();
    const params = { request, report };
    const file = await desk.call("portal.reportFile", own.account, { params: { ...params, name: "report.zh.pdf" } });
    assert.equal(file.sha256, blob.sha256);
    await assert.rejects(
      desk.call("portal.reportFile", other.account, { params: { ...params, name: "report.zh.pdf" } }),
      { code: "E_NOT_FOUND" },
    );
    await assert.rejects(desk.call("portal.countersign", other.account, { params, body: { sha256: blob.sha256 } }), {
      code: "E_NOT_FOUND",
    });
    await assert.rejects(desk.call("portal.countersign", own.account, { params, body: { sha256: "0".repeat(64) } }), {
      code: "E_REPORT_FILE_DIFFERS",
    });
    await desk.call("portal.countersign", own.account, { params, body: { sha256: blob.sha256 } });
    const page = await desk.call("portal.get", own.account, { params: { request } });
    assert.deepEqual([page.reports[0]?.state, page.reports[0]?.countersignedBy], ["countersigned", "青山医院王芳"]);
  });
}
