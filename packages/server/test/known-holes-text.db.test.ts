import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { ended, giveEvidence, openCase } from "./case.testkit.ts";
import { testCentre, type TestCentre } from "./centre.testkit.ts";
import { administrator, type Answer, client, person, type Person } from "./client.testkit.ts";

/* What outsiders write and send, where it comes out again. The list is known-hole-list.testkit.ts. */

let of: TestCentre;
let handler: Person;
let incident: string;

const script = `<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)><a href="javascript:alert(4)">x</a>`;
const engines = '{{7*7}}${7*7}<%= 7*7 %>#{7*7}[[7*7]]{% debug %}#eval("7*7")#read("/etc/passwd")#include "x"$sum_1^2$';
const hostile = `${script} ${engines}`;

before(async () => {
  of = await testCentre();
  const url = (): string => of.url;
  const admin = await administrator(of);
  handler = await person(url, admin, "钱", "handler");
  const told = { organisation: hostile.slice(0, 200), location: hostile, systems: hostile, description: hostile };
  incident = (await openCase(client(url), handler, told)).incident;
});
after(() => of[Symbol.asyncDispose]());

/** No browser shows it, runs it or guesses what it is. */
function inert({ headers, status }: Answer): void {
  assert.equal(status, 200);
  assert.match(headers.get("content-disposition") ?? "", /^attachment; /);
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.match(headers.get("content-security-policy") ?? "", /(?:^|;\s*)sandbox(?:;|$)/);
  assert.doesNotMatch(headers.get("content-security-policy") ?? "", /allow-/);
}

test("whatever a file is called and whatever is in it, it is handed out as bytes and lies under its hash", async () => {
  const page = `<html>${script}</html>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`;
  const files = [
    ["page.html", page],
    ["image.svg", svg],
    ["image.png", page],
    ["x.xml", `<?xml version="1.0"?><?xml-stylesheet href="javascript:alert(1)"?>${svg}`],
    ["doc.pdf", `%PDF-1.7 /OpenAction << /S /JavaScript /JS (app.alert(1)) >>`],
    ["../../../../tmp/w5-stanch-hole.txt", "out"],
    ["/etc/cron.d/stanch-hole", "out"],
    ["C:\\Windows\\hole.exe", "out"],
    ["a\u0000.html", page],
    [".htaccess", "AddType text/html .log"],
  ] as const;
  for (const [name, text] of files) {
    const made = await handler.ask("upload.create", { params: { incident }, body: { name, size: 1, evidence: {} } });
    if (made.status === 400) continue;
    const evidence = await giveEvidence(handler, incident, name, new TextEncoder().encode(text));
    const answer = await handler.ask("evidence.file", { params: { incident, evidence } });
    inert(answer);
    assert.equal(answer.headers.get("content-type"), "application/octet-stream", name);
    assert.equal(answer.text, text);
  }
  for (const file of ["/tmp/w5-stanch-hole.txt", "/etc/cron.d/stanch-hole"]) assert.ok(!existsSync(file), file);
  const names = readdirSync(of.data, { recursive: true, encoding: "utf8" }).filter((one) => one.startsWith("blobs"));
  for (const name of names) assert.match(path.basename(name), /^[\w.-]+$/, name);
  assert.ok(!names.some((one) => /html|svg|htaccess|hole/.test(one)), "no name of a stranger is a name on the disk");
});

test("a report of hostile words holds them as words: no markup, no template, no file of this machine", async () => {
  const params = { incident };
  const factors = { importance: "important", loss: "severe", harm: "general" };
  const determined = { disposition: "incident", type: "NA-06", secondary: [], factors, reason: hostile };
  await handler.call("determination.create", { params, body: determined });
  await handler.call("advice.create", { params, body: { body: hostile, channel: "page" } });
  await handler.call("incident.note", { params, body: { body: hostile } });
  const evidence = await giveEvidence(handler, incident, "a.log", new TextEncoder().encode("line\n"));
  const run = await handler.call("investigation.create", { params, body: { evidence: [evidence] } });
  await ended(handler, incident, run.id);
  const at = { ...params, report: (await handler.call("report.draft", { params })).id };
  const words = { summary: hostile, impact: hostile, advice: hostile, limits: hostile };
  const { lint } = await handler.call("report.write", { params: at, body: words });
  const submitted = await handler.ask("report.submit", { params: at });
  assert.equal(submitted.status, 200, JSON.stringify(lint.filter(({ level }) => level === "error")));
  const { files } = submitted.body as { files: { name: string }[] };
  assert.ok(files.some(({ name }) => name.endsWith(".html")) && files.some(({ name }) => name.endsWith(".pdf")));
  for (const { name } of files) {
    const answer = await handler.ask("report.file", { params: { ...at, name } });
    inert(answer);
    if (name.endsWith(".html")) {
      assert.doesNotMatch(answer.text, /<(?:script|img|iframe|object|svg onload)\b/i);
      assert.doesNotMatch(answer.text, /<[^>]*\s(?:on\w+|href)\s*=\s*"?(?:javascript|alert)/i);
      assert.ok(answer.text.includes("{{7*7}}") && answer.text.includes("7*7 %"), "nothing was worked out");
    }
    assert.doesNotMatch(answer.text, /root:x:0:0/);
    if (name.endsWith(".pdf"))
      assert.doesNotMatch(answer.text, /\/JavaScript|\/Launch|\/EmbeddedFile\b.*passwd|\/URI\s*\(javascript/);
  }
});
