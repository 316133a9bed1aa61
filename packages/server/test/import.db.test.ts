import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { testCentre, type TestCentre } from "./centre.testkit.ts";
import { administrator, type Person, person } from "./client.testkit.ts";

/* What other systems exported becomes requests, by the command as people type it. */

let of: TestCentre;
let handler: Person;
const folder = mkdtempSync(path.join(tmpdir(), "import-"));
before(async () => {
  of = await testCentre({});
  const admin = await administrator(of);
  handler = await person(() => of.url, admin, "钱", "handler");
});
after(async () => {
  await of[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const entry = path.resolve(import.meta.dirname, "../../cli/src/stanch.ts");
const who = ["--organisation", "青山医院", "--contact", "王芳", "--phone", "+86 571 8888 0000", "--location", "杭州"];

async function stanch(args: readonly string[], key = ""): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, STANCH_KEY: key, NODE_OPTIONS: "", NODE_TEST_CONTEXT: undefined };
  const child = spawn(process.execPath, [entry, "--lang", "en", "import", ...args], { env });
  let out = "";
  let err = "";
  child.stdout.on("data", (part: Buffer) => (out += part.toString()));
  child.stderr.on("data", (part: Buffer) => (err += part.toString()));
  const [code] = (await once(child, "close")) as [number];
  return { code, out, err };
}

const hostile = "<script>alert(1)</script>\u001b[31m=cmd|x";

function exported(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

test("an export becomes requests once, with the time it was noticed apart from the time it was entered", async () => {
  const { secret } = await handler.call("apiKey.create", {
    body: { name: "导入", permissions: ["request.read", "request.write"], days: 1 },
  });
  const alert = (host: string, rule: string, at: string): string =>
    JSON.stringify({
      timestamp: at,
      id: "1",
      rule: { id: "5712", level: 10, description: rule },
      agent: { name: host },
    });
  const file = exported(
    "alerts.json",
    [
      alert("web-01", hostile, "2026-03-01T02:14:07+0800"),
      alert("db-02", "scan", "2026-03-01T03:00:00+0800"),
      "{}",
    ].join("\n"),
  );
  const dry = await stanch([file, ...who, "--dry-run"]);
  assert.equal(dry.code, 1, dry.err);
  assert.ok(!dry.out.includes("\u001b") && !dry.err.includes("\u001b"));
  assert.equal(dry.out.trim().split("\n").length, 2);
  assert.deepEqual(await handler.call("request.list", { query: {} }), []);

  const started = Date.now();
  const ran = await stanch([file, ...who, "--url", of.url], secret);
  assert.equal(ran.code, 1, ran.err);
  assert.match(ran.err, /1 records are no alerts or cases of wazuh/);
  assert.match(ran.err, /made 2 requests, 0 were there already: REQ-/);
  const again = await stanch([file, ...who, "--url", of.url], secret);
  assert.match(again.err, /made 0 requests, 2 were there already/);
  const requests = await handler.call("request.list", { query: {} });
  assert.equal(requests.length, 2);
  const web = requests.find(({ systems }) => systems === "web-01");
  assert.ok(web !== undefined && web.description.startsWith(hostile));
  assert.equal(Date.parse(web.firstNoticed ?? ""), Date.parse("2026-03-01T02:14:07+08:00"));
  assert.ok(Date.parse(web.proofAt) >= started - 1000, "nobody had asked for help before");
  assert.deepEqual([web.organisation, web.contact.name, web.symptoms], ["青山医院", "王芳", ["alert-or-notice"]]);
});

test("what cannot be imported says why, and makes nothing", async () => {
  const before = await handler.call("request.list", { query: {} });
  const kase = exported("case.json", JSON.stringify({ case: { case_id: 3, case_name: "x", open_date: "2026-03-01" } }));
  const none = exported("none.json", "{}");
  const narrow = await handler.call("apiKey.create", {
    body: { name: "窄", permissions: ["request.read"], days: 1 },
  });
  for (const [args, code, told, key] of [
    [[none, ...who, "--dry-run"], 2, /no export that is known/, ""],
    [[path.join(folder, "gone"), ...who, "--dry-run"], 2, /gone/, ""],
    [[kase, ...who, "--dry-run", "--kind", "splunk"], 2, /splunk/, ""],
    [[kase, ...who.slice(0, 5), "x", "--location", "y", "--dry-run"], 2, /contact\.phone/, ""],
    [[kase, ...who, "--url", of.url], 2, /no key/, ""],
    [[kase, ...who, "--url", "http://centre.test"], 2, /cannot be used/, narrow.secret],
    [[kase, ...who, "--url", of.url], 3, /did not take/, narrow.secret],
    [[kase, ...who, "--url", "http://127.0.0.1:9"], 3, /did not take/, narrow.secret],
  ] as const) {
    const ran = await stanch(args, key);
    assert.equal(ran.code, code, `${args.join(" ")}\n${ran.err}`);
    assert.match(ran.err, told);
    assert.equal(ran.out, "");
  }
  assert.equal((await handler.call("request.list", { query: {} })).length, before.length);
});
