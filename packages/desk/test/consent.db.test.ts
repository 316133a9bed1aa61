import assert from "node:assert/strict";
import { test } from "node:test";
import { type Call, publicCall } from "../src/handler.ts";
import { form, giveEvidence, organisation } from "./case.testkit.ts";
import { testDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";

const hostile = "<script>alert(1)</script>=cmd|x\u202e";

for (const engine of await engines()) {
  test(`a measure that asks for the customer's consent is done only with it, beside the four eyes (${engine.name})`, async () => {
    await using desk = await testDesk({}, engine.open);
    const officer = await desk.person("赵值班", "duty-officer", "handler");
    const second = await desk.person("李主管", "supervisor");
    await desk.person("管理", "administrator");
    const { account: own } = await organisation(desk, officer, "青山医院");
    const { account: other } = await organisation(desk, officer, "东湖银行");
    const { organisation: _typed, ...bare } = form;
    const { request } = await desk.call("portal.submit", own, { body: bare });
    const { id: incident } = await desk.call("request.take", officer, { params: { request }, body: {} });
    const evidence = [await giveEvidence(desk, officer, incident, "log")];
    const plan = {
      phase: "contain",
      title: hostile,
      target: "web",
      change: "nft …",
      proofPlan: "x",
      undo: "y",
      evidence,
    };
    const params = { incident };
    const asked = await desk.call("measure.plan", officer, { params, body: { ...plan, askCustomer: true } });
    const inner = await desk.call("measure.plan", officer, { params, body: plan });
    const page = await desk.call("portal.get", own, { params: { request } });
    assert.deepEqual(
      page.measures?.map(({ id, title, answer }) => [id, title, answer]),
      [[asked.id, hostile, undefined]],
    );

    const say = (who: Call, measure: string, agree: boolean, reason = "") =>
      desk.call("portal.consent", who, { params: { request, measure }, body: { agree, reason } });
    await assert.rejects(say(own, inner.id, true), { code: "E_NOT_FOUND" });
    await assert.rejects(say(other, asked.id, true), { code: "E_NOT_FOUND" });
    const at = { incident, measure: asked.id };
    await desk.call("measure.decide", second, { params: at, body: { approve: true, reason: "看过" } });
    const done = { before: "a", after: "b", proof: "c" };
    await assert.rejects(desk.call("measure.done", officer, { params: at, body: done }), { code: "E_CONSENT" });
    await say(own, asked.id, false, "先等门诊结束");
    await assert.rejects(desk.call("measure.done", officer, { params: at, body: done }), { code: "E_CONSENT" });
    await say(own, asked.id, true);
    const finished = await desk.call("measure.done", officer, { params: at, body: done });
    assert.deepEqual(
      [finished.state, finished.consent?.state, finished.consent?.by],
      ["done", "given", "青山医院王芳"],
    );
    await assert.rejects(say(own, asked.id, false, "x"), { code: "E_STATE" });

    const journal = await desk.call("incident.journal", officer, { params });
    const told = journal.filter(({ kind }) => kind === "measure.refused" || kind === "measure.consented");
    assert.deepEqual(
      told.map(({ kind, actor, data }) => [kind, actor.kind, actor.name, data.title, data.undo, data.reason]),
      [
        ["measure.refused", "customer", "青山医院王芳", hostile, "y", "先等门诊结束"],
        ["measure.consented", "customer", "青山医院王芳", hostile, "y", ""],
      ],
    );
    // What asks nobody is done with four eyes alone.
    const quiet = { incident, measure: inner.id };
    await desk.call("measure.decide", second, { params: quiet, body: { approve: true, reason: "x" } });
    assert.equal((await desk.call("measure.done", officer, { params: quiet, body: done })).state, "done");
  });

  test(`by the secret link the contact of the request answers; who refuses says why (${engine.name})`, async () => {
    await using desk = await testDesk({}, engine.open);
    const officer = await desk.person("赵值班", "duty-officer", "handler");
    const made = await desk.call("public.request", publicCall, { body: form });
    const token = made.statusPath.slice("/c/".length);
    const [row] = await desk.call("request.list", officer, { query: { text: made.number } });
    const { id: incident } = await desk.call("request.take", officer, { params: { request: row?.id }, body: {} });
    const evidence = [await giveEvidence(desk, officer, incident, "log")];
    const plan = { phase: "contain", title: "断网", target: "", change: "x", proofPlan: "x", undo: "y", evidence };
    const body = { ...plan, askCustomer: true };
    const { id: measure } = await desk.call("measure.plan", officer, { params: { incident }, body });
    const params = { token, measure };
    await assert.rejects(desk.call("public.consent", publicCall, { params, body: { agree: false, reason: " " } }));
    await desk.call("public.consent", publicCall, { params, body: { agree: true, reason: "尽快" } });
    const [listed] = await desk.call("measure.list", officer, { params: { incident } });
    assert.deepEqual([listed?.consent?.state, listed?.consent?.by], ["given", form.contact.name]);
    const strange = { token: "x".repeat(32), measure };
    await assert.rejects(
      desk.call("public.consent", publicCall, { params: strange, body: { agree: true, reason: "" } }),
      {
        code: "E_NOT_FOUND",
      },
    );
  });
}
