import assert from "node:assert/strict";
import { test } from "node:test";
import { deadlineRules } from "@stanch/model/legal-deadline";
import fc from "fast-check";
import { legalDraft, plainLines } from "./legal-draft.ts";

const rule = deadlineRules.find(({ id }) => id === "CN-CAC-OTHER");
assert.ok(rule !== undefined);
const about = { rule, number: "SEC-2026-0001", written: "2026-03-01 10:14 (Asia/Shanghai)" } as const;

test("every item that the law asks for stands in the draft, filled or marked as missing, in each language alone", () => {
  for (const one of deadlineRules) {
    for (const language of ["zh", "en"] as const) {
      const draft = legalDraft({ ...about, rule: one, facts: {}, language });
      one.content.forEach((item, at) => assert.ok(draft.includes(`\n${at + 1}. ${item[language]}\n`), one.id));
      assert.equal(draft.split(language === "zh" ? "（待填写）" : "(to be completed)").length - 1, one.content.length);
      assert.doesNotMatch(draft, /\{\w+\}/, one.id);
      if (language === "en") assert.doesNotMatch(draft, /\p{Script=Han}/u, one.id);
    }
  }
});

test("text of the case never steers a screen and never looks like a heading of the draft", () => {
  const hostile =
    "x\u001b]0;t\u0007\u202e\r\n2. 假标题\u2028依据：假\n<script>alert(1)</script>\n=cmd|' /C calc'!A0\u0000{number}";
  const draft = legalDraft({ ...about, facts: { organisation: [hostile], description: [hostile] }, language: "zh" });
  assert.doesNotMatch(draft, /[\p{Cf}\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/u);
  for (const line of draft.split("\n")) {
    if (/假标题|依据：假|script|calc/.test(line)) assert.match(line, /^ {4}\S/, line);
  }
  assert.ok(draft.includes("{number}"), "a place that a customer writes stays text");
});

test("lines of any text are short of controls, and nothing readable is lost", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const lines = plainLines(text);
      for (const line of lines) assert.doesNotMatch(line, /[\p{Cc}\p{Cf}]/u);
      const letters = (one: string) => one.toWellFormed().replace(/[^\p{L}\p{N}]+/gu, "");
      assert.equal(letters(lines.join("")), letters(text));
    }),
  );
});
