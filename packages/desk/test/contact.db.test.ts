import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { sql } from "kysely";
import { reportSignature } from "../src/notification/channel-report.ts";
import { publicCall } from "../src/handler.ts";
import type { Call } from "../src/handler.ts";
import { administrator, submit } from "./case.testkit.ts";
import { at, chainOf, drain, useProviders, verified } from "./contact.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";
import { type MailServer, mailServer } from "./mail-server.testkit.ts";
import { accepts, type ProviderServer, providerServer } from "./provider-server.testkit.ts";

let desk: TestDesk;
let smtp: MailServer;
let server: ProviderServer;
let duty: Call;
let other: Call;
let bare: Call;
let sms: string;
let voice: string;
before(async () => {
  smtp = await mailServer();
  server = await providerServer();
  desk = await testDesk();
  duty = await desk.person("赵值班", "duty-officer");
  other = await desk.person("钱处置", "handler");
  bare = await desk.person("孙新人", "handler");
  const mail = { host: "127.0.0.1", port: smtp.port, security: "none", user: "", from: "desk@centre.test" };
  await useProviders(desk, [at(server, "text", "sms"), at(server, "call", "voice")], { smtp: mail });
  sms = await verified(desk, duty, server, "sms", "+86 138-0013-8000");
  voice = await verified(desk, duty, server, "voice", "+8613800138000");
  await verified(desk, other, server, "sms", "+8613900139000");
  await verified(desk, other, server, "voice", "+8613900139000");
});
after(async () => {
  await desk[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await smtp[Symbol.asyncDispose]();
});
beforeEach(async () => {
  server.behave = accepts;
  desk.pass(240);
  // Chains of earlier tests are over, or their answers would expire in later ones.
  const over = { next_at: null, run: sql<string>`run || '{"state":"over"}'::jsonb` };
  await desk.options.records.db.updateTable("escalation").set(over).execute();
});

async function turn(minutes = 0): Promise<void> {
  desk.pass(minutes);
  await desk.desk.turns.escalations();
  await desk.desk.turns.contacts();
  await drain(desk);
}

/** A new request whose chain pages the duty officer, then the handler; what reached the providers since. */
async function paged(): Promise<{ request: string; sent: () => string[] }> {
  await chainOf(desk, [duty], [other]);
  await drain(desk);
  server.calls.length = 0;
  smtp.mails.length = 0;
  const { request } = await submit(desk);
  await turn();
  return {
    request,
    sent: () => server.calls.map(({ path, body }) => `${path} ${body.includes("138001") ? "duty" : "other"}`),
  };
}

const chain = async (request: string) => (await desk.call("escalation.get", duty, { params: { request } })).escalation;

test("a way is verified by its code: six digits, fifteen minutes, five tries, kept by nobody", async () => {
  const me = await desk.person("李验证", "handler");
  const { methods } = await desk.call("contact.add", me, { body: { channel: "sms", address: "+86 137 0000 0001" } });
  const contact = methods[0]?.id ?? "";
  assert.equal(methods[0]?.address, "+8613700000001");
  const verify = (code: string, who = me) => desk.call("contact.verify", who, { params: { contact }, body: { code } });
  await assert.rejects(verify("123456"), { code: "E_CONTACT_CODE" });
  const send = () => desk.call("contact.code", me, { params: { contact } });
  const sent = async () => {
    desk.pass(5);
    await send();
    await drain(desk);
    return /\d{6}/.exec((JSON.parse(server.calls.at(-1)?.body ?? "") as { text: string }).text)?.[0] ?? "";
  };
  const late = await sent();
  await assert.rejects(send(), { code: "E_CONTACT_WAIT" });
  desk.pass(16);
  await assert.rejects(verify(late), { code: "E_CONTACT_CODE" });
  const guessed = await sent();
  const wrong = guessed === "000000" ? "000001" : "000000";
  for (let guess = 0; guess < 5; guess++) await assert.rejects(verify(wrong), { code: "E_CONTACT_CODE" });
  await assert.rejects(verify(guessed), { code: "E_CONTACT_CODE" });
  const right = await sent();
  await assert.rejects(verify(right, duty), { code: "E_NOT_FOUND" });
  const done = await verify(right);
  assert.ok(done.methods[0]?.verifiedAt !== undefined);
  const rows = await desk.options.records.db
    .selectFrom("notice")
    .selectAll()
    .where("purpose", "=", "contact-code")
    .execute();
  const kept = await desk.options.records.db.selectFrom("contact_method").selectAll().execute();
  assert.ok(rows.length > 0 && !JSON.stringify([rows, kept]).includes(right));
  await assert.rejects(desk.call("contact.add", me, { body: { channel: "sms", address: "+8613700000001" } }), {
    code: "E_CONTACT_TWICE",
  });
  for (const address of ["12345", "+86 13x", '+8613"}', "+8613700000001\r\nBcc: x"]) {
    await assert.rejects(desk.call("contact.add", me, { body: { channel: "sms", address } }), {
      code: "E_CONTACT_ADDRESS",
    });
  }
});

test("nobody without two verified ways goes on duty, and the refusal says who lacks what; a call-back counts", async () => {
  const put = (id: string, people: readonly Call[], name = "组") =>
    desk.call("team.put", administrator, {
      params: { id },
      body: { name, kind: "handling", place: "", skills: [], members: people.map(({ actor }) => actor.id) },
    });
  const [one, two] = ["50000000-0000-4000-8000-000000000001", "50000000-0000-4000-8000-000000000002"] as const;
  await assert.rejects(put(one, [duty, bare]), { code: "E_DUTY_CONTACTS", params: { people: "孙新人 (0/2)" } });
  await desk.call("settings.put", administrator, { body: { dutyNeedsContacts: false } });
  await put(one, [bare]);
  await desk.call("settings.put", administrator, { body: { dutyNeedsContacts: null } });
  await put(one, [bare, duty], "新名");
  await assert.rejects(put(two, [bare]), { code: "E_DUTY_CONTACTS" });

  await verified(desk, bare, server, "sms", "+8613600136000");
  const { methods } = await desk.call("contact.add", bare, { body: { channel: "phone", address: "+86 571 88880000" } });
  const phone = methods.at(-1)?.id ?? "";
  await assert.rejects(put(two, [bare]), { code: "E_DUTY_CONTACTS", params: { people: "孙新人 (1/2)" } });
  await assert.rejects(desk.call("contact.code", bare, { params: { contact: phone } }), { code: "E_CONTACT_PHONE" });
  const back = (who: Call) =>
    desk.call("contact.calledBack", who, { params: { contact: phone }, body: { note: "回拨" } });
  await assert.rejects(back(bare), { code: "E_CONTACT_CALL_BACK" });
  assert.equal((await back(duty)).methods.at(-1)?.verifiedBy, "赵值班");
  await put(two, [bare]);
});

test("a page takes the first way at once and the others after their delays, until somebody answers", async () => {
  const rules = [
    { contact: voice, delayMinutes: 3 },
    { contact: sms, delayMinutes: 1 },
    { contact: voice, delayMinutes: 8 },
  ];
  await desk.call("contact.rules", duty, { body: { rules } });
  const { request, sent } = await paged();
  assert.deepEqual(sent(), ["/text duty"], "the first at once, whatever its delay");
  assert.equal(smtp.mails.length, 2, "the whole request by mail, and the receipt");
  await turn(2);
  assert.deepEqual(sent().length, 1);
  await turn(1);
  assert.deepEqual(sent(), ["/text duty", "/call duty"]);
  await turn(5);
  assert.deepEqual(sent(), ["/text duty", "/call duty", "/call duty"]);
  assert.match(decodeURIComponent(server.calls[1]?.body ?? ""), /R、E、Q、二、零、二、六/);
  const token = /\/n\/([\w-]{43})/.exec(server.calls[0]?.body ?? "")?.[1] ?? "";
  await desk.call("public.acknowledge", publicCall, { params: { token }, body: {} });
  assert.equal((await chain(request))?.pages[0]?.acknowledged?.by, duty.actor.id);
  await turn(60);
  assert.equal(sent().length, 3, "nothing more after the answer");
  await desk.call("contact.rules", duty, { body: { rules: [] } });
});

test("an answer in between stops what was to follow; a key on the phone is an answer", async () => {
  const { request, sent } = await paged();
  await turn(5);
  assert.deepEqual(sent(), ["/text duty", "/call duty"]);
  const key = new URLSearchParams(server.calls[1]?.body ?? "").get("reference") ?? "";
  const report = {
    at: Math.floor(desk.now().getTime() / 1000),
    key,
    event: "key-pressed" as const,
    digit: "1",
    detail: "",
  };
  const body = { ...report, signature: reportSignature("inbound-of-call", report) };
  await desk.call("public.provider", publicCall, { params: { provider: "call" }, body });
  assert.equal((await chain(request))?.state, "held");
  await turn(60);
  assert.equal(sent().length, 2);
});

test("a way that was taken away in between is not used; the one after it comes at once", async () => {
  const { methods } = await desk.call("contact.list", duty, { params: { staff: duty.actor.id } });
  const spare = await verified(desk, duty, server, "sms", "+8613800138009");
  const rules = [
    { contact: sms, delayMinutes: 0 },
    { contact: spare, delayMinutes: 5 },
    { contact: voice, delayMinutes: 60 },
  ];
  await desk.call("contact.rules", duty, { body: { rules } });
  const { sent } = await paged();
  await desk.call("contact.remove", duty, { params: { contact: spare } });
  await turn(5);
  await turn();
  assert.deepEqual(sent(), ["/text duty", "/call duty"]);
  assert.equal((await desk.call("contact.rules", duty, { body: { rules: [] } })).methods.length, methods.length);
});

test("no answer: the next step's people are told by their own ways", async () => {
  const { sent } = await paged();
  await turn(5);
  await turn(25);
  await turn(5);
  assert.deepEqual(sent(), ["/text duty", "/call duty", "/text other", "/call other"]);
});

test("a way that fails, or whose number had enough, makes room for the next at once and says why", async () => {
  const first = await paged();
  assert.deepEqual(first.sent(), ["/text duty"]);
  const { request, sent } = await paged();
  assert.deepEqual(sent(), [], "one message a minute to a number");
  await turn();
  assert.deepEqual(sent(), ["/call duty"], "the call comes at once instead of after five minutes");
  const { id: incident } = await desk.call("request.take", duty, { params: { request }, body: {} });
  const notices = await desk.call("notice.list", duty, { params: { incident } });
  const held = notices.find((one) => one.channel === "sms");
  assert.deepEqual([held?.state, held?.attempts.map((one) => one.detail)], ["failed", ["sms 1/1 min: voice"]]);
  const { next } = await desk.call("incident.get", duty, { params: { incident } });
  assert.ok(!next.some((one) => one.what.en.includes("could not be sent")), "nobody has to do anything about it");

  server.behave = { kind: "answer", status: 500, body: "" };
  desk.pass(20);
  await desk.desk.turns.contacts();
  const broken = await paged();
  await turn();
  assert.deepEqual(broken.sent(), ["/text duty", "/call duty"]);
});

test("once somebody has answered, what could not be sent is not tried again", async () => {
  server.behave = { kind: "answer", status: 500, body: "" };
  const { request, sent } = await paged();
  await turn();
  const before = sent().length;
  await desk.call("escalation.acknowledge", duty, { params: { request, key: "0.0" } });
  server.behave = accepts;
  await turn(2);
  await turn(30);
  assert.equal(sent().length, before);
  const { id: incident } = await desk.call("request.take", duty, { params: { request }, body: {} });
  const notices = await desk.call("notice.list", duty, { params: { incident } });
  const last = notices
    .filter((one) => one.channel === "sms" || one.channel === "voice")
    .map((one) => one.attempts.at(-1));
  assert.deepEqual(
    last.map((one) => one?.provider),
    ["stopped", "stopped"],
  );
});

test("the daily test reaches everybody on duty that day, once; a failure tells the duty desk", async () => {
  const [rota, week] = ["60000000-0000-4000-8000-000000000001", "60000000-0000-4000-8000-000000000002"] as const;
  const zone = "Asia/Shanghai";
  const participants = [duty.actor.id];
  const rotation = { name: "轮值", zone, kind: "weekly", length: 1, start: "2026-02-23T09:00", participants };
  await desk.call("rotation.put", administrator, { params: { id: rota }, body: rotation });
  const rule = {
    target: { kind: "rotation", id: rota },
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    start: "00:00",
    end: "00:00",
  };
  const schedule = { name: "值班表", zone, rules: [rule], overrides: [], temporary: [] };
  await desk.call("schedule.put", administrator, { params: { id: week }, body: schedule });
  const setting = {
    dailyTest: true,
    centre: { name: { zh: "中心", en: "Centre" }, dutyPhone: "", dutyMail: "duty@centre.test", zone },
  };
  await desk.call("settings.put", administrator, { body: setting });
  // To 09:30 of the next day of the centre.
  const day = 86_400_000;
  const offset = 8 * 3_600_000;
  const tomorrow = Math.floor((desk.now().getTime() + offset) / day) * day + day - offset;
  desk.pass((tomorrow - desk.now().getTime()) / 60_000 + 9.5 * 60);
  await drain(desk);
  server.calls.length = 0;
  await desk.desk.turns.test();
  await drain(desk);
  assert.equal(server.calls.length, 0, "not before ten");
  desk.pass(31);
  await desk.desk.turns.test();
  await desk.desk.turns.test();
  await drain(desk);
  assert.equal(server.calls.length, 1);
  assert.match(server.calls[0]?.body ?? "", /值班联络测试/);

  desk.pass(24 * 60);
  server.behave = { kind: "answer", status: 500, body: "" };
  smtp.mails.length = 0;
  await desk.desk.turns.test();
  for (let round = 0; round < 12; round++) {
    await drain(desk);
    desk.pass(30);
  }
  await drain(desk);
  assert.deepEqual(
    smtp.mails.map(({ to }) => to),
    [["duty@centre.test"]],
  );
  await desk.call("settings.put", administrator, { body: { dailyTest: false } });
});
