import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { api, type OperationId } from "@stanch/model/api";
import type { Route } from "@stanch/model/route";
import { form, openCase } from "./case.testkit.ts";
import { testCentre, type TestCentre } from "./centre.testkit.ts";
import { administrator, client, type Client, enrol, person, type Person } from "./client.testkit.ts";

/* Holes that were published for other centres, tried here. The list is known-hole-list.testkit.ts. */

let of: TestCentre;
let admin: Person;
let handler: Person;
let other: Person;
let reader: Person;
let anyone: Client;
let incident: string;
const url = (): string => of.url;
before(async () => {
  of = await testCentre();
  admin = await administrator(of);
  anyone = client(url);
  handler = await person(url, admin, "钱", "handler");
  other = await person(url, admin, "孙", "handler");
  reader = await person(url, admin, "李", "archivist");
  incident = (await openCase(anyone, handler)).incident;
});
after(() => of[Symbol.asyncDispose]());

test("nobody gives themselves a role, a permission or a place in a case", async () => {
  const { name, email, phone, language } = (await handler.call("session.get")).staff ?? assert.fail();
  const wish = { name, email, phone, language, roles: ["administrator"], active: true };
  const params = { staff: handler.id };
  assert.equal((await handler.ask("staff.update", { params, body: wish })).status, 403);
  assert.equal((await handler.ask("staff.create", { body: { ...wish, email: "new@centre.test" } })).status, 403);
  const crafted = { language: "en", roles: ["administrator"], permissions: ["staff.write"], customer: null };
  await handler.call("session.language", { body: crafted as never });
  assert.deepEqual((await handler.call("session.get")).roles, ["handler"]);
  const join = { staff: reader.id, part: "lead", mode: "remote" };
  assert.equal((await reader.ask("assignment.create", { params: { incident }, body: join })).status, 403);
});

test("what belongs to one person does not exist for another: drafts and ways to be reached", async () => {
  const draft = { params: { draft: crypto.randomUUID() } };
  await handler.call("draft.save", { ...draft, body: { form: { description: "mine" } } });
  assert.equal((await other.ask("draft.save", { ...draft, body: { form: { description: "yours" } } })).status, 404);
  await other.ask("draft.delete", draft);
  assert.deepEqual(await other.call("draft.list"), []);
  assert.deepEqual(
    (await handler.call("draft.list")).map(({ form: kept }) => kept),
    [{ description: "mine" }],
  );
  const { methods } = await handler.call("contact.add", { body: { channel: "mail", address: "q@centre.test" } });
  const params = { contact: methods[0]?.id ?? "" };
  for (const id of ["contact.code", "contact.remove"] as const)
    assert.equal((await other.ask(id, { params })).status, 404, id);
  for (const code of ["000000", "123456"])
    assert.ok((await other.ask("contact.verify", { params, body: { code } })).status >= 400);
  assert.equal((await handler.call("contact.remove", { params })).methods.length, 0);
});

test("whoever only reads forwards nothing: no message of a case leaves by a reader's hand", async () => {
  const to = { name: "x", part: "x", address: "thief@evil.test" };
  const params = { incident, report: crypto.randomUUID() };
  const body = { to, channel: "mail", subject: "x", body: "x" };
  for (const id of ["notice.create", "report.deliver", "advice.create"] as const)
    assert.equal((await reader.ask(id, { params, body })).status, 403, id);
});

test("half a sign-in hears nothing: neither the stream nor any list", async () => {
  const half = client(url);
  await half.call("session.signIn", { body: { email: other.email, password: other.password } });
  const made = await admin.call("staff.create", {
    body: { name: "半", email: "half@centre.test", phone: "", roles: ["handler"], language: "zh" },
  });
  const fresh = client(url);
  await fresh.call("session.signIn", { body: { email: "half@centre.test", password: made.oneTimePassword } });
  for (const who of [anyone, half, fresh])
    for (const id of ["changes.stream", "incident.list", "request.list", "duty.plan", "staff.list"] as const) {
      const answer = await who.ask(id);
      assert.deepEqual([answer.status, answer.body?.code], [401, "E_SIGNED_OUT"], id);
    }
  await enrol(url, { email: "half@centre.test", password: made.oneTimePassword });
});

test("nothing is served by address alone: no feed, no file, no figure without a session or a secret link", async () => {
  const served = [
    "/duty.ics",
    "/calendar.ics",
    "/feed",
    "/rss",
    "/export.csv",
    "/uploads/x",
    "/files/x",
    "/backup",
    "/debug",
  ];
  for (const one of served.flatMap((name) => [`/api${name}`, `/api/v1${name}`])) {
    const answer = await anyone.fetch("GET", one);
    assert.deepEqual([answer.status, answer.body?.code], [404, "E_NOT_FOUND"], one);
  }
  for (const [id, route] of Object.entries(api) as [OperationId, Route][])
    if (route.permission === "public" && route.method === "GET")
      assert.match(
        route.path,
        /:token|^\/session|^\/public\/(?:centre|sign-in|team)/,
        `${id} is open without a secret`,
      );
});

test("fields that nobody asked for change nothing: state, owner, hash, path, number", async () => {
  const extra = {
    id: crypto.randomUUID(),
    number: "REQ-2000-0001",
    state: "closed",
    customerId: crypto.randomUUID(),
    incidentId: incident,
    receivedAt: "2000-01-01T00:00:00Z",
    file_local_name: "../../etc/passwd",
    path: "/etc/passwd",
    sha256: "0".repeat(64),
    approvedBy: handler.id,
    __proto__: { state: "closed" },
  };
  const request = await handler.call("request.create", { body: { ...form, channel: "in-person", ...extra } as never });
  assert.equal(request.state, "new");
  assert.equal(request.incidentId, undefined);
  assert.notEqual(request.id, extra.id);
  assert.doesNotMatch(`${request.number} ${request.receivedAt}`, /2000/);
  const params = { incident };
  const upload = { name: "a.log", size: 5, evidence: { sha256: extra.sha256, path: extra.path }, ...extra };
  const { id } = await handler.call("upload.create", { params, body: upload as never });
  assert.notEqual(id, extra.id);
  const sent = {
    params: { incident, upload: id },
    query: { offset: 0, path: extra.path },
    body: Buffer.from("line\n"),
  };
  const { sha256 } = await handler.call("upload.append", sent);
  assert.notEqual(sha256, extra.sha256, "the hash is the server's own");
  const plan = { phase: "contain", title: "x", target: "", change: "x", proofPlan: "x", undo: "x" };
  const evidence = (await handler.call("evidence.list", { params })).map((one) => one.id);
  const measure = await handler.call("measure.plan", { params, body: { ...plan, evidence, ...extra } as never });
  assert.doesNotMatch(measure.state, /approved|done|closed/);
});

test("no refusal tells a secret, a path, a query or a line of the program", async () => {
  const key = readFileSync(path.join(of.data, "secret"), "utf8");
  const derived = Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(`${key}sign-in`))).toString(
    "base64url",
  );
  const secrets = [key, derived, of.data, handler.password, ...handler.cookies.values()];
  const broken = ["", "a.b.c", "%", "%00", "x".repeat(5000), "..", "{}", "eyJhbGciOiJub25lIn0.e30.", "；", "\u00ff"];
  const answers = [];
  for (const value of broken)
    for (const headers of [
      { cookie: `stanch.session_token=${encodeURIComponent(value)}` },
      { authorization: `Bearer ${encodeURIComponent(value)}` },
      { "x-forwarded-host": encodeURIComponent(value) },
    ])
      answers.push(await anyone.fetch("GET", "/api/v1/incidents", { headers }));
  for (const id of ["incident.get", "public.status", "report.file", "timeline.raw"] as const)
    for (const value of broken)
      answers.push(
        await handler.ask(id, { params: { incident: value, token: value, report: value, name: value, event: value } }),
      );
  for (const { text, status } of answers) {
    assert.ok(status >= 400 && status < 500, `${status} ${text}`);
    for (const one of secrets) assert.ok(!text.includes(one), text);
    assert.doesNotMatch(text, /node_modules|\bat \w+ \(|postgres|select |kysely|better-auth|jwt|hmac/i);
  }
  assert.ok(answers.length > 60);
});

test("no word of a query is a name in the database: filters, orders, fields and pages", async () => {
  const evil = [
    `id; drop table incident; --`,
    `number" desc, (select 1)--`,
    `1=1) or (1=1`,
    `' union select * from staff--`,
  ];
  const params = { incident };
  const filter = {};
  for (const word of evil) {
    for (const query of [{ before: word }, { limit: word }, { state: word }] as Readonly<Record<string, string>>[])
      assert.ok((await handler.ask("incident.list", { query })).status === 400, JSON.stringify(query));
    const sent = { query: { order: word, sort: word, entry_aggregator: word, text: word } };
    assert.deepEqual((await handler.ask("incident.list", sent)).body, [], "unknown names are none, text is text");
    const top = await handler.ask("timeline.top", { params, body: { filter, field: word, limit: 5 } });
    assert.deepEqual([top.status, Object.keys(top.body.fields)], [400, ["field"]]);
    for (const body of [
      { filter, order: word, limit: 5 },
      { filter: { from: word }, limit: 5 },
    ])
      assert.equal((await handler.ask("timeline.search", { params, body })).status, 400, JSON.stringify(body));
    for (const key of ["text", "host", "user", "rule"]) {
      const value = key === "text" ? word : [word];
      const found = await handler.ask("timeline.search", { params, body: { filter: { [key]: value }, limit: 5 } });
      assert.ok(found.status === 200 ? found.body.events.length === 0 : found.status === 400, `${key} ${found.text}`);
    }
  }
  assert.equal((await handler.call("incident.list")).length, 1);
});

test("nobody else on the machine reads the data: folder and keys are for their owner", () => {
  const modeOf = (name: string): number => statSync(path.join(of.data, name)).mode & 0o077;
  for (const name of [".", "secret", "signing-key.pem", "push-key.json"]) assert.equal(modeOf(name), 0, name);
});
