import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { providerSamples } from "@stanch/model/provider-samples";
import { reportSignature } from "../src/notification/channel-report.ts";
import { publicCall } from "../src/handler.ts";
import type { Call } from "../src/handler.ts";
import { administrator, openCase } from "./case.testkit.ts";
import { at as on, drain, useProviders } from "./contact.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";
import { accepts, type ProviderServer, providerServer } from "./provider-server.testkit.ts";

let desk: TestDesk;
let first: ProviderServer;
let second: ProviderServer;
let officer: Call;
let incident: string;
before(async () => {
  desk = await testDesk();
  first = await providerServer();
  second = await providerServer();
  officer = await desk.person("赵值班", "duty-officer");
  await useProviders(desk, [on(first, "one", "sms"), on(second, "two", "sms"), on(first, "caller", "voice")]);
  incident = (await openCase(desk, officer)).incident;
  await drain(desk);
});
after(async () => {
  await desk[Symbol.asyncDispose]();
  await first[Symbol.asyncDispose]();
  await second[Symbol.asyncDispose]();
});
beforeEach(() => {
  first.behave = accepts;
  second.behave = accepts;
  first.calls.length = 0;
  second.calls.length = 0;
  // Limits and rests of earlier tests are over.
  desk.pass(240);
});

let numbers = 0;
async function tell(change: object = {}, channel = "sms"): Promise<string> {
  const address = `+86138${String(++numbers).padStart(8, "0")}`;
  const body = { to: { name: "刘", part: "技术", address }, channel, subject: "主题", body: "正文", ...change };
  return (await desk.call("notice.create", officer, { params: { incident }, body })).id;
}

async function notice(id: string) {
  const all = await desk.call("notice.list", officer, { params: { incident } });
  const one = all.find((found) => found.id === id);
  assert.ok(one !== undefined);
  return one;
}

const attempts = async (id: string) =>
  (await notice(id)).attempts.map(({ provider, ok, detail }) => `${provider} ${String(ok)} ${detail}`);

test("a text message leaves by the first provider, with its key, the number of the case and a link", async () => {
  const id = await tell();
  await drain(desk);
  const [call] = first.calls;
  assert.equal(call?.headers["authorization"], "Bearer secret-of-one");
  assert.equal(call?.headers["idempotency-key"], id);
  const { text, reference } = JSON.parse(call?.body ?? "") as { text: string; reference: string };
  assert.match(text, /^SEC-2026-0001 主题 正文 https:\/\/centre\.test\/n\/[\w-]{43}$/);
  assert.equal(reference, id);
  assert.deepEqual(await attempts(id), ["one true HTTP 200 m-1"]);
  assert.equal(second.calls.length, 0);
});

test("500, a hang-up, a redirect inwards, ten megabytes, a refusal: the second provider is tried at once, with the same key", async () => {
  const one = on(first, "one", "sms");
  const strict = { ...one, success: { status: [200], pointer: "/ok", equals: [true] } };
  await useProviders(desk, [strict, on(second, "two", "sms")]);
  const ways = [
    { kind: "answer", status: 500, body: "secret-of-one leaks" },
    { kind: "closed" },
    { kind: "answer", status: 302, body: "", location: "http://169.254.169.254/latest/meta-data" },
    { kind: "huge" },
    { kind: "answer", status: 200, body: JSON.stringify({ ok: false, error: "secret-of-one is blocked" }) },
  ] as const;
  for (const behave of ways) {
    desk.pass(2);
    first.behave = behave;
    const id = await tell();
    await drain(desk);
    const [tried, taken] = await attempts(id);
    assert.match(tried ?? "", /^one false /, JSON.stringify(behave));
    assert.equal(taken, "two true HTTP 200 m-1");
    assert.equal((await notice(id)).state, "sent");
    assert.equal(first.calls.at(-1)?.headers["idempotency-key"], id);
    assert.equal(second.calls.at(-1)?.headers["idempotency-key"], id);
    assert.ok(!(tried ?? "").includes("secret-of-one"), String(tried));
  }
  await useProviders(desk, [one, on(second, "two", "sms"), on(first, "caller", "voice")]);
});

test("a silent provider costs its eight seconds once: the next message goes to the other one first", async () => {
  first.behave = { kind: "slow" };
  const id = await tell();
  await drain(desk);
  assert.deepEqual(await attempts(id), ["one false no answer within 8 s", "two true HTTP 200 m-1"]);
  const next = await tell();
  await drain(desk);
  assert.deepEqual(await attempts(next), ["two true HTTP 200 m-1"]);
});

test("no provider reaches into the own network unasked, and a channel without one says so", async () => {
  await desk.call("settings.put", administrator, { body: { "webhook.allow": [] } });
  const blocked = await tell();
  await drain(desk);
  assert.equal(first.calls.length + second.calls.length, 0);
  assert.match((await attempts(blocked))[0] ?? "", /^one false 127\.0\.0\.1 is inside the own network/);
  await desk.call("settings.put", administrator, { body: { "webhook.allow": ["127.0.0.0/8"] } });
  const unset = await tell({ to: { name: "x", part: "", address: "U123" } }, "slack");
  await drain(desk);
  assert.equal((await notice(unset)).state, "failed");
  assert.deepEqual(await attempts(unset), ["slack false E_PROVIDER_UNSET"]);
});

test("only administrators change providers; their secrets are never shown", async () => {
  await assert.rejects(desk.call("settings.put", officer, { body: { providers: [] } }), { code: "E_FORBIDDEN" });
  await assert.rejects(desk.call("provider.samples", officer), { code: "E_FORBIDDEN" });
  assert.equal((await desk.call("provider.samples", administrator)).length, providerSamples.length);
  const shown = JSON.stringify(await desk.call("settings.get", officer));
  assert.ok(shown.includes('"provider.one.secret":{"set":true}') && !shown.includes("secret-of-one"));
  const twice = [on(first, "one", "sms"), on(first, "one", "sms")];
  await assert.rejects(desk.call("settings.put", administrator, { body: { providers: twice } }), {
    code: "E_SETTING_INVALID",
  });
  await assert.rejects(desk.call("settings.put", administrator, { body: { "provider.../x.secret": "x" } }), {
    code: "E_SETTING_INVALID",
  });
});

test("a hostile text changes no structure on its way: JSON, form, header", async () => {
  const evil = '"},"to":"+8613900000000\r\nBcc: a@b.test\u001b&to=+8613900000000{secret}';
  const address = "+8613800138000";
  const ids = [
    await tell({ subject: evil, body: evil, to: { name: evil.slice(0, 60), part: "x", address } }),
    await tell({ subject: evil, body: evil, to: { name: "x", part: "x", address } }, "voice"),
  ];
  await drain(desk);
  const [sms, voice] = ids.map((id) =>
    first.calls.find(({ headers, body }) => headers["idempotency-key"] === id && body.includes(id)),
  );
  const said = JSON.parse(sms?.body ?? "") as Record<string, string>;
  assert.deepEqual(Object.keys(said), ["to", "text", "reference"]);
  assert.equal(said["to"], address);
  const form = new URLSearchParams(voice?.body ?? "");
  assert.deepEqual([form.getAll("to"), [...form.keys()]], [[address], ["to", "say", "reference"]]);
  assert.match(form.get("say") ?? "", /S、E、C、二、零、二、六/);
  for (const call of [sms, voice]) {
    assert.equal(call?.headers["bcc"], undefined);
    assert.ok(!(call?.body ?? "").includes("secret-of"), String(call?.body));
  }
});

test("ordinary messages to one number wait for their turn and say so; none is lost", async () => {
  const to = { name: "刘", part: "技术", address: "+8613700000000" };
  const ids = [await tell({ to }), await tell({ to }), await tell({ to })];
  await drain(desk);
  assert.equal(first.calls.length, 1);
  const held = (await Promise.all(ids.map(attempts))).flat().filter((one) => one.startsWith("limit false sms 1/1 min"));
  assert.equal(held.length, 2);
  for (let minute = 0; minute < 3; minute++) {
    desk.pass(2);
    await drain(desk);
  }
  assert.equal(first.calls.length, 3);
  assert.equal(new Set(first.calls.map((one) => one.headers["idempotency-key"])).size, 3);
});

test("about a case of level 1 or 2 nothing is held back", async () => {
  const to = { name: "刘", part: "技术", address: "+8613700000001" };
  await desk.options.records.db.updateTable("incident").set({ level: 2 }).where("id", "=", incident).execute();
  const ids = [await tell({ to }), await tell({ to }), await tell({ to })];
  await drain(desk);
  await desk.options.records.db.updateTable("incident").set({ level: null }).where("id", "=", incident).execute();
  assert.deepEqual(first.calls.map((one) => one.headers["idempotency-key"]).sort(), ids.sort());
});

test("robots get their key, their signature by the documents, and whom to mention", async () => {
  const from = (id: string) => {
    const sample = providerSamples.find((one) => one.id === id);
    assert.ok(sample !== undefined);
    return {
      ...sample,
      url: `${first.url}${new URL(sample.url).pathname.replaceAll("%7B", "{").replaceAll("%7D", "}")}`,
    };
  };
  const tokens = { "provider.dingtalk.token": "ding/?&", "provider.feishu.token": "fei", "provider.wecom.token": "we" };
  await useProviders(desk, ["dingtalk", "feishu", "wecom"].map(from), tokens);
  first.behave = { kind: "answer", status: 200, body: JSON.stringify({ errcode: 0, code: 0 }) };
  const ids = [
    await tell({ to: { name: "刘", part: "", address: "+8613800138000" } }, "dingtalk"),
    await tell({ to: { name: "刘", part: "", address: "ou_1" } }, "feishu"),
    await tell({ to: { name: "刘", part: "", address: "+8613800138000" } }, "wecom"),
  ];
  await drain(desk);
  for (const id of ids) assert.equal((await notice(id)).state, "sent");
  const called = (path: string) => {
    const call = first.calls.find((one) => one.path.startsWith(path));
    assert.ok(call !== undefined, path);
    return { url: new URL(call.path, first.url), body: JSON.parse(call.body) as Record<string, unknown> };
  };
  const ding = called("/robot/send");
  const at = ding.url.searchParams.get("timestamp") ?? "";
  const byHand = createHmac("sha256", "secret-of-dingtalk").update(`${at}\nsecret-of-dingtalk`).digest("base64");
  assert.deepEqual([ding.url.searchParams.get("sign"), ding.url.searchParams.get("access_token")], [byHand, "ding/?&"]);
  assert.deepEqual(ding.body["at"], { atMobiles: ["13800138000"], isAtAll: false });
  const fei = called("/open-apis/bot/v2/hook/fei");
  const key = `${String(fei.body["timestamp"])}\nsecret-of-feishu`;
  assert.equal(fei.body["sign"], createHmac("sha256", key).digest("base64"));
  assert.match(JSON.stringify(fei.body["content"]), /<at user_id=\\"ou_1\\"><\/at> SEC-2026-0001/);
  assert.equal(called("/cgi-bin/webhook/send").url.searchParams.get("key"), "we");
  await useProviders(desk, [on(first, "one", "sms"), on(second, "two", "sms"), on(first, "caller", "voice")]);
});

test("reports of a provider: signed, in time, any number of times; a key acknowledges, a failure shows", async () => {
  const id = await tell();
  await drain(desk);
  const report = (said: object, secret = "inbound-of-one", provider = "one") => {
    const whole = {
      at: Math.floor(desk.now().getTime() / 1000),
      key: id,
      event: "delivered" as const,
      ...said,
    };
    const signable = JSON.parse(JSON.stringify(whole).replaceAll("\\ud800", "?")) as typeof whole;
    const body = { ...whole, signature: reportSignature(secret, signable) };
    return desk.call("public.provider", publicCall, { params: { provider }, body });
  };
  await assert.rejects(report({}, "wrong"), { code: "E_PROVIDER_SIGNATURE" });
  await assert.rejects(report({}, "", "nobody"), { code: "E_PROVIDER_SIGNATURE" });
  await assert.rejects(report({ at: Math.floor(desk.now().getTime() / 1000) - 400 }), { code: "E_PROVIDER_SIGNATURE" });
  for (const junk of [{ detail: "\ud800" }, { event: "opened" }, { more: 1 }, { digit: "12" }]) {
    await assert.rejects(report(junk, "inbound-of-one"), JSON.stringify(junk));
  }
  await report({}, "inbound-of-two", "two");
  assert.equal((await notice(id)).state, "sent", "another provider says nothing about it");
  await report({ key: "m-1" });
  await report({});
  assert.equal((await notice(id)).state, "delivered");
  await report({ event: "key-pressed", digit: "9" });
  assert.equal((await notice(id)).state, "delivered");
  await report({ event: "key-pressed", digit: "1" });
  await report({ event: "key-pressed", digit: "1" });
  await report({ event: "failed", detail: "late" });
  const told = await notice(id);
  assert.deepEqual([told.state, told.acknowledgedBy], ["acknowledged", "刘"]);
  const lost = await tell();
  await drain(desk);
  await report({ key: lost, event: "failed", detail: "空号\u001b[2J" });
  assert.equal((await notice(lost)).state, "failed");
  assert.deepEqual(await attempts(lost), ["one true HTTP 200 m-1", "one false failed 空号 [2J"]);
  const journal = await desk.call("incident.journal", officer, { params: { incident } });
  assert.equal(journal.filter(({ kind, data }) => kind === "notice.acknowledged" && data.notice === id).length, 1);
});
