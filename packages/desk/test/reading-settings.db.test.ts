import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunOrder } from "../src/ports.ts";
import { giveEvidence, openCase } from "./case.testkit.ts";
import { testDesk } from "./desk.testkit.ts";
import { plainRunner } from "./outside-parts.testkit.ts";

const format = {
  id: "acme-erp",
  names: { zh: "ERP 日志", en: "ERP log" },
  patterns: ["ACME %{time} %{user}@%{address} %{action}: %{message}"],
  examples: ["ACME 2026-03-01 02:14:07 eve@203.0.113.9 login: <script>alert(1)</script>"],
  refused: ["denied"],
};

test("formats are kept for the installation, and an investigation takes them and the clocks as they were when it was asked for", async () => {
  const orders: RunOrder[] = [];
  const runner: { run?: ReturnType<typeof plainRunner>["run"] } = {};
  const desk = await testDesk({
    runner: {
      run: (order, control) => {
        orders.push(order);
        return runner.run?.(order, control) ?? Promise.reject(new Error("not set"));
      },
    },
  });
  await using _ = desk;
  runner.run = plainRunner(desk.options.blobs).run;
  const handler = await desk.person("钱处置", "handler", "duty-officer");
  assert.deepEqual(await desk.call("format.list", handler, {}), { version: 1, formats: [] });
  await assert.rejects(desk.call("format.put", handler, { body: { ...format, patterns: ["%{time}%{user}"] } }), {
    code: "E_FORMAT_DEFINITION",
  });
  assert.deepEqual((await desk.call("format.put", handler, { body: format })).formats, [format]);
  const { incident } = await openCase(desk, handler);
  const evidence = await giveEvidence(desk, handler, incident, "line\n");
  const clocks = [
    { host: "web-01", zone: "Asia/Shanghai", correction: -312.5 },
    { path: "E1/auth.log", zone: "+02:00" },
  ];
  await desk.call("investigation.create", handler, {
    params: { incident },
    body: { evidence: [evidence], zone: "auto", clocks },
  });
  // What is changed afterwards does not reach back.
  const changed = { ...format, names: { zh: "另一种", en: "another" } };
  assert.deepEqual((await desk.call("format.put", handler, { body: changed })).formats, [changed]);
  await desk.desk.turns.investigation();
  assert.deepEqual(orders[0]?.clocks, clocks);
  assert.deepEqual(orders[0]?.formats, [format]);
  assert.equal(orders[0]?.zone, "auto");
  const started = (await desk.call("incident.journal", handler, { params: { incident } })).find(
    ({ kind }) => kind === "investigation.started",
  );
  assert.deepEqual(started?.data["clocks"], ["web-01=Asia/Shanghai,-312.5s", "file:E1/auth.log=+02:00"]);
  assert.deepEqual((await desk.call("format.remove", handler, { params: { format: "acme-erp" } })).formats, []);
  await assert.rejects(desk.call("format.remove", handler, { params: { format: "acme-erp" } }), {
    code: "E_NOT_FOUND",
  });
});
