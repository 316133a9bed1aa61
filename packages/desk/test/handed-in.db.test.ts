import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { Call } from "../src/handler.ts";
import { MOST_HANDED_IN } from "../src/customer/portal-upload-service.ts";
import { accountOf, form, organisation } from "./case.testkit.ts";
import { testDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";

const hostile = '../../etc/<script>"=cmd|x\u202e.log';

for (const engine of await engines()) {
  test(`a customer hands files in to its own case, in pieces, into custody, and sees nobody else's (${engine.name})`, async () => {
    await using desk = await testDesk({}, engine.open);
    const officer = await desk.person("赵值班", "duty-officer", "handler");
    await desk.person("管理", "administrator");
    const { id: customer, account: own } = await organisation(desk, officer, "青山医院");
    const colleague = await accountOf(desk, customer, "陈");
    const { account: other } = await organisation(desk, officer, "东湖银行");
    const { organisation: _typed, ...bare } = form;
    const { request } = await desk.call("portal.submit", own, { body: bare });
    const params = { request };
    const bytes = Buffer.from("Failed password for root\n".repeat(400));
    const body = { name: hostile, size: bytes.length, host: "his-web" };
    await assert.rejects(desk.call("portal.uploadCreate", own, { params, body }), { code: "E_NOT_FOUND" });
    const { id: incident } = await desk.call("request.take", officer, { params, body: {} });
    await assert.rejects(desk.call("portal.uploadCreate", other, { params, body }), { code: "E_NOT_FOUND" });
    const huge = { ...body, size: MOST_HANDED_IN + 1 };
    await assert.rejects(desk.call("portal.uploadCreate", own, { params, body: huge }), { code: "E_UPLOAD_TOO_LONG" });

    const { id } = await desk.call("portal.uploadCreate", own, { params, body });
    const at = { request, upload: id };
    const send = (who: Call, offset: number, piece: Buffer) =>
      desk.call("portal.uploadAppend", who, { params: at, query: { offset }, body: [piece] as never });
    for (const stranger of [colleague, other]) {
      await assert.rejects(desk.call("portal.uploadGet", stranger, { params: at }), { code: "E_NOT_FOUND" });
      await assert.rejects(send(stranger, 0, bytes), { code: "E_NOT_FOUND" });
    }
    assert.equal((await send(own, 0, bytes.subarray(0, 4000))).offset, 4000);
    assert.equal((await desk.call("portal.uploadGet", own, { params: at })).offset, 4000);
    await assert.rejects(send(own, 4000, Buffer.concat([bytes.subarray(4000), Buffer.from("x")])), {
      code: "E_UPLOAD_TOO_LONG",
    });
    const from = (await desk.call("portal.uploadGet", own, { params: at })).offset;
    const done = await send(own, from, bytes.subarray(from));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    assert.equal(done.sha256, sha256);

    const [item] = await desk.call("evidence.list", officer, { params: { incident } });
    assert.deepEqual(
      [item?.name, item?.sha256, item?.host, item?.collectedBy],
      [hostile, sha256, "his-web", "青山医院王芳"],
    );
    assert.ok(item?.custody.some(({ action, by }) => action === "received" && by === "青山医院王芳"));
    const journal = await desk.call("incident.journal", officer, { params: { incident } });
    assert.ok(journal.some(({ kind, actor }) => kind.startsWith("evidence.") && actor.kind === "customer"));
    const staffs = await desk.call("upload.create", officer, {
      params: { incident },
      body: { name: "internal.log", size: 3, evidence: {} },
    });
    const theirs = { request, upload: staffs.id };
    await assert.rejects(desk.call("portal.uploadGet", own, { params: theirs }), { code: "E_NOT_FOUND" });

    for (const who of [own, colleague]) {
      const page = await desk.call("portal.get", who, { params });
      assert.deepEqual(
        page.handedIn?.map(({ name, size, by }) => [name, size, by]),
        [[hostile, bytes.length, "青山医院王芳"]],
      );
    }
    await assert.rejects(desk.call("evidence.list", own, { params: { incident } }), { code: "E_FORBIDDEN" });
  });
}
