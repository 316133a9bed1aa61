import assert from "node:assert/strict";
import { test } from "node:test";
import { publicCall } from "../src/handler.ts";
import { openCase } from "./case.testkit.ts";
import { testDesk } from "./desk.testkit.ts";

test("no incident: a letter goes out, stands on the customer's page, and the case can be sealed", async () => {
  await using desk = await testDesk();
  const handler = await desk.person("钱处置", "handler", "duty-officer");
  const supervisor = await desk.person("李主管", "supervisor");
  const archivist = await desk.person("周档案", "archivist");
  const { incident, token } = await openCase(desk, handler, { contact: { name: "王芳", phone: "+86 1000" } });
  const params = { incident };
  const body = { disposition: "misconfiguration", secondary: [], reason: "计划任务由厂商维护" };
  const made = await desk.call("determination.create", handler, { params, body });
  assert.ok(made.letter?.includes("计划任务由厂商维护") && made.letter.includes("王芳"));
  const page = await desk.call("public.status", publicCall, { params: { token } });
  assert.equal(page.state, "not-an-incident");
  assert.equal(page.letter, made.letter);
  const seal = { params, body: { classification: "internal" } };
  await assert.rejects(desk.call("archive.seal", archivist, seal), { code: "E_ARCHIVE_NOT_READY" });
  await desk.call("incident.skip", handler, { params, body: { step: "notify", reason: "无需通报" } });
  while ((await desk.desk.turns.notices()) > 0);
  assert.match((await desk.call("archive.seal", archivist, seal)).number, /^ARC-/);
  assert.equal((await desk.call("incident.get", supervisor, { params })).state, "archived");
});

test("an incident without type or factors, an unknown type, an unsigned override are refused; a signed one stands", async () => {
  await using desk = await testDesk();
  const handler = await desk.person("钱处置", "handler", "duty-officer");
  const supervisor = await desk.person("李主管", "supervisor");
  const { incident } = await openCase(desk, handler);
  const params = { incident };
  const base = { disposition: "incident", secondary: [], reason: "x" };
  const factors = { importance: "general", loss: "minor", harm: "general" };
  const decide = (who: typeof handler, body: object) =>
    desk.call("determination.create", who, { params, body: { ...base, ...body } });
  await assert.rejects(decide(handler, { factors }), { code: "E_DETERMINATION_INCOMPLETE" });
  await assert.rejects(decide(handler, { type: "NA-06" }), { code: "E_DETERMINATION_INCOMPLETE" });
  await assert.rejects(decide(handler, { type: "XX-99", factors }), { code: "E_TYPE_UNKNOWN" });
  await assert.rejects(decide(handler, { type: "NA-06", secondary: ["nope"], factors }), { code: "E_TYPE_UNKNOWN" });
  const override = { level: 2, reason: "影响急诊" };
  await assert.rejects(decide(handler, { type: "NA-06", factors, override }), { code: "E_OVERRIDE_SIGNER" });
  const signed = await decide(supervisor, { type: "NA-06", factors, override });
  assert.deepEqual([signed.level, signed.grading?.level, signed.by], [2, 4, "李主管"]);
  const shown = await desk.call("incident.get", handler, { params });
  assert.deepEqual([shown.level, shown.type, shown.state], [2, "NA-06", "open"]);
  // A second look may end it, a third may open it again; all of them stay.
  await decide(supervisor, { disposition: "false-indicator" });
  assert.equal((await desk.call("incident.get", handler, { params })).state, "not-an-incident");
  await decide(supervisor, { type: "NA-06", factors });
  assert.equal((await desk.call("incident.get", handler, { params })).state, "open");
  assert.equal((await desk.call("determination.list", handler, { params })).length, 3);
});
