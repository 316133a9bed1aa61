import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bigrams, searchText, searchWords } from "./search-text.ts";

test("whatever is contained is found by its pairs", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "grapheme" }),
      (head, word, tail) => {
        const text = searchText([head + word + tail]);
        // Composition may join a word with its neighbours; then it is not contained any more.
        const held = searchWords(word).filter((one) => text.includes(one));
        const pairs = new Set(bigrams(text));
        return held.every((one) => bigrams(one).every((pair) => pairs.has(pair)));
      },
    ),
    { numRuns: 2000 },
  );
});

test("two Chinese characters are one pair, in either width and case", () => {
  assert.deepEqual(bigrams("挖矿木马"), ["挖矿", "矿木", "木马"]);
  assert.equal(searchText(["ＡＢｃ", undefined, "", "挖矿"]), "abc\n挖矿");
  assert.deepEqual(searchWords("  挖矿　ＳＳＨ "), ["挖矿", "ssh"]);
});
