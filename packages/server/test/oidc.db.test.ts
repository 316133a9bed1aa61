import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { testCentre, type TestCentre } from "./centre.testkit.ts";
import { administrator, client, type Client, person, type Person } from "./client.testkit.ts";
import { openProvider, type TestProvider, throughProvider } from "./oidc-provider.testkit.ts";

/* Accounts of customers' own organisations, against real OpenID providers. */

let of: TestCentre;
let admin: Person;
let handler: Person;
let hospital: { provider: TestProvider; customer: string; key: string };
let bank: typeof hospital;
const url = (): string => of.url;
const redirect = (): string => `${of.url}/sign-in/oidc`;

async function organisation(name: string): Promise<typeof hospital> {
  const form = { name, contacts: [], language: "zh", responseMinutes: 60, importance: "general", notes: "" };
  const { id: customer } = await admin.call("customer.create", { body: form as never });
  const provider = await openProvider(redirect());
  const body = { issuer: provider.issuer, clientId: provider.client.id, clientSecret: provider.client.secret };
  const all = await admin.call("oidc.put", { params: { customer }, body });
  const key = all.find((one) => one.customer === customer)?.key ?? "";
  assert.match(key, /^[a-z0-9]{16}$/);
  assert.ok(!JSON.stringify(all).includes(provider.client.secret));
  return { provider, customer, key };
}

async function account(name: string, email: string, customer: string): Promise<string> {
  const form = { name, email, phone: "", roles: ["customer"], language: "zh", customer };
  return (await admin.call("staff.create", { body: form as never })).staff.id;
}

before(async () => {
  of = await testCentre();
  admin = await administrator(of);
  handler = await person(url, admin, "钱", "handler");
  await admin.call("settings.put", { body: { publicUrl: of.url, "webhook.allow": ["127.0.0.1"] } });
  hospital = await organisation("青山医院");
  bank = await organisation("东湖银行");
  await account("王芳", "wang@hospital.test", hospital.customer);
});
after(async () => {
  await hospital.provider[Symbol.asyncDispose]();
  await bank.provider[Symbol.asyncDispose]();
  await of[Symbol.asyncDispose]();
});

/** To the provider and back; what the browser holds then. */
async function there(at: typeof hospital): Promise<{ browser: Client; back: Record<string, string> }> {
  const browser = client(url);
  const { location } = await browser.call("session.oidcBegin", { body: { organisation: at.key } });
  return { browser, back: await throughProvider(location, redirect()) };
}

async function reasonOf(browser: Client, body: Record<string, string>): Promise<string> {
  const answer = await browser.ask("session.oidcFinish", { body });
  assert.deepEqual([answer.status, answer.body.code], [401, "E_OIDC"], answer.text);
  assert.equal((await browser.call("session.get")).state, "signed-out");
  return /（(\w+)）/.exec(answer.body.what.zh)?.[1] ?? "";
}

test("a customer's person signs in with the organisation's account and sees what is its own", async () => {
  hospital.provider.who = { sub: "wang", email: "Wang@hospital.test", verified: true };
  const { browser, back } = await there(hospital);
  const session = await browser.call("session.oidcFinish", { body: back as never });
  assert.deepEqual([session.state, session.roles, session.staff?.name], ["ready", ["customer"], "王芳"]);
  assert.equal((await browser.call("portal.list")).organisation, "青山医院");
  assert.equal((await browser.ask("incident.list")).status, 403);
  for (const [name] of browser.cookies) assert.doesNotMatch(name, /oidc/, "the question is gone with its answer");
  const again = await browser.ask("session.oidcFinish", { body: back });
  assert.equal(again.body.code, "E_OIDC", "an answer is taken once");
  const lines = await admin.call("audit.list", { query: { what: "signIn.oidc" } });
  assert.ok(lines.some(({ what, actor }) => what === "signIn.oidc" && actor.name === "王芳"));
  assert.ok(lines.some(({ what }) => what === "signIn.oidcRefused"));
});

test("who is vouched for is still the organisation's own, active, and the same as before", async () => {
  const try_ = async (who: TestProvider["who"], at = hospital): Promise<string> => {
    at.provider.who = who;
    const { browser, back } = await there(at);
    return reasonOf(browser, back);
  };
  const verified = true;
  assert.equal(await try_({ sub: "x1", email: "nobody@hospital.test", verified }), "account");
  assert.equal(await try_({ sub: "x2", email: handler.email, verified }), "account", "staff never");
  assert.equal(await try_({ sub: "x3", email: admin.email, verified }), "account");
  assert.equal(await try_({ sub: "x4", email: "wang@hospital.test", verified }, bank), "account", "another's people");
  assert.equal(await try_({ sub: "heir", email: "wang@hospital.test", verified }), "account", "an address given anew");
  const id = await account("李", "li@hospital.test", hospital.customer);
  assert.equal(await try_({ sub: "li", email: "li@hospital.test", verified: false }), "address");
  const form = { name: "李", email: "li@hospital.test", phone: "", roles: ["customer"], language: "zh" };
  const left = { ...form, customer: hospital.customer, active: false };
  await admin.call("staff.update", { params: { staff: id }, body: left as never });
  assert.equal(await try_({ sub: "li", email: "li@hospital.test", verified }), "account");
});

test("an answer belongs to its question, its browser and its provider", async () => {
  hospital.provider.who = { sub: "wang", email: "wang@hospital.test", verified: true };
  const mine = await there(hospital);
  assert.equal(await reasonOf(client(url), mine.back), "state", "another browser has no question");
  assert.equal(await reasonOf(mine.browser, { ...mine.back, state: "x".repeat(43) }), "state");
  const second = await there(hospital);
  assert.equal(await reasonOf(second.browser, { ...second.back, iss: bank.provider.issuer }), "issuer");
  const third = await there(hospital);
  const { back: foreign } = await there(bank);
  assert.equal(await reasonOf(third.browser, { ...third.back, code: foreign["code"] ?? "" }), "token");
  const fourth = await there(hospital);
  const name = [...fourth.browser.cookies.keys()].find((one) => one.includes("oidc")) ?? "";
  fourth.browser.cookies.set(name, "00ff".repeat(40));
  assert.equal(await reasonOf(fourth.browser, fourth.back), "state", "nobody writes a question");
});

test("only an administrator names a provider, and only one that says it is that one", async () => {
  const params = { customer: hospital.customer };
  const body = { issuer: hospital.provider.issuer, clientId: "x", clientSecret: "" };
  for (const who of [handler, client(url)])
    for (const id of ["oidc.list", "oidc.put", "oidc.remove"] as const)
      assert.ok([401, 403].includes((await who.ask(id, id === "oidc.put" ? { params, body } : { params })).status), id);
  for (const issuer of [
    `${hospital.provider.issuer}/`,
    of.url,
    "https://127.0.0.1:1",
    "http://169.254.169.254",
    "http://[::1]:1",
  ]) {
    const answer = await admin.ask("oidc.put", { params, body: { ...body, issuer } });
    assert.deepEqual([answer.status, answer.body.code], [400, "E_OIDC_PROVIDER"], issuer);
  }
  const nobody = { customer: crypto.randomUUID() };
  assert.equal((await admin.ask("oidc.put", { params: nobody, body })).status, 404);
  for (const issuer of ["ftp://x.test", "javascript:alert(1)", "x"])
    assert.equal((await admin.ask("oidc.put", { params, body: { ...body, issuer } })).status, 400);
  await admin.call("settings.put", { body: { "webhook.allow": [] } });
  const closed = await client(url).ask("session.oidcBegin", { body: { organisation: hospital.key } });
  assert.equal(closed.body.code, "E_OIDC", "no provider reaches into the own network unasked");
  await admin.call("settings.put", { body: { "webhook.allow": ["127.0.0.1"] } });
  assert.equal((await client(url).ask("session.oidcBegin", { body: { organisation: "a".repeat(16) } })).status, 404);
});

test("a provider that is taken away takes its sessions with it", async () => {
  hospital.provider.who = { sub: "wang", email: "wang@hospital.test", verified: true };
  const { browser, back } = await there(hospital);
  await browser.call("session.oidcFinish", { body: back as never });
  assert.equal((await browser.ask("portal.list")).status, 200);
  await admin.call("oidc.remove", { params: { customer: hospital.customer } });
  assert.equal((await browser.ask("portal.list")).status, 401);
  assert.equal((await browser.ask("session.oidcBegin", { body: { organisation: hospital.key } })).status, 404);
  assert.ok(!of.log.join("\n").includes(hospital.provider.client.secret));
});
