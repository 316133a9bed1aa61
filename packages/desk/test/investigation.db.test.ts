import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { StanchError } from "@stanch/model/error";
import type { InvestigationRunner } from "../src/ports.ts";
import { giveEvidence, openCase } from "./case.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";
import { plainRunner } from "./outside-parts.testkit.ts";

/** A desk whose engine does what the test says. */
async function withEngine(): Promise<{ desk: TestDesk; engine: { run: InvestigationRunner["run"] } }> {
  const engine: { run: InvestigationRunner["run"] } = { run: () => Promise.reject(new Error("not set")) };
  const desk = await testDesk({ runner: { run: (order, control) => engine.run(order, control) } });
  return { desk, engine };
}

async function asked(desk: TestDesk) {
  const handler = await desk.person("钱处置", "handler", "duty-officer");
  const { incident } = await openCase(desk, handler);
  const evidence = await giveEvidence(desk, handler, incident, "line\n");
  const params = { incident };
  const run = await desk.call("investigation.create", handler, {
    params,
    body: { evidence: [evidence], zone: "Asia/Shanghai" },
  });
  const state = async () => (await desk.call("investigation.list", handler, { params }))[0];
  return { handler, params: { incident, investigation: run.id }, state, evidence };
}

test("a failed run says why in both languages, and starts over on request", async () => {
  const { desk, engine } = await withEngine();
  await using _ = desk;
  const { handler, params, state } = await asked(desk);
  engine.run = () => Promise.reject(new StanchError("E_DISK_FULL", { path: "blobs" }));
  await desk.desk.turns.investigation();
  const failed = await state();
  assert.equal(failed?.state, "failed");
  assert.equal(failed.error?.code, "E_DISK_FULL");
  assert.ok((failed.error?.what.zh ?? "") !== "" && (failed.error?.what.en ?? "") !== "");
  assert.equal((await desk.call("investigation.retry", handler, { params })).state, "queued");
  engine.run = plainRunner(desk.options.blobs).run;
  await desk.desk.turns.investigation();
  assert.equal((await state())?.state, "done");
  assert.equal((await state())?.error, undefined);
  await assert.rejects(desk.call("investigation.retry", handler, { params }), { code: "E_STATE" });
  await assert.rejects(desk.call("investigation.cancel", handler, { params }), { code: "E_STATE" });
  const kinds = (await desk.call("incident.journal", handler, { params: { incident: params.incident } })).map(
    ({ kind }) => kind,
  );
  assert.deepEqual(
    kinds.filter((kind) => kind.startsWith("investigation.")),
    ["investigation.started", "investigation.failed", "investigation.started", "investigation.finished"],
  );
  const sheets = await desk.desk.directory.sheets(handler, params.incident);
  assert.equal(sheets.investigation, params.investigation);
});

test("one that waits is cancelled at once, one that runs is told to stop", async () => {
  const { desk, engine } = await withEngine();
  await using _ = desk;
  const { handler, params, state } = await asked(desk);
  assert.equal((await desk.call("investigation.cancel", handler, { params })).state, "cancelled");
  assert.equal(await desk.desk.turns.investigation(), false);
  await desk.call("investigation.retry", handler, { params });
  const begun = Promise.withResolvers<void>();
  engine.run = async (_order, { signal }) => {
    begun.resolve();
    await once(signal, "abort");
    throw signal.reason;
  };
  const running = desk.desk.turns.investigation();
  await begun.promise;
  assert.equal((await state())?.state, "running");
  await desk.call("investigation.cancel", handler, { params });
  await running;
  assert.equal((await state())?.state, "cancelled");
});

test("progress is shown while it runs", async () => {
  const { desk, engine } = await withEngine();
  await using _ = desk;
  const { state } = await asked(desk);
  const plain = plainRunner(desk.options.blobs);
  engine.run = async (order, control) => {
    control.progress({
      phase: "read",
      bytes: 3,
      bytesTotal: 9,
      records: 2,
      events: 2,
      detections: 1,
      current: "<b>auth.log",
    });
    while ((await state())?.progress === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
    return plain.run(order, control);
  };
  await desk.desk.turns.investigation();
  assert.equal((await state())?.progress?.current, "<b>auth.log");
});

test("the engine gets the zone, the order of items and a moment that stays the same", async () => {
  const { desk, engine } = await withEngine();
  await using _ = desk;
  const { handler, params } = await asked(desk);
  const orders: unknown[] = [];
  engine.run = (order) => {
    orders.push(order);
    return Promise.reject(new Error("boom"));
  };
  await desk.desk.turns.investigation();
  desk.pass(60);
  await desk.call("investigation.retry", handler, { params });
  await desk.desk.turns.investigation();
  assert.equal(orders.length, 2);
  assert.deepEqual(orders[0], orders[1]);
});

test("evidence of another incident is refused", async () => {
  const { desk } = await withEngine();
  await using _ = desk;
  const { handler, evidence } = await asked(desk);
  const other = await openCase(desk, handler, { organisation: "东湖银行" });
  const body = { evidence: [evidence], zone: "UTC" };
  await assert.rejects(desk.call("investigation.create", handler, { params: { incident: other.incident }, body }), {
    code: "E_EVIDENCE_UNKNOWN",
  });
});

test("a started desk sends and investigates by itself, and stops when it is closed", async () => {
  const { desk, engine } = await withEngine();
  await using _ = desk;
  desk.desk.start();
  engine.run = plainRunner(desk.options.blobs).run;
  const { state } = await asked(desk);
  while ((await state())?.state !== "done") await new Promise((resolve) => setTimeout(resolve, 20));
  await desk.desk.close();
  assert.deepEqual(desk.errors, []);
});
