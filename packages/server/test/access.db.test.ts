import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { api, type OperationId } from "@stanch/model/api";
import { keyPermission, personOnly } from "@stanch/model/api-key";
import type { Route } from "@stanch/model/route";
import { openPgliteRecords } from "@stanch/store/pglite-records";
import { sql } from "kysely";
import { giveEvidence, openCase } from "./case.testkit.ts";
import { testCentre, type TestCentre } from "./centre.testkit.ts";
import { administrator, client, type Client, nextCode, person, type Person } from "./client.testkit.ts";

/* Keys of programs, sessions, lock-outs, and who read what. */

let of: TestCentre;
let admin: Person;
let handler: Person;
let supervisor: Person;
let anyone: Client;
let incident: string;
let time = Date.now();
const url = (): string => of.url;
before(async () => {
  of = await testCentre({ clock: { now: () => new Date(time) } });
  admin = await administrator(of);
  anyone = client(url);
  handler = await person(url, admin, "钱", "handler");
  supervisor = await person(url, admin, "李", "supervisor");
  incident = (await openCase(anyone, handler)).incident;
});
after(() => of[Symbol.asyncDispose]());

const bearer = (secret: string) => ({ headers: { authorization: `Bearer ${secret}` } });

test("every operation whose permission a key can have is for programs, or is on the list of those that are not", () => {
  // What is not a mere question, and whose permission only lets look: each was thought about.
  const asking = /^(?:timeline\.(?:search|histogram|top)|evidence\.verify|archive\.verify|duty\.check)$/;
  for (const [id, { method, permission }] of Object.entries(api) as [OperationId, Route][]) {
    if (!keyPermission.safeParse(permission).success || method === "GET" || !permission.endsWith(".read")) continue;
    assert.ok(
      asking.test(id) || personOnly.has(id),
      `${id} changes something under ${permission}: for programs or not?`,
    );
  }
  for (const one of [
    "incident.decide",
    "measure.approve",
    "report.approve",
    "archive.seal",
    "staff.write",
    "audit.read",
  ])
    assert.equal(keyPermission.safeParse(one).success, false, one);
});

test("a key is shown once, opens what it names and its owner may, and every use stands in the log", async () => {
  const form = { name: "工单系统", permissions: ["incident.read", "request.read"], days: 30 };
  const { key, secret } = await handler.call("apiKey.create", { body: form as never });
  assert.match(secret, /^stanch_[\w-]{43}$/);
  assert.ok(secret.startsWith(key.prefix) && key.prefix.length < 16 && key.uses === 0);
  assert.ok(!JSON.stringify(await handler.call("apiKey.list")).includes(secret));
  assert.equal((await anyone.ask("incident.list", bearer(secret))).body.length, 1);
  assert.equal((await anyone.ask("incident.get", { params: { incident }, ...bearer(secret) })).status, 200);
  for (const [id, params] of [
    ["evidence.list", { incident }],
    ["incident.note", { incident }],
    ["staff.list", {}],
    ["apiKey.list", {}],
    ["session.list", {}],
    ["changes.stream", {}],
    ["audit.list", {}],
  ] as const) {
    const body = api[id].method === "GET" ? {} : { body: { body: "x" } };
    const answer = await anyone.ask(id, { params, ...body, ...bearer(secret) });
    assert.ok(answer.status === 403 || (id === "session.list" && answer.status === 401), `${id} ${answer.status}`);
  }
  const [now] = await handler.call("apiKey.list");
  assert.deepEqual([now?.uses, now?.lastUsedFrom], [2, "127.0.0.1"]);
  assert.ok(now?.lastUsedAt !== undefined);
  const lines = await supervisor.call("audit.list", { query: { what: "apiKey." } });
  const told = lines.map(({ what, detail }) => `${what} ${detail.split(" ")[1] ?? ""}`);
  assert.ok(
    told.includes("apiKey.used incident.get") && told.includes("apiKey.refused evidence.list"),
    told.join("; "),
  );
  assert.equal(lines.find(({ what }) => what === "apiKey.used")?.actor.name, "钱 · 工单系统");
  const journal = await handler.call("incident.journal", { params: { incident } });
  assert.ok(!JSON.stringify(journal).includes(secret) && !of.log.join("\n").includes(secret));
});

test("a key ends by its day, by its owner, by whoever looks after accounts, and with its owner's role", async () => {
  const make = async (who: Person, days = 1) =>
    who.call("apiKey.create", { body: { name: "x", permissions: ["incident.read"], days } as never });
  const code = async (secret: string): Promise<unknown> => {
    const { status, body } = await anyone.ask("incident.list", bearer(secret));
    return status === 200 ? "ok" : body.code;
  };
  const day = await make(handler);
  assert.equal(await code(day.secret), "ok");
  time += 86_400_001;
  assert.equal(await code(day.secret), "E_KEY");
  const [mine, theirs] = [await make(handler), await make(supervisor)];
  await handler.call("apiKey.revoke", { params: { key: mine.key.id } });
  assert.equal(await code(mine.secret), "E_KEY");
  assert.equal((await handler.ask("apiKey.revoke", { params: { key: theirs.key.id } })).status, 404);
  assert.ok(!(await handler.call("apiKey.list")).some(({ id }) => id === theirs.key.id));
  assert.ok((await admin.call("apiKey.list")).some(({ id }) => id === theirs.key.id));
  const gone = await admin.call("apiKey.revoke", { params: { key: theirs.key.id } });
  assert.equal(gone.revokedBy, "Administrator");
  assert.equal(await code(theirs.secret), "E_KEY");
  const leaver = await person(url, admin, "离", "handler");
  const kept = await make(leaver);
  const form = { name: "离", email: leaver.email, phone: "", language: "zh", roles: ["administrator"], active: true };
  const params = { staff: leaver.id };
  await admin.call("staff.update", { params, body: form as never });
  assert.equal(await code(kept.secret), "E_FORBIDDEN", "a key may never do more than its owner now");
  await admin.call("staff.update", { params, body: { ...form, roles: ["handler"], active: false } as never });
  assert.equal(await code(kept.secret), "E_KEY");
  for (const secret of ["stanch_", `stanch_${"A".repeat(43)}`, `${day.secret.slice(0, -1)}`, day.secret.toUpperCase()])
    assert.ok(["E_KEY", "E_SIGNED_OUT"].includes(String(await code(secret))), secret);
  const refused = await admin.ask("apiKey.create", { body: { name: "x", permissions: ["incident.read"], days: 1 } });
  assert.deepEqual([refused.status, refused.body.code], [403, "E_KEY_PERMISSION"], "what I may not, my key may not");
  for (const body of [
    { name: "x", permissions: ["staff.write"], days: 1 },
    { name: "x", permissions: ["incident.read"], days: 367 },
    { name: "x", permissions: [], days: 1 },
  ])
    assert.equal((await handler.ask("apiKey.create", { body })).status, 400);
});

test("one sees where one is signed in and ends it there; nobody ends another's session", async () => {
  const browser = client(url);
  await browser.call("session.signIn", { body: { email: handler.email, password: handler.password } });
  await browser.call("session.totp", { body: { code: nextCode(handler.totpUri) } });
  const all = await handler.call("session.list");
  assert.equal(all.filter(({ here }) => here).length, 1);
  const other = all.find(({ here }) => !here);
  assert.ok(all.length >= 2 && other !== undefined);
  assert.deepEqual([other.address, other.browser], ["127.0.0.1", "node"]);
  assert.equal((await supervisor.ask("session.end", { params: { session: other.id } })).status, 404);
  assert.equal((await browser.ask("incident.list")).status, 200);
  for (const one of all) if (!one.here) await handler.call("session.end", { params: { session: one.id } });
  assert.equal((await browser.ask("incident.list")).status, 401);
  assert.equal((await handler.call("session.list")).length, 1);
  assert.ok((await admin.call("audit.list", { query: { what: "session.ended" } })).length > 0);
  const token = [...handler.cookies.values()][0] ?? "-";
  assert.ok(!JSON.stringify(all).includes(decodeURIComponent(token).split(".")[0] ?? "-"), "no list holds a token");
});

test("a lock-out is seen by whoever looks after accounts, and lifted", async () => {
  const one = await person(url, admin, "周", "handler");
  for (let at = 0; at < 9; at++)
    await anyone.ask("session.signIn", { body: { email: one.email.toUpperCase(), password: `wrong password ${at}` } });
  for (let at = 0; at < 9; at++)
    await anyone.ask("session.signIn", { body: { email: "<script>@nobody.test", password: `wrong password ${at}` } });
  const locked = await admin.call("lockout.list");
  assert.deepEqual(
    locked.map(({ name, where }) => [name, where]),
    [["周", "one-place"]],
    "names of strangers are nobody's",
  );
  const again = { body: { email: one.email, password: one.password } };
  assert.equal((await anyone.ask("session.signIn", again)).status, 429);
  assert.deepEqual(await admin.call("lockout.lift", { params: { staff: one.id } }), []);
  assert.equal((await anyone.ask("session.signIn", again)).status, 200);
  for (let at = 0; at < 5; at++) await anyone.ask("session.totp", { body: { code: String(100_000 + at) } });
  assert.deepEqual(
    (await admin.call("lockout.list")).map(({ where }) => where),
    ["second-factor"],
  );
  await admin.call("lockout.lift", { params: { staff: one.id } });
  await anyone.ask("session.signIn", again);
  assert.equal((await anyone.ask("session.totp", { body: { code: nextCode(one.totpUri) } })).status, 200);
  assert.ok((await admin.call("audit.list", { query: { what: "signIn.unlocked" } })).length === 2);
  const signIns = await admin.call("audit.list", { query: { what: "signIn." } });
  const told = signIns.map(({ what, detail }) => `${what} ${detail}`);
  const here = "127.0.0.1";
  for (const name of [one.email.toUpperCase(), "<script>@nobody.test"])
    assert.equal(told.filter((line) => line === `signIn.locked ${name} ${here}`).length, 1, told.join("; "));
  assert.ok(signIns.some(({ what, actor }) => what === "signIn.done" && actor.name === "周"));
  assert.equal(told.filter((line) => line === `signIn.codeRefused ${here}`).length, 5);
  assert.equal((await handler.ask("lockout.list")).status, 403);
});

test("who took or read what is found by kind, person, case, words and time; words are never patterns", async () => {
  const params = { incident };
  const evidence = await giveEvidence(handler, incident, `100%_'"<b>.log`, new TextEncoder().encode("line\n"));
  await supervisor.ask("evidence.file", { params: { incident, evidence } });
  const find = async (query: Record<string, string>) => supervisor.call("audit.list", { query });
  const [line] = await find({ what: "evidence.", incident });
  assert.deepEqual([line?.what, line?.actor.name, line?.incident?.id], ["evidence.copied", "李", incident]);
  assert.equal((await find({ text: `100%_'"<b>` })).length, 1);
  assert.equal((await find({ text: `100__'` })).length, 0);
  assert.equal((await find({ text: `'; drop table access_log; --` })).length, 0);
  assert.ok((await find({ actor: supervisor.id })).every(({ actor }) => actor.id === supervisor.id));
  assert.equal((await find({ to: "2000-01-01T00:00:00Z" })).length, 0);
  const first = await find({ limit: "1" });
  const second = await find({ limit: "1", before: first[0]?.id ?? "" });
  assert.ok(second.length === 1 && second[0]?.id !== first[0]?.id);
  const run = await handler.call("investigation.create", { params, body: { evidence: [evidence] } as never });
  for (;;) {
    const state = (await handler.call("investigation.list", { params })).find(({ id }) => id === run.id)?.state;
    if (state === "done" || state === "partial" || state === "failed") break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  for (let at = 0; at < 3; at++)
    assert.equal((await handler.ask("answer.get", { params: { incident, investigation: run.id } })).status, 200);
  assert.equal((await find({ what: "answer.read", incident })).length, 1, "a page that asks again is one reading");
  assert.equal((await handler.ask("audit.list")).status, 403);
});

test("the database holds no key that opens anything", async () => {
  const { secret } = await handler.call("apiKey.create", {
    body: { name: "y", permissions: ["incident.read"], days: 1 } as never,
  });
  await of.centre.close();
  await using records = await openPgliteRecords({ folder: `${of.data}/records` });
  const { rows } = await sql<{ text: string }>`select row_to_json(k)::text as text from auth_api_key k`.execute(
    records.db,
  );
  assert.ok(rows.length > 3 && rows.every(({ text }) => !text.includes(secret) && !text.includes(secret.slice(20))));
});
