import assert from "node:assert/strict";
import { test } from "node:test";
import { mailRequest } from "./mail-request.ts";
import { readMail } from "./read-mail.ts";

/* Strangers write mails; what a request takes over from them is words. */

const evil = `<script>alert(1)</script><img src=x onerror=alert(2)>`;
const word = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;
const read = (lines: readonly string[]) => readMail(new TextEncoder().encode(lines.join("\r\n")));

test("a mail's subject is kept as it was written, in one line, and nothing is taken for markup", async () => {
  const mail = await read([
    `From: ${word(`王${evil}`)} <wang@hospital.test>`,
    `Subject: ${word(`勒索${evil}\r\nBcc: x@evil.test\u202e`)}`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    "help",
  ]);
  assert.ok(mail.subject.startsWith(`勒索${evil}`), "words stay words: nothing is cut out that could be joined again");
  assert.doesNotMatch(mail.subject, /[\r\n\u202e]/);
  const form = mailRequest(mail);
  assert.ok(form.description.includes(evil));
  for (const text of [form.organisation, form.location, form.systems, form.contact.name])
    assert.doesNotMatch(text, /[\p{Cc}\p{Cf}]/u);
});

test("a mailed page gives its words and none of its links, scripts or frames", async () => {
  const links = [
    `<a href="javascript:alert(1)">click</a>`,
    `<a href="JaVaScRiPt&colon;alert(1)">again</a>`,
    `<a href="data:text/html,<script>alert(1)</script>">data</a>`,
    `<iframe src="https://evil.test"></iframe><object data="x.swf"></object>`,
    `<svg onload=alert(1)><math href="javascript:alert(1)">m</math></svg>`,
    `<style>@import "https://evil.test"</style><base href="https://evil.test">end`,
  ];
  const mail = await read(["From: a@b.test", "Content-Type: text/html; charset=utf-8", "", links.join("<br>")]);
  assert.doesNotMatch(mail.text, /javascript|data:|https?:|<[a-z/]|onload|@import/i);
  for (const shown of ["click", "again", "data", "end"]) assert.ok(mail.text.includes(shown), shown);
});
