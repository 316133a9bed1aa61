import assert from "node:assert/strict";
import { test } from "node:test";
import { metricsOf } from "@stanch/model/metrics";
import { sql } from "kysely";
import { type Call, publicCall } from "../src/handler.ts";
import { form, organisation, submit } from "./case.testkit.ts";
import { as, testDesk, type TestDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";

const hostile = '=HYPERLINK("http://x","看")\r\n<script>alert(1)</script>\u202e';

/** The case is over, and its tables are sealed. */
async function seal(desk: TestDesk, handler: Call, incident: string): Promise<void> {
  const params = { incident };
  const body = { disposition: "failed-attempt", secondary: [], reason: "x", letter: "x" };
  await desk.call("determination.create", handler, { params, body });
  await desk.call("incident.skip", handler, { params, body: { step: "notify", reason: "x" } });
  while ((await desk.desk.turns.notices()) > 0);
  const archivist = as(handler.actor.id, "周档案", "archivist");
  await desk.call("archive.seal", archivist, { params, body: { classification: "internal" } });
}

for (const engine of await engines()) {
  test(`a customer rates its case once it is over, thinks again for some days, and nobody else does (${engine.name})`, async () => {
    await using desk = await testDesk({}, engine.open);
    const officer = await desk.person("赵值班", "duty-officer", "handler");
    await desk.person("管理", "administrator");
    const { account: own } = await organisation(desk, officer, "青山医院");
    const { account: other } = await organisation(desk, officer, "东湖银行");
    const { organisation: _typed, ...bare } = form;
    const { request } = await desk.call("portal.submit", own, { body: bare });
    const params = { request };
    const rate = (who: Call, stars: number, words = "") =>
      desk.call("portal.rate", who, { params, body: { stars, words } });
    await assert.rejects(rate(own, 5), { code: "E_NOT_FOUND" });
    const { id: incident } = await desk.call("request.take", officer, { params, body: {} });
    await assert.rejects(rate(own, 5), { code: "E_STATE" });
    assert.equal((await desk.call("portal.get", own, { params })).mayRate, undefined);

    await seal(desk, officer, incident);
    const before = await desk.call("incident.journal", officer, { params: { incident } });
    assert.equal((await desk.call("portal.get", own, { params })).mayRate, true);
    await assert.rejects(rate(other, 1), { code: "E_NOT_FOUND" });
    await rate(own, 2, hostile);
    desk.pass(60);
    await rate(own, 4, "后来修好了");
    const page = await desk.call("portal.get", own, { params });
    assert.deepEqual(
      page.ratings?.map(({ stars, words, replaced }) => [stars, words, replaced]),
      [
        [2, hostile, true],
        [4, "后来修好了", false],
      ],
    );
    const listed = await desk.call("rating.list", officer, { params: { incident } });
    assert.deepEqual(listed, page.ratings);
    assert.equal(listed[0]?.by, "青山医院王芳");
    assert.deepEqual(await desk.call("incident.journal", officer, { params: { incident } }), before);
    await assert.rejects(desk.call("rating.list", own, { params: { incident } }), { code: "E_FORBIDDEN" });

    desk.pass(15 * 24 * 60);
    assert.equal((await desk.call("portal.get", own, { params })).mayRate, false);
    await assert.rejects(rate(own, 1), { code: "E_RATING_OVER" });
    const { db } = desk.options.records;
    for (const change of ["update rating set stars = 5", "delete from rating"])
      await assert.rejects(sql.raw(`${change} where incident_id = '${incident}'`).execute(db), change);
  });

  test(`by the secret link the same; the figures take the last of each request (${engine.name})`, async () => {
    await using desk = await testDesk({}, engine.open);
    const officer = await desk.person("赵值班", "duty-officer", "handler");
    const made = await submit(desk);
    const second = await submit(desk);
    const quiet = await submit(desk, { organisation: "东湖银行" });
    const take = (request: string, body: object = {}) =>
      desk.call("request.take", officer, { params: { request }, body });
    const { id: incident } = await take(made.request);
    await take(second.request, { incident });
    await take(quiet.request, { incident });
    await seal(desk, officer, incident);
    const rate = (token: string, stars: number) =>
      desk.call("public.rate", publicCall, { params: { token }, body: { stars, words: "" } });
    await rate(made.token, 1);
    desk.pass(1);
    await rate(made.token, 5);
    await rate(second.token, 2);
    // Whoever else reported the same incident was not served here.
    await assert.rejects(rate(quiet.token, 1), { code: "E_NOT_FOUND" });
    await assert.rejects(rate("x".repeat(32), 1), { code: "E_NOT_FOUND" });
    // Pressed twice: one waits for the other.
    await Promise.all([rate(made.token, 5), rate(made.token, 5)]);
    for (let more = 0; more < 6; more++) await rate(made.token, 5);
    await assert.rejects(rate(made.token, 1), { code: "E_RATING_OVER" });
    const seen = await desk.call("public.status", publicCall, { params: { token: second.token } });
    assert.deepEqual(
      seen.ratings?.map(({ stars }) => stars),
      [2],
      "what another request's people said is theirs",
    );

    const { total, byCustomer } = await desk.call("metrics.get", officer, { query: {} });
    assert.deepEqual(total.rating, { count: 1, mean: 3.5 });
    assert.deepEqual(byCustomer[0]?.rating, { count: 1, mean: 3.5 });
    const file = await desk.call("metrics.file", officer, { query: {} });
    let csv = "";
    for await (const part of file.open()) csv += Buffer.from(part).toString("utf8");
    assert.match(csv, /,stars\r?\n[^\n]*,3\.5\r?\n/);
    assert.deepEqual(metricsOf([], "UTC").total.rating, { count: 0 });
  });
}
