import assert from "node:assert/strict";
import { test } from "node:test";
import { form, openCase } from "./case.testkit.ts";
import { testDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";

for (const engine of await engines()) {
  test(`${engine.name}: only a confirmed call to a number on record verifies a caller, and every call stands in the journal`, async () => {
    await using desk = await testDesk({}, engine.open);
    const duty = await desk.person("赵值班", "duty-officer");
    const contacts = [
      { name: "信息科", phone: "0571-8888 1111" },
      { name: "总值班", phone: "+86 571 88881111" },
    ];
    const customer = await desk.call("customer.create", duty, {
      body: {
        name: form.organisation,
        contacts,
        language: "zh",
        responseMinutes: 240,
        importance: "general",
        notes: "",
      },
    });
    const { incident } = await openCase(desk, duty, {}, { customer: customer.id });
    const params = { incident };
    const { numbers } = await desk.call("callBack.list", duty, { params });
    assert.deepEqual(numbers, [{ name: "信息科", phone: "0571-8888 1111" }], "each number once");
    const call = (number: string, outcome: string, person = "陈科长", more: object = {}) =>
      desk.call("callBack.record", duty, {
        params,
        body: { caller: form.contact.name, number, person, outcome, note: '=1+1<b>"', ...more },
      });
    const verified = async () => (await desk.call("incident.get", duty, { params })).callerVerified;

    const own = await call(form.contact.phone, "confirmed");
    assert.deepEqual([own.onRecord, own.verified], [false, false], "the caller's own number proves nothing");
    assert.equal(await verified(), undefined);
    assert.equal((await call("+86 571 8888 1111", "no-answer", "")).verified, false);
    assert.equal((await call("+86 571 8888 1111", "denied")).verified, false);
    assert.equal((await call("+86 571 8888 1111", "confirmed", "")).verified, false, "nobody is named who confirmed");
    assert.equal(await verified(), undefined);
    desk.pass(1);
    const done = await call("(0571) 88881111 x2", "confirmed");
    assert.deepEqual([done.verified, done.recordName], [true, "信息科"]);
    assert.deepEqual(await verified(), {
      caller: "王芳",
      person: "陈科长",
      number: "(0571) 88881111 x2",
      at: "2026-03-01T00:01:00Z",
      by: "赵值班",
    });
    const journal = await desk.call("incident.journal", duty, { params });
    const lines = journal.filter(({ kind }) => kind === "caller.called-back");
    assert.deepEqual(
      lines.map(({ data }) => [data["outcome"], data["onRecord"], data["verified"]]),
      [
        ["confirmed", false, false],
        ["no-answer", true, false],
        ["denied", true, false],
        ["confirmed", true, false],
        ["confirmed", true, true],
      ],
    );
    assert.equal(lines[0]?.data["note"], '=1+1<b>"');
    const late = new Date(desk.now().getTime() + 3_600_000).toISOString();
    await assert.rejects(call("0571 88881111", "confirmed", "陈科长", { at: late }), { code: "E_TIME_ORDER" });
    desk.pass(1);
    await call("0571 88881111", "denied", "陈科长");
    assert.equal(await verified(), undefined, "somebody there says now that they know nothing of it");
  });

  test(`${engine.name}: without a customer there is no number on record, and nothing verifies`, async () => {
    await using desk = await testDesk({}, engine.open);
    const duty = await desk.person("赵值班", "duty-officer");
    const { incident } = await openCase(desk, duty);
    const params = { incident };
    assert.deepEqual((await desk.call("callBack.list", duty, { params })).numbers, []);
    const body = { caller: "x", number: form.contact.phone, person: "x", outcome: "confirmed" };
    assert.equal((await desk.call("callBack.record", duty, { params, body })).verified, false);
    const archivist = await desk.person("孙档案", "archivist");
    await assert.rejects(desk.call("callBack.record", archivist, { params, body }), { code: "E_FORBIDDEN" });
  });
}
