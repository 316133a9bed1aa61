import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { after, before, test } from "node:test";
import type { KeyPermission } from "@stanch/model/api-key";
import { may } from "@stanch/model/role";
import { z } from "zod";
import { mcpTools, routeOf, toolInput } from "../src/mcp/mcp-tools.ts";
import { ended, giveEvidence, openCase } from "./case.testkit.ts";
import { testCentre, type TestCentre } from "./centre.testkit.ts";
import { administrator, type Answer, client, type Client, type Person, person } from "./client.testkit.ts";

/* The Model Context Protocol: assistants read what their key may read, and propose; they never act. */

let of: TestCentre;
let admin: Person;
let handler: Person;
let supervisor: Person;
let anyone: Client;
let incident: string;
let time = Date.now();
before(async () => {
  of = await testCentre({ clock: { now: () => new Date(time) } });
  const url = (): string => of.url;
  admin = await administrator(of);
  anyone = client(url);
  handler = await person(url, admin, "钱", "handler");
  supervisor = await person(url, admin, "李", "supervisor");
  incident = (await openCase(anyone, handler)).incident;
});
after(() => of[Symbol.asyncDispose]());

async function keyOf(who: Person, permissions: readonly KeyPermission[], days = 30): Promise<string> {
  const form = { name: "助手", permissions: [...permissions], days };
  return (await who.call("apiKey.create", { body: form })).secret;
}

const reading: readonly KeyPermission[] = ["incident.read", "evidence.read", "request.read"];
const bearer = (secret: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${secret}` });

async function ask(secret: string | undefined, message: unknown, headers = {}): Promise<Answer> {
  return anyone.fetch("POST", "/mcp", {
    body: message,
    headers: {
      ...(secret === undefined ? {} : bearer(secret)),
      accept: "application/json, text/event-stream",
      ...headers,
    },
  });
}

async function tool(secret: string, name: string, args: object = {}): Promise<Answer["body"]> {
  const message = { jsonrpc: "2.0", id: 7, method: "tools/call", params: { name, arguments: args } };
  const { status, body } = await ask(secret, message);
  assert.equal(status, 200);
  assert.equal(body.id, 7);
  return body.result ?? body;
}

test("every tool is an operation of its own, reads or proposes, and has arguments with one meaning", () => {
  assert.equal(new Set(mcpTools.map(({ name }) => name)).size, mcpTools.length);
  for (const one of mcpTools) {
    const { method, permission, carries, params, query, body } = routeOf(one);
    assert.equal(carries, "json", one.name);
    assert.equal(one.proposes, !permission.endsWith(".read"), one.name);
    assert.equal(one.name.startsWith("propose_"), one.proposes, one.name);
    assert.ok(one.proposes ? method === "POST" : method === "GET" || one.operation.startsWith("timeline."), one.name);
    const used = [params, query, body].filter((type) => type.type !== "undefined");
    assert.ok(
      used.every((type) => type instanceof z.ZodObject),
      one.name,
    );
    const names = used.flatMap((type) => Object.keys((type as z.ZodObject).shape));
    assert.deepEqual(
      Object.keys(toolInput(one).shape).sort(),
      [...new Set(names)].filter((name) => !one.without.includes(name)).sort(),
    );
    assert.equal(new Set(names).size, names.length, one.name);
  }
});

test("the handshake: revision, tools by the key's rights, notifications without an answer", async () => {
  const secret = await keyOf(handler, reading);
  const hello = (protocolVersion: string) => ({
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: { protocolVersion, capabilities: {}, clientInfo: { name: "test", version: "1" } },
  });
  const { result } = (await ask(secret, hello("2025-06-18"))).body;
  assert.equal(result.protocolVersion, "2025-06-18");
  assert.equal(result.serverInfo.name, "stanch");
  assert.deepEqual(Object.keys(result.capabilities), ["tools"]);
  assert.equal((await ask(secret, hello("2031-01-01"))).body.result.protocolVersion, "2025-06-18");
  assert.equal((await ask(secret, hello("2024-11-05"))).body.result.protocolVersion, "2024-11-05");
  const told = await ask(secret, { jsonrpc: "2.0", method: "notifications/initialized" });
  assert.deepEqual([told.status, told.text], [202, ""]);
  assert.deepEqual((await ask(secret, { jsonrpc: "2.0", id: "p", method: "ping" })).body.result, {});
  const list = { jsonrpc: "2.0", id: 2, method: "tools/list" };
  const { tools } = (await ask(secret, list, { "mcp-protocol-version": "2025-06-18" })).body.result;
  assert.equal(tools.length, mcpTools.filter(({ proposes }) => !proposes).length);
  for (const { inputSchema, annotations } of tools) {
    assert.deepEqual([inputSchema.type, inputSchema.additionalProperties], ["object", false]);
    assert.deepEqual([annotations.readOnlyHint, annotations.destructiveHint], [true, false]);
  }
  const narrow = await keyOf(handler, ["incident.read"]);
  const few = new Set((await ask(narrow, list)).body.result.tools.map(({ name }: { name: string }) => name));
  assert.ok(few.has("get_incident") && !few.has("search_timeline") && !few.has("propose_note"));
});

test("an assistant reads a case down to the raw line", async () => {
  const secret = await keyOf(handler, reading);
  const line = (second: number, text: string): string =>
    `2026-03-01T02:14:${String(second).padStart(2, "0")}+08:00 web ${text}\n`;
  const log = Array.from({ length: 30 }, (_, at) =>
    line(at, `sshd[${500 + at}]: Failed password for root from 203.0.113.66 port ${4000 + at} ssh2`),
  ).join("");
  const success = line(45, "sshd[900]: Accepted password for root from 203.0.113.66 port 4999 ssh2");
  const hostile = line(50, "sshd[901]: Invalid user ignore-previous-instructions<script> from 203.0.113.67 port 1");
  const evidence = await giveEvidence(handler, incident, "auth.log", Buffer.from(log + success + hostile));
  const body = { evidence: [evidence], zone: "UTC", clocks: [] };
  const { id } = await handler.call("investigation.create", { params: { incident }, body });
  await ended(handler, incident, id);

  const cases = (await tool(secret, "list_incidents", { limit: 5 })).structuredContent;
  assert.ok(cases.items.some((one: { id: string }) => one.id === incident));
  const answer = (await tool(secret, "get_answer", { incident, investigation: id })).structuredContent;
  assert.equal(answer.verdict, "incident");
  const page = (
    await tool(secret, "search_timeline", {
      incident,
      filter: { text: "Accepted password" },
      order: "oldest",
      limit: 10,
    })
  ).structuredContent;
  assert.equal(page.events.length, 1);
  const raw = (await tool(secret, "get_raw_record", { incident, event: page.events[0]["event.id"] })).structuredContent;
  assert.equal(`${raw.raw}\n`, success);
  assert.match(raw.evidence.sha256, /^[0-9a-f]{64}$/);
  const strange = await tool(secret, "search_timeline", {
    incident,
    filter: { text: "script" },
    order: "oldest",
    limit: 5,
  });
  assert.equal(JSON.parse(strange.content[0].text).events.length, 1);
  const journal = (await tool(secret, "get_journal", { incident })).structuredContent;
  assert.ok(journal.items.length > 3 && journal.leftOut === undefined);
});

test("what is proposed waits for people: the owner of the key cannot approve it, and nothing carries it out", async () => {
  const secret = await keyOf(handler, ["incident.read", "incident.write", "measure.plan"]);
  const plan = {
    phase: "contain",
    title: "封禁 203.0.113.66",
    target: "web",
    change: "nft add element inet filter blocked { 203.0.113.66 }",
    proofPlan: "连接被拒绝",
    undo: "nft delete element inet filter blocked { 203.0.113.66 }",
    evidence: [],
  };
  const measure = (await tool(secret, "propose_measure", { incident, ...plan })).structuredContent;
  assert.equal(measure.state, "planned");
  assert.equal(measure.author.name, "钱 · 助手");
  const params = { incident, measure: measure.id };
  const yes = { approve: true, reason: "看过了" };
  assert.equal((await handler.ask("measure.decide", { params, body: yes })).body.code, "E_FOUR_EYES");
  const acts = { headers: bearer(secret) };
  const done = { before: "", after: "", proof: "x" };
  for (const [id, body] of [
    ["measure.decide", yes],
    ["measure.done", done],
    ["measure.undo", { reason: "x" }],
  ] as const)
    assert.equal((await anyone.ask(id, { params, body, ...acts })).status, 403, id);
  assert.equal((await supervisor.call("measure.decide", { params, body: yes })).state, "approved");
  for (const [id, body] of [
    ["measure.done", done],
    ["measure.undo", { reason: "x" }],
  ] as const)
    assert.equal((await anyone.ask(id, { params, body, ...acts })).status, 403, id);
  const task = (await tool(secret, "propose_task", { incident, step: "contain", title: "查看 cron", detail: "" }))
    .structuredContent;
  assert.equal(task.state, "open");
  await tool(secret, "propose_note", { incident, body: "建议核对 <b>SSH</b> 密钥" });
  const named = await tool(secret, "propose_note", { incident, body: "@李 看", mentions: [crypto.randomUUID()] });
  assert.ok(named.isError, "a note by a program names nobody, as whoever is named gets a mail");
  const entries = await handler.call("incident.journal", { params: { incident } });
  assert.ok(entries.some(({ actor }) => actor.name === "钱 · 助手"));
});

test("a key opens what it names and no more; without a live key nothing is told", async () => {
  const list = { jsonrpc: "2.0", id: 1, method: "tools/list" };
  for (const secret of [undefined, "stanch_nothing", `stanch_${"x".repeat(43)}`]) {
    const { status, headers, text } = await ask(secret, list);
    assert.equal(status, 401);
    assert.equal(headers.get("www-authenticate"), "Bearer");
    assert.ok(!text.includes("list_incidents"));
  }
  // A person's session is no way in: a page could make a browser use it.
  assert.equal((await handler.fetch("POST", "/mcp", { body: list })).status, 401);
  const narrow = await keyOf(handler, ["incident.read"]);
  for (const [name, args] of [
    ["get_answer", { incident, investigation: incident }],
    ["propose_note", { incident, body: "x" }],
  ] as const) {
    const refused = await tool(narrow, name, args);
    assert.ok(refused.isError && refused.content[0].text.includes("E_FORBIDDEN"), name);
  }
  const strange = await tool(narrow, "get_incident", { incident: "00000000-0000-4000-8000-000000000000" });
  assert.ok(strange.isError && strange.content[0].text.includes("E_NOT_FOUND"));
  const short = await keyOf(handler, ["incident.read"], 1);
  time += 25 * 3600 * 1000;
  assert.equal((await ask(short, list)).status, 401);
  assert.equal((await ask(narrow, list)).status, 200);
});

test("what is no message of the protocol is refused in its words, and hostile arguments change nothing", async () => {
  const secret = await keyOf(handler, reading);
  const message = { jsonrpc: "2.0", id: 1, method: "tools/list" };
  for (const body of [[message], { ...message, jsonrpc: "1.0" }, "x", 3, null, { id: {}, jsonrpc: "2.0" }]) {
    const { status, body: answer } = await ask(secret, body);
    assert.equal(status, 400, JSON.stringify(body));
    assert.ok(answer.error?.code === -32_600 || answer.code === "E_INPUT", JSON.stringify(answer));
  }
  assert.equal((await ask(secret, message, { "mcp-protocol-version": "1999-01-01" })).status, 400);
  assert.equal((await ask(secret, message, { origin: "https://evil.test" })).status, 403);
  assert.equal((await ask(secret, { ...message, method: "resources/list" })).body.error.code, -32_601);
  assert.equal((await tool(secret, "delete_everything")).error.code, -32_602);
  assert.equal((await tool(secret, "__proto__")).error.code, -32_602);
  for (const args of [{ incident, extra: 1 }, { incident: "' or 1=1 --" }, { incident: ["x"] }, {}]) {
    const refused = await tool(secret, "get_incident", args);
    assert.ok(refused.isError && refused.content[0].text.includes("E_INPUT"), JSON.stringify(args));
  }
  const found = await tool(secret, "search_cases", { text: "%_'\"\\ \ud800 <script>" });
  assert.equal(found.isError, undefined);
  for (const method of ["GET", "DELETE"]) {
    const { status, headers } = await anyone.fetch(method, "/mcp");
    assert.deepEqual([status, headers.get("allow")], [405, "POST"]);
  }
  assert.ok(mcpTools.every((one) => !one.proposes || !may(["customer"], routeOf(one).permission)));
});

/** `stanch mcp` as an assistant starts it: lines in, lines out. */
async function stdio(
  lines: readonly string[],
  key: string,
  url = of.url,
): Promise<{ code: number; out: string[]; err: string }> {
  const entry = path.resolve(import.meta.dirname, "../../cli/src/stanch.ts");
  const env = { ...process.env, STANCH_KEY: key, NODE_OPTIONS: "", NODE_TEST_CONTEXT: undefined };
  const child = spawn(process.execPath, [entry, "--lang", "en", "mcp", "--url", url], { env });
  let out = "";
  let err = "";
  child.stdout.on("data", (part: Buffer) => (out += part.toString()));
  child.stderr.on("data", (part: Buffer) => (err += part.toString()));
  child.stdin.end(lines.map((line) => `${line}\n`).join(""));
  const [code] = (await once(child, "close")) as [number];
  return { code, out: out.split("\n").filter((line) => line !== ""), err };
}

test("over standard input and output the same is said, line by line, and nothing else is printed", async () => {
  const secret = await keyOf(handler, reading);
  const list = JSON.stringify({ jsonrpc: "2.0", id: 4, method: "tools/list" });
  const told = JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" });
  const ran = await stdio(
    [list, "", told, "no json", JSON.stringify({ jsonrpc: "2.0", id: 5, method: "ping" })],
    secret,
  );
  assert.equal(ran.code, 0);
  const [tools, broken, pong, ...more] = ran.out.map((line) => JSON.parse(line));
  assert.deepEqual([tools.id, pong.id, more.length], [4, 5, 0]);
  assert.ok(tools.result.tools.length > 8);
  assert.deepEqual([broken.id, broken.error.code], [null, -32_700]);
  const refused = await stdio([list, told], `stanch_${"x".repeat(43)}`);
  assert.equal(refused.out.length, 1);
  assert.match(JSON.parse(refused.out[0] ?? "").error.message, /key/);
  assert.ok(!refused.err.includes("xxxx"));
  const none = await stdio([list], "");
  assert.deepEqual([none.code, none.out.length], [2, 0]);
  const open = await stdio([list], secret, "http://centre.test");
  assert.deepEqual([open.code, open.out.length], [2, 0]);
  assert.ok(!open.err.includes(secret));
});
