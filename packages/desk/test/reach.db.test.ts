import assert from "node:assert/strict";
import { test } from "node:test";
import { publicCall } from "../src/handler.ts";
import { administrator, submit } from "./case.testkit.ts";
import { at, chainOf, drain, useProviders, verified } from "./contact.testkit.ts";
import { testDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";
import { providerServer } from "./provider-server.testkit.ts";

for (const engine of await engines()) {
  test(`${engine.name}: whoever plans the duty sees how everybody can be reached, and what their last tests came to`, async () => {
    await using server = await providerServer();
    await using desk = await testDesk({}, engine.open);
    const duty = await desk.person("赵值班", "duty-officer");
    const bare = await desk.person("孙新人", "handler");
    const contract = {
      name: "青山医院",
      contacts: [],
      language: "zh",
      responseMinutes: 60,
      importance: "general",
      notes: "",
    };
    const { id: customer } = await desk.call("customer.create", administrator, { body: contract });
    const body = { name: "王客户", email: "w@x.test", phone: "", roles: ["customer"], language: "zh", customer };
    await desk.call("staff.create", administrator, { body });
    assert.equal((await desk.call("contact.all", duty, {})).required, false, "no provider, so nobody is held to it");
    await useProviders(desk, [at(server, "text", "sms"), at(server, "call", "voice")]);
    await verified(desk, duty, server, "sms", "+8613800138000");
    await verified(desk, duty, server, "voice", "+8613800138000");
    await desk.call("contact.add", bare, { body: { channel: "phone", address: "+86 571 88880000" } });
    const { required, enough, people } = await desk.call("contact.all", duty, {});
    assert.deepEqual([required, enough], [true, 2]);
    const seen = people.map((one) => [one.name, one.enough, one.methods.map((way) => way.verifiedAt !== undefined)]);
    assert.equal(seen.length, 2);
    assert.deepEqual(
      seen.find(([name]) => name === "孙新人"),
      ["孙新人", false, [false]],
    );
    assert.deepEqual(
      seen.find(([name]) => name === "赵值班"),
      ["赵值班", true, [true, true]],
    );
    assert.ok(!people.some(({ name }) => name === "王客户"));
    assert.deepEqual(await desk.call("contact.tests", duty, {}), []);
  });

  test(`${engine.name}: a provider is tried as it is stored; what it said comes back without its secrets`, async () => {
    await using server = await providerServer();
    await using desk = await testDesk({}, engine.open);
    const root = await desk.person("管理", "administrator");
    await useProviders(desk, [at(server, "text", "sms")]);
    const tried = (address: string, provider = "text") =>
      desk.call("provider.try", root, { params: { provider }, body: { address } });
    assert.deepEqual(await tried("+86 138-0013-8000"), { ok: true, detail: "HTTP 200 m-1", messageId: "m-1" });
    const sent = JSON.parse(server.calls[0]?.body ?? "") as { to: string; text: string };
    assert.equal(sent.to, "+8613800138000");
    assert.match(sent.text, /试发/);
    server.behave = { kind: "answer", status: 403, body: JSON.stringify({ error: "bad key secret-of-text\u001b[2J" }) };
    const refused = await tried("+8613800138000");
    assert.equal(refused.ok, false);
    assert.ok(!refused.detail.includes("secret-of-text"), refused.detail);
    await assert.rejects(tried('+86"}'), { code: "E_CONTACT_ADDRESS" });
    await assert.rejects(tried("+8613800138000", "nobody"), { code: "E_NOT_FOUND" });
    const officer = await desk.person("赵值班", "duty-officer");
    const asked = { params: { provider: "text" }, body: { address: "+8613800138000" } };
    await assert.rejects(desk.call("provider.try", officer, asked), { code: "E_FORBIDDEN" });
    await assert.rejects(desk.call("provider.attempts", officer, {}), { code: "E_FORBIDDEN" });
  });

  test(`${engine.name}: what was tried stands in the list with provider, id and reason; hostile reasons stay text`, async () => {
    await using server = await providerServer();
    await using desk = await testDesk({}, engine.open);
    const duty = await desk.person("赵值班", "duty-officer");
    await useProviders(desk, [at(server, "text", "sms")]);
    await verified(desk, duty, server, "sms", "+8613800138000");
    const hostile = '<img src=x onerror=alert(1)> =HYPERLINK("http://x")';
    server.behave = { kind: "answer", status: 500, body: JSON.stringify({ error: hostile }) };
    await desk.call("contact.add", duty, { body: { channel: "sms", address: "+8613900139000" } });
    const { methods } = await desk.call("contact.list", duty, { params: { staff: duty.actor.id } });
    await desk.call("contact.code", duty, { params: { contact: methods.at(-1)?.id } });
    await drain(desk);
    const rows = await desk.call("provider.attempts", administrator, {});
    assert.deepEqual(
      rows.map(({ provider, ok, address, messageId }) => [provider, ok, address, messageId]),
      [
        ["text", false, "+8613900139000", undefined],
        ["text", true, "+8613800138000", "m-1"],
      ],
    );
    assert.ok(rows[0]?.detail.includes(hostile));
  });

  test(`${engine.name}: a recorded contact is a first action, and the chain says so at once`, async () => {
    await using desk = await testDesk({}, engine.open);
    const duty = await desk.person("赵值班", "duty-officer");
    const other = await desk.person("钱处置", "handler");
    await chainOf(desk, [duty], [other]);
    const { request } = await submit(desk);
    await desk.desk.turns.escalations();
    const chain = async () => (await desk.call("escalation.get", duty, { params: { request } })).escalation;
    await desk.call("escalation.acknowledge", duty, { params: { request, key: "0.0" } });
    assert.equal((await chain())?.state, "held");
    desk.pass(3);
    const { id: incident } = await desk.call("request.take", other, { params: { request }, body: {} });
    assert.equal((await chain())?.state, "held", "somebody else took it; whoever answered has not acted");
    const contact = { person: "钱处置", how: "电话" };
    await desk.call("incident.contact", other, { params: { incident }, body: contact });
    const after = await chain();
    assert.deepEqual([after?.state, after?.over], ["over", "resolved"]);
    assert.equal(after?.pages[0]?.acknowledged?.actedAt, desk.now().toISOString());
    assert.deepEqual(
      after?.log.slice(-2).map(({ kind, people }) => [kind, people]),
      [
        ["acted", ["钱处置"]],
        ["resolved", ["钱处置"]],
      ],
    );
    desk.pass(700);
    await desk.desk.turns.escalations();
    assert.equal((await chain())?.pages.length, 1, "nobody is paged again");
  });

  test(`${engine.name}: a person ends a chain: nobody else is told; other people's requests stay closed to customers`, async () => {
    await using desk = await testDesk({}, engine.open);
    const duty = await desk.person("赵值班", "duty-officer");
    const other = await desk.person("钱处置", "handler");
    await chainOf(desk, [duty], [other]);
    const { request } = await submit(desk);
    await desk.desk.turns.escalations();
    const end = (who = duty) => desk.call("escalation.resolve", who, { params: { request } });
    await assert.rejects(end(publicCall), { code: "E_FORBIDDEN" });
    const over = await end();
    assert.deepEqual([over.state, over.over, over.log.at(-1)?.people], ["over", "resolved", ["赵值班"]]);
    assert.equal((await end()).log.length, over.log.length, "ending it twice says it once");
    desk.pass(700);
    await desk.desk.turns.escalations();
    assert.equal((await end()).pages.length, 1);
  });
}
