import assert from "node:assert/strict";
import { test } from "node:test";
import { readPlaybooks, ownPlaybooks } from "@stanch/server/playbook-files";
import { openCase } from "./case.testkit.ts";
import { testDesk } from "./desk.testkit.ts";

const playbooks = readPlaybooks(ownPlaybooks());
const factors = { importance: "general", loss: "minor", harm: "general" };

test("tasks come with the case and with its type; another type keeps finished work and says before what it changes", async () => {
  await using desk = await testDesk({ playbooks });
  const handler = await desk.person("钱处置", "handler", "duty-officer");
  const other = await desk.person("孙处置", "handler");
  const { incident } = await openCase(desk, handler);
  const params = { incident };
  const list = () => desk.call("task.list", handler, { params });
  const names = async () => (await list()).filter((one) => one.state !== "retired").map((one) => one.playbook ?? "own");
  const decide = (type: string) =>
    desk.call("determination.create", handler, {
      params,
      body: { disposition: "incident", type, secondary: [], factors, reason: "x" },
    });
  assert.equal((await names())[0], "common/call-back");
  await decide("MAL-08");
  const mining = (await list()).filter((one) => one.playbook?.startsWith("mining/"));
  assert.ok(mining.length >= 4);
  const [pool] = mining;
  assert.ok(pool !== undefined);
  const change = (task: string, body: object) =>
    desk.call("task.change", handler, { params: { incident, task }, body });
  const done = await change(pool.id, { state: "done", note: "已在出口阻断", assignee: other.actor.id });
  assert.deepEqual([done.state, done.note, done.assignee?.name], ["done", "已在出口阻断", "孙处置"]);

  const difference = await desk.call("task.difference", handler, { params, query: { types: "MAL-07" } });
  assert.ok(difference.added.every((one) => one.playbook.startsWith("ransomware/")));
  assert.deepEqual(
    difference.retired.map((one) => one.playbook),
    mining.slice(1).map((one) => one.playbook),
  );
  await decide("MAL-07");
  assert.ok((await names()).includes("mining/pool"), "finished work stays");
  assert.ok(!(await names()).includes(mining[1]?.playbook ?? ""));
  await assert.rejects(change(mining[1]?.id ?? "", { state: "done" }), { code: "E_STATE" });

  await decide("MAL-08");
  const ids = (await list()).map((one) => one.playbook);
  assert.equal(new Set(ids).size, ids.length, "a task that comes back is the same one");
  assert.equal((await list()).find((one) => one.id === mining[1]?.id)?.state, "open");
});

test("people add tasks of their own; every change stands in the journal, and a stranger's task does not exist", async () => {
  await using desk = await testDesk({ playbooks });
  const handler = await desk.person("钱处置", "handler", "duty-officer");
  const { incident } = await openCase(desk, handler);
  const elsewhere = await openCase(desk, handler, { organisation: "另一家" });
  const hostile = "<img src=x onerror=alert(1)> \u202e=cmd|' /C calc'!A0";
  const body = { step: "collect", title: hostile, detail: "" };
  const made = await desk.call("task.create", handler, { params: { incident }, body });
  assert.equal(made.title.zh, hostile, "text of a person is data");
  const params = { incident: elsewhere.incident, task: made.id };
  await assert.rejects(desk.call("task.change", handler, { params, body: { state: "done" } }), { code: "E_NOT_FOUND" });
  const ghost = { state: "done", assignee: "00000000-0000-4000-8000-0000000000ff" };
  await assert.rejects(desk.call("task.change", handler, { params: { incident, task: made.id }, body: ghost }), {
    code: "E_NOT_FOUND",
  });
  await desk.call("task.change", handler, { params: { incident, task: made.id }, body: { state: "under-way" } });
  const kinds = (await desk.call("incident.journal", handler, { params: { incident } })).map(({ kind }) => kind);
  assert.deepEqual(
    kinds.filter((kind) => kind.startsWith("task.")),
    ["task.planned", "task.added", "task.changed"],
  );
});
