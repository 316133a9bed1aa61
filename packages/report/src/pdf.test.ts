import assert from "node:assert/strict";
import test from "node:test";
import { sampleInput } from "../test/sample.ts";
import { renderPdf } from "./pdf.ts";
import { reportFromAnswer } from "./report-from-answer.ts";

test("the PDF is tagged PDF/A in its language and the same model gives the same bytes, hostile text and all", async () => {
  const input = sampleInput();
  const hostile = '#panic() $x$ \\ */ ]] [1;31m ‮ #read("/etc/passwd") 😀 �';
  const citations = [...input.citations].map(([id, citation]) => [id, { ...citation, raw: hostile }] as const);
  const model = reportFromAnswer({ ...input, citations, made: { title: { zh: hostile, en: hostile } } });
  const [first, second] = await Promise.all([renderPdf(model, "zh"), renderPdf(model, "zh")]);
  assert.ok(Buffer.from(first).equals(second));
  const text = Buffer.from(first).toString("latin1");
  assert.ok(text.startsWith("%PDF-1.7"));
  assert.match(text, /\/MarkInfo|pdfaid:part/);
});
