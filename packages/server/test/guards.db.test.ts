import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { form } from "./case.testkit.ts";
import { testCentre, type TestCentre } from "./centre.testkit.ts";
import { administrator, client, type Client, person, type Person } from "./client.testkit.ts";

let of: TestCentre;
let admin: Person;
let anyone: Client;
before(async () => {
  of = await testCentre();
  admin = await administrator(of);
  anyone = client(() => of.url);
});
after(() => of[Symbol.asyncDispose]());

/** A request whose path is sent as it stands. */
function raw(path: string, headers: Readonly<Record<string, string>> = {}): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(of.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, headers }, (answer) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => void (text += chunk.toString()));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on("error", reject).end();
  });
}

test("changes come from our own pages or from programs, never from another site", async () => {
  const { host } = new URL(of.url);
  const body = { language: "en" };
  const foreign = [
    { origin: "https://evil.test" },
    { origin: "null" },
    { origin: `http://${host}.evil.test` },
    { origin: `http://evil.test:${new URL(of.url).port}` },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "javascript:alert(1)" },
  ];
  for (const headers of foreign) {
    for (const id of ["session.language", "session.signOut", "public.request", "staff.create"] as const) {
      const answer = await admin.ask(id, { body, headers: headers as Record<string, string> });
      assert.deepEqual([answer.status, answer.body.code], [403, "E_ORIGIN"], `${id} ${JSON.stringify(headers)}`);
    }
  }
  assert.equal((await admin.call("session.get")).state, "ready", "nothing of it signed anybody out");
  for (const headers of [{ origin: of.url }, { "sec-fetch-site": "same-origin" }, {}])
    assert.equal(
      (await admin.ask("session.language", { body, headers: headers as Record<string, string> })).status,
      200,
    );
});

test("no address leads out of the folder of pages", async () => {
  const paths = [
    "/../../package.json",
    "/..%2f..%2fpackage.json",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/assets/..%5c..%5c..%5cetc%5cpasswd",
    "/assets/%252e%252e/secret",
    "//etc/passwd",
    "/assets/%00",
    "/assets/../../../secret",
    "/.git/config",
    "/api/../../secret",
  ];
  for (const path of paths) {
    const { status, text } = await raw(path);
    assert.ok(status < 500, `${path} ${status}`);
    assert.ok(!/root:|"workspaces"|BEGIN PRIVATE|\[core\]/.test(text), path);
  }
  const api = await raw("/api/v1/nothing");
  assert.deepEqual([api.status, JSON.parse(api.text).code], [404, "E_NOT_FOUND"]);
  for (const name of ["..%2f..%2fsecret", "%2e%2e", "a%00b", "a%0d%0aset-cookie:x"]) {
    const answer = await raw(`/api/v1/public/status/${"x".repeat(43)}/reports/${crypto.randomUUID()}/files/${name}`);
    assert.ok(answer.status === 400 || answer.status === 404, `${name} ${answer.status}`);
  }
});

test("bodies that are too large, no JSON, of another type or made to confuse are refused in words", async () => {
  const post = async (body: string, type = "application/json") => {
    const headers = { "content-type": type };
    const answer = await fetch(`${of.url}/api/v1/public/requests`, { method: "POST", body, headers });
    return [answer.status, ((await answer.json()) as { code: string }).code];
  };
  assert.deepEqual(await post(JSON.stringify({ description: "x".repeat(1 << 20) })), [413, "E_TOO_LARGE"]);
  assert.deepEqual(await post("{"), [400, "E_INPUT"]);
  assert.deepEqual(await post(""), [400, "E_INPUT"]);
  assert.deepEqual(await post("<x/>", "text/xml"), [415, "E_MEDIA"]);
  assert.deepEqual(await post("a=b", "application/x-www-form-urlencoded"), [415, "E_MEDIA"]);
  assert.deepEqual(await post(`{"__proto__":{"organisation":"x"}}`), [400, "E_INPUT"]);
  assert.deepEqual(await post("bytes", "application/octet-stream"), [400, "E_INPUT"]);
  assert.deepEqual(await post("[".repeat(200_000)), [400, "E_INPUT"]);
  assert.deepEqual(await post(`${"[".repeat(200_000)}${"]".repeat(200_000)}`), [400, "E_INPUT"]);
  const draft = { params: { draft: crypto.randomUUID() } };
  const deep = { form: JSON.parse(`{"a":${"[".repeat(100)}${"]".repeat(100)}}`) as object };
  const officer = await person(() => of.url, admin, "赵", "duty-officer");
  assert.deepEqual((await officer.ask("draft.save", { ...draft, body: deep })).body.code, "E_INPUT");
  assert.equal((await post(JSON.stringify(form), "application/json; charset=utf-8"))[0], 200);
  const long = await anyone.ask("public.request", { body: { ...form, organisation: "x".repeat(201) } });
  assert.deepEqual(Object.keys(long.body.fields), ["organisation"]);
  for (const text of [long.body.what.zh, long.body.what.en, long.body.todo.zh]) assert.ok(text.length > 3);
  const token = await raw(`/api/v1/public/status/${"x".repeat(3000)}`);
  assert.ok(token.status === 404 || token.status === 414 || token.status === 400);
});

test("pages are framed by nobody, run nobody else's script, and tell nobody where from", async () => {
  for (const path of ["/", "/api/v1/public/centre", "/api/v1/nothing"]) {
    const { headers } = await fetch(`${of.url}${path}`);
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.ok(!/unsafe-eval|script-src[^;]*unsafe-inline|\*/.test(policy), policy);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("referrer-policy"), "same-origin");
    assert.equal(headers.get("access-control-allow-origin"), null);
  }
});

test("figures are for this machine only, also when a proxy on it hands on a stranger's call", async () => {
  const near = await raw("/metrics");
  assert.match(near.text, /stanch_http_request_seconds_count/);
  assert.ok(!near.text.includes("/c/") && !near.text.includes("admin@"));
  for (const name of ["x-forwarded-for", "forwarded"])
    assert.equal((await raw("/metrics", { [name]: "for=1.2.3.4" })).status, 404);
  assert.deepEqual(JSON.parse((await raw("/healthz")).text), { ok: true, selfWatch: false });
  const document = JSON.parse((await raw("/api/openapi.json")).text);
  assert.match(document.openapi, /^3\.1/);
});

test("what nobody foresaw is told by its number only", async () => {
  const answers = await Promise.all(
    [
      "/api/v1/requests?limit=abc",
      "/api/v1/incidents?before='; drop table x--",
      "/api/v1/incidents/%ff",
      "/api/v1/%",
    ].map((path) => admin.fetch("GET", path)),
  );
  for (const answer of answers) {
    assert.ok(answer.status >= 400 && answer.status < 500, answer.text);
    assert.ok(!/at \w+ \(|node_modules|zod|SELECT/i.test(answer.text), answer.text);
  }
});
