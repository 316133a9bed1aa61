import assert from "node:assert/strict";
import { test } from "node:test";
import { publicCall } from "../src/handler.ts";
import { administrator, form, openCase, submit } from "./case.testkit.ts";
import { drain } from "./contact.testkit.ts";
import { testDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";
import { mailServer } from "./mail-server.testkit.ts";

for (const engine of await engines()) {
  test(`${engine.name}: several requests become one incident at once, and each keeps its page, its receipt and its lines`, async () => {
    await using mails = await mailServer();
    await using desk = await testDesk({}, engine.open);
    const duty = await desk.person("赵值班", "duty-officer");
    const smtp = { host: "127.0.0.1", port: mails.port, security: "none", user: "", from: "desk@centre.test" };
    await desk.call("settings.put", administrator, { body: { smtp, publicUrl: "https://centre.test" } });
    const first = await submit(desk, { description: "一" });
    desk.pass(5);
    const second = await submit(desk, { description: "二 <script>", contact: { ...form.contact, email: "b@h.test" } });
    const third = await submit(desk, { organisation: "隔壁公司", description: "三" });
    const requests = [third.request, second.request, first.request, second.request];
    const merged = await desk.call("request.merge", duty, { body: { requests, title: "同一起" } });
    assert.equal(merged.title, "同一起");
    assert.equal(merged.requests.length, 3);
    assert.equal(merged.clock.startedAt, "2026-03-01T00:00:00.000Z", "the earliest proof of all");
    assert.equal(merged.organisation, form.organisation);
    const params = { incident: merged.id };
    const journal = await desk.call("incident.journal", duty, { params });
    const texts = journal.filter(({ kind }) => kind === "request.received").map(({ data }) => JSON.stringify(data));
    for (const word of ["一", "二 <script>", "三"])
      assert.ok(
        texts.some((text) => text.includes(word)),
        word,
      );
    for (const { token } of [first, second, third]) {
      const page = await desk.call("public.status", publicCall, { params: { token } });
      assert.equal(page.incidentNumber, merged.number);
    }
    await drain(desk);
    assert.equal(mails.mails.filter(({ to }) => to.includes("b@h.test")).length, 1, "the receipt left all the same");
    await assert.rejects(
      desk.call("request.merge", duty, { body: { requests: [first.request, "00000000-0000-4000-8000-00000000dead"] } }),
      { code: "E_NOT_FOUND" },
    );
    assert.deepEqual(desk.errors, []);
  });

  test(`${engine.name}: cases that were opened apart are merged whole: the younger ends, names the other, and its journal stays`, async () => {
    await using mails = await mailServer();
    await using desk = await testDesk({}, engine.open);
    const duty = await desk.person("赵值班", "duty-officer");
    const supervisor = await desk.person("李主管", "supervisor");
    const smtp = { host: "127.0.0.1", port: mails.port, security: "none", user: "", from: "desk@centre.test" };
    await desk.call("settings.put", administrator, { body: { smtp, publicUrl: "https://centre.test" } });
    const a = await openCase(desk, duty);
    desk.pass(10);
    const b = await openCase(desk, duty, { description: "乙" });
    const [older, younger] = [{ incident: a.incident }, { incident: b.incident }];
    await desk.call("incident.note", duty, { params: younger, body: { body: "只在乙案" } });
    const advice = { body: "断网", channel: "mail" };
    await desk.call("advice.create", duty, { params: younger, body: advice });
    const c = await submit(desk, { description: "丙" });
    const body = { requests: [b.request, c.request, a.request] };
    const before = await desk.call("incident.journal", duty, { params: younger });
    const merged = await desk.call("request.merge", duty, { body });
    assert.equal(merged.id, a.incident, "the oldest case takes the others");
    assert.deepEqual(merged.requests.length, 3);
    const figures = await desk.call("metrics.get", duty, { query: {} });
    assert.equal(figures.total.cases, 1, "what became part of another case is not counted beside it");
    const closed = await desk.call("incident.get", duty, { params: younger });
    assert.deepEqual([closed.state, closed.mergedInto?.id, closed.next], ["closed", a.incident, []]);
    assert.deepEqual(
      merged.mergedFrom?.map(({ id }) => id),
      [b.incident],
    );
    const kept = await desk.call("incident.journal", duty, { params: younger });
    assert.deepEqual(kept.slice(0, before.length), before, "no line is lost or changed");
    assert.ok(kept.some(({ data }) => data["body"] === "只在乙案"));
    const target = await desk.call("incident.journal", duty, { params: older });
    const line = target.find(({ kind }) => kind === "incident.merged");
    const named = kept.find(({ seq }) => seq === line?.data["seq"]);
    assert.equal(line?.data["sha256"], named?.hash, "the other's journal is named by its head");
    assert.equal(named?.kind, "incident.merged");
    const page = await desk.call("public.status", publicCall, { params: { token: b.token } });
    assert.equal(page.incidentNumber, merged.number);
    await drain(desk);
    assert.ok(
      mails.mails.some(({ to }) => to.includes(form.contact.email)),
      "what was queued in the closed case leaves with its link",
    );
    desk.pass(1000);
    await desk.desk.turns.clocks();
    await desk.desk.turns.escalations();
    const late = await desk.call("incident.journal", duty, { params: younger });
    assert.ok(!late.some(({ kind }) => kind === "clock.breached"), "the closed case has no clock any more");
    const determination = { disposition: "suspected", secondary: [], reason: "x" };
    await assert.rejects(
      desk.call("determination.create", supervisor, { params: younger, body: determination }),
      { code: "E_STATE" },
      "merged: the other one is determined",
    );
    const d = await submit(desk, { description: "丁" });
    await assert.rejects(
      desk.call("request.take", duty, { params: { request: d.request }, body: { incident: b.incident } }),
      { code: "E_STATE" },
    );
    assert.deepEqual(desk.errors, []);
  });

  test(`${engine.name}: what is determined already is not closed by the way, and nothing of a refused merge remains`, async () => {
    await using desk = await testDesk({}, engine.open);
    const duty = await desk.person("赵值班", "duty-officer");
    const supervisor = await desk.person("李主管", "supervisor");
    const a = await openCase(desk, duty);
    desk.pass(1);
    const b = await openCase(desk, duty);
    const fresh = await submit(desk);
    const determination = { disposition: "suspected", secondary: [], reason: "x" };
    await desk.call("determination.create", supervisor, { params: { incident: b.incident }, body: determination });
    const body = { requests: [a.request, b.request, fresh.request] };
    await assert.rejects(desk.call("request.merge", duty, { body }), { code: "E_MERGE_DETERMINED" });
    const untouched = await desk.call("request.get", duty, { params: { request: fresh.request } });
    assert.equal(untouched.state, "new", "whole or not at all");
    const other = { requests: [a.request, fresh.request], incident: b.incident };
    const merged = await desk.call("request.merge", duty, { body: other });
    assert.equal(merged.id, b.incident, "into the determined one it may go");
  });
}
