import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mailLanguage, mailProof, mailRequest, noticesIn, numbersIn, wordsHash } from "./mail-request.ts";
import { htmlWords, readMail } from "./read-mail.ts";

const read = (raw: string) => readMail(new TextEncoder().encode(raw.replace(/\n/g, "\r\n")));

test("a Chinese mail in an old character set and HTML is read as its writer meant it", async () => {
  const gb = Buffer.from("ztKhosq41KE=", "base64");
  const raw = Buffer.concat([
    Buffer.from(
      "From: =?GB2312?B?zfW3vA==?= <Wang@Hospital.TEST>\r\nSubject: =?utf-8?B?5pyN5Yqh5Zmo6KKr5YuS57Si?=\r\nMessage-ID: <a@b>\r\nDate: Sun, 1 Mar 2026 08:59:00 +0800\r\nContent-Type: text/plain; charset=gb18030\r\n\r\n",
    ),
    gb,
  ]);
  const mail = await readMail(raw);
  assert.deepEqual(mail.from, { name: "王芳", address: "wang@hospital.test" });
  assert.deepEqual(
    [mail.subject, mail.messageId, mail.sentAt],
    ["服务器被勒索", "a", "2026-03-01T00:59:00.000Z"].with(1, "a@b"),
  );
  assert.match(mail.text, /^\p{Script=Han}/u);
  const html = await read(
    "Content-Type: text/html\n\n<head><title>t</title></head><p>第一行<br>1 < 2 &amp; &#x4e2d;<script>alert(1)</script><style>p{}</style><p>end<!-- <b>no</b> -->",
  );
  assert.equal(html.text, "第一行\n1 < 2 & 中\nend");
});

test("what the mail states is taken, what it leaves open is said to be open", async () => {
  const mail = await read(
    "From: Wang <wang@hospital.test>\nSubject: 求助\n\n单位：青山医院\n联系人：王芳\n电话：+86 571 8888 0000（白天）\n地点：杭州市 3 号机房\n系统：挂号系统\n文件被加密。",
  );
  const form = mailRequest(mail);
  assert.deepEqual(
    [form.organisation, form.contact.name, form.contact.phone, form.location, form.systems, form.language],
    ["青山医院", "王芳", "+86 571 8888 0000", "杭州市 3 号机房", "挂号系统", "zh"],
  );
  const bare = mailRequest(await read("From: a@b.test\n\nhelp"));
  assert.deepEqual([bare.organisation, bare.contact.phone, bare.location], ["b.test", "", "(not stated in the mail)"]);
});

test("the clock begins with the writer's clock only where that can be true", () => {
  const received = "2026-03-01T01:00:00.000Z";
  const at = (sentAt: string) => mailProof({ sentAt }, received);
  assert.equal(at("2026-03-01T00:59:00Z"), "2026-03-01T00:59:00.000Z");
  assert.equal(at("2026-03-01T01:00:01Z"), received, "not in the future");
  assert.equal(at("1970-01-01T00:00:00Z"), received, "a clock that is years behind proves nothing");
  assert.equal(mailProof({}, received), received);
});

test("machines that answer are told from machines that report and from people", async () => {
  const writer = async (head: string) => (await read(`From: a@b.test\n${head}\n\nx`)).writer;
  assert.equal(await writer("Subject: x"), "person");
  assert.equal(await writer("Auto-Submitted: no"), "person");
  assert.equal(await writer("Auto-Submitted: auto-generated"), "generated");
  for (const head of [
    "Auto-Submitted: auto-replied",
    "Precedence: auto_reply",
    "Return-Path: <>",
    "X-Autoreply: yes",
    "Content-Type: multipart/report; report-type=delivery-status; boundary=x",
  ])
    assert.equal(await writer(head), "reply", head);
});

test("any bytes are a mail: nothing throws, nothing steers a screen, every field fits its place", async () => {
  const header = fc.constantFrom(
    "From",
    "Subject",
    "Message-ID",
    "References",
    "Date",
    "Content-Type",
    "Content-Transfer-Encoding",
  );
  const value = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.constantFrom(
      "multipart/mixed; boundary=x",
      "text/html",
      "base64",
      "quoted-printable",
      "=?utf-8?B?!!!?=",
      "<a@b> <c@d>",
      "message/rfc822",
    ),
  );
  const mail = fc
    .tuple(
      fc.array(fc.tuple(header, value), { maxLength: 8 }),
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.uint8Array({ maxLength: 80 }),
    )
    .map(([heads, body, tail]) =>
      Buffer.concat([Buffer.from(`${heads.map(([k, v]) => `${k}: ${v}`).join("\r\n")}\r\n\r\n--x\r\n${body}`), tail]),
    );
  await fc.assert(
    fc.asyncProperty(mail, async (raw) => {
      const got = await readMail(raw);
      for (const text of [got.subject, got.from.name, got.from.address, ...got.attachments.map(({ name }) => name)])
        assert.doesNotMatch(text, /[\p{Cc}\p{Cf}]/u);
      assert.doesNotMatch(got.text.replace(/[\n\t]/g, ""), /[\p{Cc}\p{Cf}]/u);
      assert.ok(got.text.isWellFormed() && got.subject.length <= 300);
      const form = mailRequest(got);
      assert.ok(form.organisation.length >= 1 && form.organisation.length <= 200 && form.location.length >= 1);
      assert.ok(form.contact.name.length >= 1 && form.contact.name.length <= 120 && form.description.length <= 10_000);
      mailLanguage(got);
      assert.match(wordsHash(got), /^[0-9a-f]{64}$/);
    }),
    { numRuns: 300 },
  );
});

test("words of hostile HTML are found in time that grows with its length", () => {
  for (const evil of ["<", "<!--", "<a ", "</script><script>", "&#", "<style>"]) {
    assert.equal(typeof htmlWords(evil.repeat(200_000)), "string");
  }
});

test("numbers and notices are named by their shape alone", () => {
  assert.deepEqual(numbersIn("Re: SEC-2026-0001 and REQ-2026-0007, XSEC-2026-1"), ["SEC-2026-0001", "REQ-2026-0007"]);
  const id = "00000000-0000-4000-8000-0000000000aa";
  assert.deepEqual(noticesIn([`${id}@centre.test`, "x@centre.test", "' or 1=1 --@x"]), [id]);
});
