import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cut, smsPages, smsText, spelledNumber, voiceText } from "./channel-text.ts";

const link = "https://centre.test/n/0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

test("a short text is one page; a long one keeps number and link whole and fills whole pages", () => {
  const short = smsText({ number: "REQ-2026-0001", text: "请立即接手", link: "https://c.test/n/x" });
  assert.equal(short, "REQ-2026-0001 请立即接手 https://c.test/n/x");
  assert.equal(smsPages(short), 1);
  const long = smsText({ number: "REQ-2026-0001", text: "某某医院".repeat(100), link });
  assert.ok(long.startsWith("REQ-2026-0001 某某医院") && long.endsWith(`… ${link}`), long);
  assert.equal(long.length, 3 * 67);
});

test("whatever is told: three pages at most, number first, link last, no broken character, one line", () => {
  const told = fc.record({
    number: fc.constantFrom("REQ-2026-0001", "SEC-2026-12345"),
    text: fc.oneof(fc.string({ unit: "binary", maxLength: 400 }), fc.string({ unit: "grapheme", maxLength: 400 })),
    link: fc.constantFrom("", link),
  });
  fc.assert(
    fc.property(told, (one) => {
      const text = smsText(one);
      assert.ok(smsPages(text) <= 3, text);
      assert.ok(text.startsWith(one.number) && text.endsWith(one.link), text);
      assert.ok(text.isWellFormed() && !/[\r\n\p{Cc}\u202e]/u.test(text), JSON.stringify(text));
    }),
    { numRuns: 300 },
  );
});

test("a family of one picture is never cut in two", () => {
  assert.equal(cut("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 12), "👨‍👩‍👧‍👦…");
  assert.equal(cut("👨‍👩‍👧‍👦", 5), "…");
});

test("numbers are said digit by digit in both languages, twice, and nothing said is markup", () => {
  assert.equal(spelledNumber("REQ-2026-0001", "zh"), "R、E、Q、二、零、二、六、零、零、零、一");
  assert.equal(spelledNumber("SEC-19", "en"), "S, E, C, one, nine");
  const said = voiceText(
    { centre: "应急中心", number: "REQ-1", text: '<speak><break time="99s"/>&amp;{number}\r\n青山医院' },
    "zh",
  );
  assert.ok(!/[<>&{}\r\n]/.test(said), said);
  assert.equal(said.split("R、E、Q、一").length, 3);
  assert.ok(said.includes("青山医院") && said.includes("请按一"));
});
