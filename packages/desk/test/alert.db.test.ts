import assert from "node:assert/strict";
import { test } from "node:test";
import { createDesk } from "../src/desk.ts";
import { publicCall } from "../src/handler.ts";
import { openCase, submit } from "./case.testkit.ts";
import { at, drain, useProviders, verified } from "./contact.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";
import { type MailServer, mailServer } from "./mail-server.testkit.ts";
import { type ProviderServer, providerServer } from "./provider-server.testkit.ts";

/** An officer and a supervisor with a text message first and a call five minutes after it. */
async function reachable(desk: TestDesk, server: ProviderServer, mails: MailServer) {
  const duty = await desk.person("赵值班", "duty-officer");
  const chief = await desk.person("李主管", "supervisor");
  const handler = await desk.person("钱处置", "handler");
  const smtp = { host: "127.0.0.1", port: mails.port, security: "none", user: "", from: "desk@centre.test" };
  await useProviders(desk, [at(server, "text", "sms"), at(server, "call", "voice")], { smtp });
  for (const [who, number] of [
    [duty, "+8613800138001"],
    [chief, "+8613800138002"],
    [handler, "+8613800138003"],
  ] as const) {
    await verified(desk, who, server, "sms", number);
    await verified(desk, who, server, "voice", number);
  }
  server.calls.length = 0;
  const sent = () =>
    server.calls
      .splice(0)
      .map(({ path, body }) => `${path} ${/1380013800([123])/.exec(body)?.[1] ?? "?"}`)
      .toSorted();
  const turn = async (minutes = 0) => {
    desk.pass(minutes);
    await desk.desk.turns.clocks();
    await desk.desk.turns.contacts();
    await drain(desk);
    return sent();
  };
  return { duty, chief, handler, turn };
}

for (const engine of await engines()) {
  test(`${engine.name}: a clock that runs out pages people by their own ways until one speaks with the customer`, async () => {
    await using server = await providerServer();
    await using mails = await mailServer();
    await using desk = await testDesk({}, engine.open);
    const { duty, turn } = await reachable(desk, server, mails);
    const { incident } = await openCase(desk, duty);
    assert.deepEqual(await turn(), ["/text 2"], "the supervisor's decision is asked for by text message");
    const params = { incident };
    await desk.call("decision.create", duty, { params, body: { notifyFurther: false, reason: "x" } }).catch(() => 0);
    assert.deepEqual(await turn(119), ["/call 2"], "nobody decided: the call follows");
    assert.deepEqual(await turn(1), ["/text 1"], "half of the time is spent");
    const again = await createDesk(desk.options);
    await again.turns.clocks();
    await again.close();
    assert.deepEqual(await turn(5), ["/call 1"], "told once, and by the next way after five minutes");
    assert.deepEqual(await turn(55), ["/text 1", "/text 2"], "three quarters");
    await desk.call("incident.contact", duty, { params, body: { person: "赵值班", how: "电话" } });
    assert.deepEqual(await turn(5), [], "the customer was spoken with: nobody is rung any more");
    assert.deepEqual(await turn(300), []);
    assert.deepEqual(desk.errors, []);
  });

  test(`${engine.name}: an answer stops what was to follow; a decision stops the others who were asked`, async () => {
    await using server = await providerServer();
    await using mails = await mailServer();
    await using desk = await testDesk({}, engine.open);
    const { duty, chief, turn } = await reachable(desk, server, mails);
    const second = await desk.person("吴副主管", "supervisor");
    await verified(desk, second, server, "sms", "+8613800138003");
    await verified(desk, second, server, "voice", "+8613800138003");
    server.calls.length = 0;
    const { incident } = await openCase(desk, duty);
    desk.pass(0);
    await drain(desk);
    const token = /\/n\/([\w-]{43})/.exec(server.calls.find(({ body }) => body.includes("138002"))?.body ?? "")?.[1];
    assert.deepEqual(await turn(), ["/text 2", "/text 3"]);
    await desk.call("public.acknowledge", publicCall, { params: { token }, body: {} });
    assert.deepEqual(await turn(5), ["/call 3"], "whoever answered is not rung; the other is");
    const { incident: other } = await openCase(desk, duty, { organisation: "另一单位" });
    assert.deepEqual(await turn(), ["/text 2", "/text 3"]);
    const body = { notifyFurther: true, reason: "影响面大" };
    await desk.call("decision.create", chief, { params: { incident: other }, body });
    assert.deepEqual(await turn(5), [], "it is decided");
    const notices = await desk.call("notice.list", duty, { params: { incident } });
    assert.ok(notices.filter(({ channel }) => channel === "sms").length === 2, "every way stands in the records");
  });

  test(`${engine.name}: an offer is told by the person's ways and stops when they take it; a request's warnings come along`, async () => {
    await using server = await providerServer();
    await using mails = await mailServer();
    await using desk = await testDesk({}, engine.open);
    const { duty, handler, turn } = await reachable(desk, server, mails);
    const { request } = await submit(desk);
    assert.deepEqual(await turn(120), ["/text 1"], "nobody took it and half of the time is spent");
    const { id: incident } = await desk.call("request.take", duty, { params: { request }, body: {} });
    const params = { incident };
    await desk.call("incident.contact", duty, { params, body: { person: "赵值班", how: "电话" } });
    assert.deepEqual(await turn(), ["/text 2"]);
    assert.deepEqual(await turn(5), ["/call 2"], "the warning of the request is settled by the contact");
    const offer = { staff: handler.actor.id, part: "handler", mode: "on-site" };
    const { id: assignment } = await desk.call("assignment.create", duty, { params, body: offer });
    assert.ok((await turn()).includes("/text 3"));
    const state = (to: string) =>
      desk.call("assignment.change", handler, { params: { incident, assignment }, body: { state: to } });
    await state("accepted");
    assert.ok(!(await turn(5)).some((one) => one.endsWith("3")), "taken: no call");
    const declined = await desk.call("assignment.create", duty, { params, body: offer });
    assert.ok((await turn()).includes("/text 3"));
    assert.ok((await turn(5)).includes("/call 3"), "no answer to the second offer: the call follows");
    assert.equal(declined.state, "offered");
  });

  test(`${engine.name}: a provider that refuses makes room for the next way at once, whatever the alert`, async () => {
    await using server = await providerServer();
    await using mails = await mailServer();
    await using desk = await testDesk({}, engine.open);
    const { duty, turn } = await reachable(desk, server, mails);
    await openCase(desk, duty);
    await turn();
    desk.pass(60);
    await turn();
    server.behave = { kind: "answer", status: 500, body: '{"error":"<b>x</b>"}' };
    const { incident } = await openCase(desk, duty, { organisation: '=1+1 <b>"院"' });
    assert.deepEqual(await turn(), ["/text 2"]);
    assert.deepEqual(await turn(), ["/call 2"], "not after five minutes");
    const notices = await desk.call("notice.list", duty, { params: { incident } });
    const text = notices.find(({ channel }) => channel === "sms");
    assert.ok(text?.attempts[0]?.detail.includes("<b>x</b>"), "what it said stands there as text");
    assert.match(text?.subject ?? "", /=1\+1 <b>"院"/);
  });
}
