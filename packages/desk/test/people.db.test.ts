import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { administrator, openCase, submit } from "./case.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";

let desk: TestDesk;
before(async () => {
  desk = await testDesk();
});
after(() => desk[Symbol.asyncDispose]());

const person = { name: "钱", email: "qian@centre.test", phone: "", roles: ["administrator"], language: "zh" };

test("addresses are unique whatever their case, the last administrator stays, a customer's account is nothing else", async () => {
  const { staff, oneTimePassword } = await desk.call("staff.create", administrator, { body: person });
  assert.equal(oneTimePassword, "one-time");
  await assert.rejects(desk.call("staff.create", administrator, { body: { ...person, email: "QIAN@centre.test" } }), {
    code: "E_STAFF_MAIL_TAKEN",
  });
  const params = { staff: staff.id };
  await assert.rejects(desk.call("staff.update", administrator, { params, body: { ...person, active: false } }), {
    code: "E_LAST_ADMINISTRATOR",
  });
  await assert.rejects(
    desk.call("staff.update", administrator, { params, body: { ...person, roles: ["handler"], active: true } }),
    { code: "E_LAST_ADMINISTRATOR" },
  );
  await assert.rejects(
    desk.call("staff.create", administrator, {
      body: { ...person, email: "x@centre.test", roles: ["customer", "handler"] },
    }),
    { code: "E_CUSTOMER_ROLE" },
  );
  const renamed = await desk.call("staff.update", administrator, {
    params,
    body: { ...person, name: "钱多", active: true },
  });
  assert.equal(renamed.name, "钱多");
  assert.equal((await desk.desk.directory.accountByMail("Qian@Centre.test"))?.name, "钱多");
  await desk.desk.directory.setAccount(staff.id, { totp: true, language: "en" });
  const account = await desk.desk.directory.account(staff.id);
  assert.deepEqual([account?.totp, account?.language], [true, "en"]);
  await desk.call("staff.reset", administrator, { params });
  assert.equal((await desk.desk.directory.account(staff.id))?.totp, false);
});

test("a person whose account could not be made is not left behind with a working address", async () => {
  const failing = await testDesk({
    credentials: {
      create: () => Promise.reject(new Error("sign-in is away")),
      reset: async () => "",
      update: async () => undefined,
    },
  });
  await using _ = failing;
  await assert.rejects(failing.call("staff.create", administrator, { body: person }), /sign-in is away/);
  assert.deepEqual(
    (await failing.call("staff.list", administrator)).filter((one) => one.active),
    [],
  );
  assert.equal(await failing.desk.directory.accountByMail(person.email), undefined);
});

test("a request is taken once; others are linked or refused in words", async () => {
  const officer = await desk.person("赵值班", "duty-officer");
  const { request, incident } = await openCase(desk, officer);
  const take = (id: string, body: object) => desk.call("request.take", officer, { params: { request: id }, body });
  await assert.rejects(take(request, {}), { code: "E_STATE" });
  const second = await submit(desk, { systems: "门户网站", symptoms: ["page-changed"] });
  const joined = await take(second.request, { incident });
  assert.equal(joined.requests.length, 2);
  assert.deepEqual(joined.symptoms, ["unknown-process", "page-changed"]);
  assert.ok(joined.systems.includes("门户网站") && joined.systems.includes("挂号系统"));
  await assert.rejects(take("11111111-1111-4111-8111-111111111111", {}), { code: "E_NOT_FOUND" });
});

test("lists come in pages, newest first, and search knows no patterns", async () => {
  const officer = await desk.person("孙值班", "duty-officer");
  for (let at = 0; at < 5; at++) {
    await openCase(desk, officer, { organisation: `第${at}小学 100%_${at}` });
    desk.pass(1);
  }
  const numbers: string[] = [];
  let before: string | undefined;
  for (;;) {
    const page = await desk.call("incident.list", officer, {
      query: { limit: "2", text: "小学", ...(before === undefined ? {} : { before }) },
    });
    numbers.push(...page.map((one) => one.organisation));
    before = page.at(-1)?.id;
    if (page.length < 2) break;
  }
  assert.deepEqual(
    numbers,
    [4, 3, 2, 1, 0].map((at) => `第${at}小学 100%_${at}`),
  );
  const found = async (text: string): Promise<number> =>
    (await desk.call("incident.list", officer, { query: { text } })).length;
  assert.equal(await found("%_3"), 1);
  assert.equal(await found("%"), 5);
  assert.equal(await found("３小"), 1, "full-width digits are found too");
  assert.equal(await found("小学 第2"), 1);
  assert.equal(await found("'; drop table incident; --"), 0);
  assert.equal(await found("   "), await found(""));
  assert.equal((await desk.call("request.list", officer, { query: { text: "小学", limit: 3 } })).length, 3);
});
