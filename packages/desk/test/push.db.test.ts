import assert from "node:assert/strict";
import { test } from "node:test";
import { type Call, publicCall } from "../src/handler.ts";
import { PushBrowser } from "../src/notification/push-browser.testkit.ts";
import { pushService } from "../src/notification/push-service.testkit.ts";
import { submit } from "./case.testkit.ts";
import { at, chainOf, drain, useProviders, verified } from "./contact.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";
import { providerServer } from "./provider-server.testkit.ts";

type Service = Awaited<ReturnType<typeof pushService>>;

interface Shown {
  readonly title: string;
  readonly body: string;
  readonly path: string;
  readonly tag: string;
  readonly language: string;
}

const shown = (service: Service, browser: PushBrowser): Shown =>
  JSON.parse(browser.open(service.got.at(-1)?.body ?? Buffer.alloc(0))) as Shown;

/** A browser that was set up and has typed the code that came through it. */
async function browserOf(desk: TestDesk, who: Call, service: Service, name: string): Promise<PushBrowser> {
  const browser = new PushBrowser();
  service.behave = "201";
  const { methods } = await desk.call("contact.addPush", who, { body: browser.subscription(`${service.url}/${name}`) });
  const contact = methods.at(-1)?.id ?? "";
  await desk.call("contact.code", who, { params: { contact } });
  await drain(desk);
  const code = /\d{6}/.exec(shown(service, browser).body)?.[0];
  await desk.call("contact.verify", who, { params: { contact }, body: { code } });
  desk.pass(5);
  return browser;
}

async function turn(desk: TestDesk, minutes = 0): Promise<void> {
  desk.pass(minutes);
  await desk.desk.turns.escalations();
  await desk.desk.turns.contacts();
  await drain(desk);
}

async function attempts(desk: TestDesk): Promise<string[]> {
  const rows = await desk.options.records.db
    .selectFrom("notice_attempt")
    .innerJoin("notice", "notice.id", "notice_attempt.notice_id")
    .select(["notice.channel", "ok", "provider", "detail"])
    .where("notice.purpose", "=", "page")
    .where("notice.channel", "in", ["push", "sms"])
    .orderBy("seq")
    .execute();
  return rows.map((row) => `${row.channel} ${row.ok} ${row.provider} ${row.detail}`);
}

for (const engine of await engines()) {
  test(`${engine.name}: a browser counts once its code was typed; a page comes through it encrypted, short, with a link`, async () => {
    await using service = await pushService();
    await using server = await providerServer();
    await using desk = await testDesk({}, engine.open);
    const duty = await desk.person("赵值班", "duty-officer");
    const other = await desk.person("钱处置", "handler");
    await useProviders(desk, [at(server, "text", "sms")], { dutyNeedsContacts: false });
    const browser = await browserOf(desk, duty, service, "secret-part");
    const { methods } = await desk.call("contact.list", duty, { params: { staff: duty.actor.id } });
    assert.match(methods[0]?.address ?? "", /^127\.0\.0\.1:\d+\/[0-9a-f]{12}$/);
    assert.ok(methods[0]?.verifiedAt !== undefined);
    await chainOf(desk, [duty], [other]);
    const { request } = await submit(desk);
    await turn(desk);
    const { title, body, path, language } = shown(service, browser);
    assert.ok(title.length > 0 && title.length <= 60 && body.length <= 200 && /REQ-\d+-\d+/.test(body), body);
    assert.match(path, /^\/n\/[\w-]+$/);
    assert.equal(language, "zh");
    assert.equal(service.got.at(-1)?.headers["urgency"], "high");
    const { publicKey } = await desk.call("contact.pushKey", duty, {});
    assert.ok(service.got.at(-1)?.headers.authorization?.endsWith(`k=${publicKey}`));
    const token = path.slice("/n/".length);
    await desk.call("public.acknowledge", publicCall, { params: { token }, body: {} });
    const { escalation } = await desk.call("escalation.get", duty, { params: { request } });
    assert.ok(escalation?.pages[0]?.acknowledged !== undefined, "the link answered the page");
    assert.deepEqual(await attempts(desk), [`push true push 127.0.0.1:${new URL(service.url).port} HTTP 201`]);
    const kept = await desk.options.records.db.selectFrom("notice").selectAll().execute();
    assert.ok(!JSON.stringify([methods, kept]).includes("secret-part"), "the endpoint is a secret");
  });

  test(`${engine.name}: a browser that is gone counts no longer, and the next way is used at once; others are tried on`, async () => {
    await using service = await pushService();
    await using server = await providerServer();
    await using desk = await testDesk({}, engine.open);
    const duty = await desk.person("赵值班", "duty-officer");
    const other = await desk.person("钱处置", "handler");
    await useProviders(desk, [at(server, "text", "sms")], { dutyNeedsContacts: false });
    await browserOf(desk, duty, service, "one");
    await verified(desk, duty, server, "sms", "+8613800138000");
    await chainOf(desk, [duty], [other]);
    const host = `push 127.0.0.1:${new URL(service.url).port}`;
    for (const [behave, said] of [
      ["500", "HTTP 500"],
      ["closed", "socket hang up"],
      ["slow", "no answer within 8 s"],
      ["410", "HTTP 410"],
    ] as const) {
      const before = (await attempts(desk)).length;
      service.behave = behave;
      await submit(desk);
      await turn(desk);
      await turn(desk);
      const tried = (await attempts(desk)).slice(before);
      assert.deepEqual(tried, [`push false ${host} ${said}`, "sms true text HTTP 200 m-1"], behave);
      desk.pass(300);
      // What is still tried on is answered for, so that the next round is about its own request.
      await desk.options.records.db.updateTable("notice").set({ next_at: null }).execute();
      await desk.options.records.db.updateTable("escalation").set({ next_at: null }).execute();
    }
    const { methods, enough } = await desk.call("contact.list", duty, { params: { staff: duty.actor.id } });
    const gone = methods.find(({ channel }) => channel === "push");
    assert.ok(gone?.goneAt !== undefined && gone.verifiedAt === undefined && !enough);
    const params = { contact: gone.id };
    await assert.rejects(desk.call("contact.code", duty, { params }), { code: "E_CONTACT_GONE" });
    const before = service.got.length;
    service.behave = "201";
    await submit(desk);
    await turn(desk);
    assert.equal(service.got.length, before);
    assert.equal((await attempts(desk)).at(-1), "sms true text HTTP 200 m-1");
    await desk.call("contact.remove", duty, { params });
    await browserOf(desk, duty, service, "one");
  });

  test(`${engine.name}: what a browser made up reaches nothing inside, and nobody takes another's browser`, async () => {
    await using service = await pushService();
    await using desk = await testDesk({}, engine.open);
    const [one, two] = [await desk.person("甲", "handler"), await desk.person("乙", "handler")];
    const browser = new PushBrowser();
    const add = (who: Call, endpoint: string, more: object = {}) =>
      desk.call("contact.addPush", who, { body: { ...browser.subscription(endpoint), ...more } });
    for (const endpoint of ["http://push.example/a", "file:///etc/passwd", "javascript:alert(1)", "x"])
      await assert.rejects(add(one, endpoint), (error) => String(error).includes("endpoint"), endpoint);
    await assert.rejects(add(one, "https://a:b@push.example/a"), { code: "E_CONTACT_ADDRESS" });
    await assert.rejects(add(one, "https://push.example/a", { p256dh: "A".repeat(87) }), { code: "E_CONTACT_ADDRESS" });
    await assert.rejects(desk.call("contact.add", one, { body: { channel: "push", address: "a/0123456789ab" } }));
    const { methods } = await add(one, `${service.url}/201`);
    await assert.rejects(add(two, `${service.url}/201`), { code: "E_CONTACT_TWICE" });
    await assert.rejects(add(one, `${service.url}/201`), { code: "E_CONTACT_TWICE" });
    await desk.call("contact.code", one, { params: { contact: methods[0]?.id } });
    await drain(desk);
    assert.equal(service.got.length, 0, "loopback is not allowed unless the settings say so");
    const rows = await desk.options.records.db.selectFrom("notice_attempt").selectAll().execute();
    assert.match(rows.at(-1)?.detail ?? "", /not allowed/);
  });
}
