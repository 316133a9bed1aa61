import assert from "node:assert/strict";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, test } from "node:test";
import { webhookSignature } from "../src/notification/webhook.ts";
import type { Call } from "../src/handler.ts";
import { administrator, openCase, submit } from "./case.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";
import { type MailServer, mailServer, textOf } from "./mail-server.testkit.ts";

let desk: TestDesk;
let smtp: MailServer;
let officer: Call;
let incident: string;
before(async () => {
  smtp = await mailServer();
  desk = await testDesk();
  officer = await desk.person("赵值班", "duty-officer");
  const body = { smtp: { host: "127.0.0.1", port: smtp.port, security: "none", user: "", from: "desk@centre.test" } };
  await desk.call("settings.put", administrator, { body });
  incident = (await openCase(desk, officer)).incident;
  await drain();
});
after(async () => {
  await desk[Symbol.asyncDispose]();
  await smtp[Symbol.asyncDispose]();
});
beforeEach(() => {
  smtp.mails.length = 0;
  smtp.refuse = 0;
});

async function drain(): Promise<void> {
  while ((await desk.desk.turns.notices()) > 0);
}

async function tell(channel: string, address: string, change: object = {}): Promise<string> {
  const body = { to: { name: "刘", part: "技术", address }, channel, subject: "主题", body: "正文", ...change };
  return (await desk.call("notice.create", officer, { params: { incident }, body })).id;
}

async function notice(id: string) {
  const all = await desk.call("notice.list", officer, { params: { incident } });
  const one = all.find((found) => found.id === id);
  assert.ok(one !== undefined);
  return one;
}

function headersOf(raw: string): string {
  return raw.slice(0, raw.indexOf("\r\n\r\n"));
}

test("text of outsiders adds no header, no recipient and no markup to a mail", async () => {
  const evil = "x\r\nBcc: thief@evil.test\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>";
  await submit(desk, {
    organisation: `医院${evil}`,
    contact: { name: `王${evil}`, phone: "+86 1000", email: "w@hospital.test" },
  });
  await drain();
  assert.equal(smtp.mails.length, 2);
  for (const { to, raw } of smtp.mails) {
    assert.equal(to.length, 1);
    assert.ok(!to.includes("thief@evil.test"));
    const headers = headersOf(raw)
      .replace(/\r\n[ \t]+/g, " ")
      .split("\r\n");
    assert.ok(!headers.some((line) => /^bcc:/i.test(line)), headers.join("\n"));
    assert.deepEqual(
      headers.filter((line) => /^content-type:/i.test(line)).map((line) => line.slice(0, 24)),
      ["Content-Type: text/plain"],
    );
  }
});

test("nobody's mailbox is flooded with receipts: three an hour, the rest stand in the records", async () => {
  for (let at = 0; at < 6; at++)
    await submit(desk, { contact: { name: "王芳", phone: "+86 1000", email: `Victim+${at}@bystander.test` } });
  await drain();
  const flood = () => smtp.mails.filter(({ to }) => /bystander/i.test(String(to))).length;
  assert.equal(flood(), 3);
  const made = await submit(desk, { contact: { name: "王芳", phone: "+86 1000", email: "victim@bystander.test" } });
  await drain();
  const taken = await desk.call("request.take", officer, { params: { request: made.request }, body: {} });
  const all = await desk.call("notice.list", officer, { params: { incident: taken.id } });
  const receipt = all.find(({ to }) => to.address === "victim@bystander.test");
  assert.deepEqual([receipt?.state, receipt?.attempts.at(-1)?.detail], ["failed", "receipt 3/60 min"]);
  desk.pass(61);
  await submit(desk, { contact: { name: "王芳", phone: "+86 1000", email: "victim@bystander.test" } });
  await drain();
  assert.equal(flood(), 4);
});

test("a recipient's address that is none is refused in words", async () => {
  for (const address of ["a@b.test, c@d.test", "a@b.test\r\nBcc: c@d.test", "<a@b.test>", "no address"]) {
    await assert.rejects(tell("mail", address), { code: "E_NOTICE_ADDRESS" }, address);
  }
  await assert.rejects(tell("webhook", "file:///etc/passwd"), { code: "E_NOTICE_ADDRESS" });
});

test("a place for a link in somebody's text does not get the customer's link", async () => {
  await tell("mail", "liu@centre.test", { body: "{link} {number}" });
  await drain();
  const text = textOf(smtp.mails[0]?.raw ?? "");
  assert.ok(text.startsWith("{link} {number}"), text);
  assert.ok(!text.includes("/c/"));
});

test("a server that is busy is asked again, with the same message id", async () => {
  smtp.refuse = 1;
  const id = await tell("mail", "liu@centre.test");
  await drain();
  assert.equal((await notice(id)).state, "queued");
  assert.equal(smtp.mails.length, 0);
  desk.pass(1);
  await drain();
  const told = await notice(id);
  assert.equal(told.state, "sent");
  assert.deepEqual(
    told.attempts.map((one) => one.ok),
    [false, true],
  );
  assert.match(told.attempts[0]?.detail ?? "", /try later/);
  assert.match(headersOf(smtp.mails[0]?.raw ?? ""), new RegExp(`Message-ID: <${id}@centre.test>`, "i"));
});

test("a second mail server takes what the first does not, at once and with the same message id", async () => {
  await using other = await mailServer();
  const second = { host: "127.0.0.1", port: other.port, security: "none", user: "", from: "desk@centre.test" };
  await desk.call("settings.put", administrator, { body: { "smtp.second": second } });
  smtp.refuse = 1;
  const id = await tell("mail", "liu@centre.test");
  await drain();
  const told = await notice(id);
  assert.deepEqual([told.state, told.attempts.map((one) => one.ok)], ["sent", [false, true]]);
  assert.match(headersOf(other.mails[0]?.raw ?? ""), new RegExp(`Message-ID: <${id}@centre.test>`, "i"));
  await desk.call("settings.put", administrator, { body: { "smtp.second": null } });
});

test("a notice that cannot be sent fails where people see it", async () => {
  smtp.refuse = 100;
  const id = await tell("mail", "liu@centre.test");
  for (let round = 0; round < 12; round++) {
    await drain();
    desk.pass(30);
  }
  const told = await notice(id);
  assert.equal(told.state, "failed");
  assert.equal(told.attempts.length, 10);
  const { next } = await desk.call("incident.get", officer, { params: { incident } });
  assert.ok(next.some((one) => one.what.en.includes("could not be sent")));
  const journal = await desk.call("incident.journal", officer, { params: { incident } });
  assert.ok(journal.some((entry) => entry.kind === "notice.failed" && entry.data.notice === id));
});

test("a call that a person made is on record as told", async () => {
  const id = await tell("phone", "+86 10 1");
  assert.equal((await notice(id)).state, "delivered");
  assert.equal(await desk.desk.turns.notices(), 0);
});

test("two processes never send the same notice at the same time", async () => {
  await tell("mail", "a@centre.test");
  await tell("mail", "b@centre.test");
  const sent = await Promise.all([desk.desk.turns.notices(), desk.desk.turns.notices()]);
  assert.equal(
    sent.reduce((sum, count) => sum + count, 0),
    2,
  );
  assert.equal(smtp.mails.length, 2);
});

/** An HTTP server on loopback that answers what it is told to. */
async function receiver(answer: () => { status: number; location?: string }) {
  const calls: { headers: IncomingMessage["headers"]; body: string; path: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      calls.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8"), path: request.url ?? "" });
      const { status, location } = answer();
      response.writeHead(status, location === undefined ? {} : { location }).end("secret of the receiver");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    calls,
    url: `http://127.0.0.1:${port}/hook`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

test("webhooks: signed, never inside the own network unasked, never redirected, the same key again", async () => {
  let answer: { status: number; location?: string } = { status: 200 };
  await using hook = await receiver(() => answer);
  await desk.call("settings.put", administrator, { body: { "webhook.secret": "s3cret", "webhook.allow": [] } });

  const blocked = await tell("webhook", hook.url);
  await drain();
  assert.equal(hook.calls.length, 0, "nothing reaches the own network");
  assert.match((await notice(blocked)).attempts[0]?.detail ?? "", /not allowed/);

  await desk.call("settings.put", administrator, { body: { "webhook.allow": ["127.0.0.0/8"] } });
  answer = { status: 500 };
  const id = await tell("webhook", hook.url);
  await drain();
  answer = { status: 302, location: "http://169.254.169.254/latest/meta-data" };
  desk.pass(1);
  await drain();
  answer = { status: 200 };
  desk.pass(5);
  await drain();
  const own = hook.calls.filter((call) => call.headers["idempotency-key"] === id);
  assert.equal(own.length, 3);
  const told = await notice(id);
  assert.equal(told.state, "sent");
  assert.deepEqual(
    told.attempts.map((one) => one.detail),
    ["HTTP 500", "HTTP 302", "HTTP 200"],
  );
  for (const { headers, body } of own) {
    const signature = String(headers["stanch-signature"]);
    const at = Number(/^t=(\d+),/.exec(signature)?.[1]);
    assert.equal(signature, webhookSignature("s3cret", at, body));
    assert.equal(JSON.parse(body).id, id);
    assert.ok(!signature.includes("s3cret") && !body.includes("s3cret"));
  }
});

test("secrets of other systems are never shown again, nor readable in the database", async () => {
  await desk.call("settings.put", administrator, { body: { "smtp.password": "hunter2" } });
  const shown = JSON.stringify(await desk.call("settings.get", officer));
  assert.ok(!shown.includes("hunter2") && shown.includes('"smtp.password":{"set":true}'));
  const rows = await desk.options.records.db.selectFrom("setting_secret").selectAll().execute();
  assert.ok(!JSON.stringify(rows).includes("hunter2"));
  await assert.rejects(desk.call("settings.put", administrator, { body: { nonsense: 1 } }), {
    code: "E_SETTING_INVALID",
  });
  await assert.rejects(desk.call("settings.put", administrator, { body: { publicUrl: "javascript:alert(1)" } }), {
    code: "E_SETTING_INVALID",
  });
});
