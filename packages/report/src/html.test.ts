import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { sampleInput, sampleModel } from "../test/sample.ts";
import { escapeHtml } from "./html-text.ts";
import { renderHtml } from "./html.ts";
import { reportFromAnswer } from "./report-from-answer.ts";
import { reportModel } from "./report-model.ts";

const hostile = `</pre><script>alert(1)</script><img src=x onerror=alert(1)>"' onload="x" &amp; \u001B[31m\u202Eexe.doc \u0000`;

function hostileHtml(): string {
  const input = sampleInput();
  const citations = [...input.citations].map(
    ([id, citation]) => [id, { ...citation, raw: `${hostile}\uD800` }] as const,
  );
  const [thread] = input.answer.threads;
  if (thread === undefined) throw new Error("the sample has no thread");
  thread.accounts.push(hostile);
  for (const step of thread.steps) step.statement = { zh: hostile, en: hostile };
  return renderHtml(reportFromAnswer({ ...input, citations, made: { title: { zh: hostile, en: hostile } } }));
}

test("a report made from an answer fits its own schema", () => {
  assert.equal(reportModel.safeParse(sampleModel(3)).error, undefined);
});

test("hostile text stays text in the page", () => {
  const html = hostileHtml();
  assert.equal(/<(?:script|img|iframe|object|link|base|form)\b/i.test(html), false);
  assert.equal(/<[^>]*\son\w+=/i.test(html), false);
  assert.equal(/[\u0000-\u0008\u000B-\u001F\u202A-\u202E\uD800-\uDFFF]/.test(html), false);
  assert.ok(html.includes("‹U+202E›"));
  assert.ok(html.includes("&lt;script&gt;"));
});

test("property: escaped text holds nothing that ends an attribute, opens a tag or steers the eye", () => {
  const anyText = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(anyText, (text) => {
      const out = escapeHtml(text);
      assert.equal(/[<>"'`\u0000-\u0008\u000E-\u001F\u202A-\u202E\u2066-\u2069]/.test(out), false);
      assert.ok(out.isWellFormed());
    }),
  );
});

test("the page loads nothing, runs nothing, and every link leads somewhere in it", () => {
  const html = renderHtml(sampleModel(2));
  assert.match(html, /content="default-src 'none'; style-src 'sha256-/);
  assert.equal(/\b(?:src|href)="(?!#)/.test(html), false);
  const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
  const targets = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
  assert.ok(targets.length > 40);
  assert.deepEqual(
    targets.filter((target) => !ids.has(target)),
    [],
  );
  assert.equal(ids.size, [...html.matchAll(/ id="/g)].length, "ids are unique");
});

test("both languages say the same numbers, and the same model gives the same page", () => {
  const html = renderHtml(sampleModel(1));
  const [zh = "", en = ""] = html.split('<article lang="en">');
  const records = (part: string) => [...part.matchAll(/class="record" id="..-(e\d+)"/g)].map((match) => match[1]);
  assert.deepEqual(records(zh), records(en));
  assert.ok(records(zh).length > 10);
  assert.equal(renderHtml(sampleModel(1)), html);
});
