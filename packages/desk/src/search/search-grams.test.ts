import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { searchText, searchWords } from "../search-text.ts";
import { journalSearchText } from "./journal-text.ts";
import { searchGrams } from "./search-grams.ts";

const part = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom("挖", "矿", "a", "b", "1", ".", " ", "\n", "Ａ", "é", "😀") }),
);

test("whatever is contained is found by its pieces", () => {
  fc.assert(
    fc.property(part, part, part, (head, word, tail) => {
      const text = searchText([head + word + tail]);
      const grams = new Set(searchGrams(text));
      // Composition may join a word with its neighbours; then it is not contained any more.
      for (const one of searchWords(word).filter((asked) => text.includes(asked)))
        assert.ok(
          searchGrams(one).every((gram) => grams.has(gram)),
          one,
        );
    }),
    { numRuns: 3000 },
  );
});

test("two Chinese characters are one piece; of ASCII three are", () => {
  assert.equal(searchGrams("挖矿").length, 1);
  assert.equal(searchGrams("ssh").length, 1);
  assert.equal(searchGrams("db").length, 0);
  assert.equal(searchGrams("挖矿木马 ssh.exe").length, 3 + 5);
  assert.ok(searchGrams("挖矿").every((gram) => Number.isInteger(gram) && gram >= -(2 ** 31) && gram < 2 ** 31));
});

test("a line is found by whoever wrote it and by its words, not by ids and instants", () => {
  const data = {
    body: "ＰＯＷＥＲShell <b>",
    inner: [{ id: "ca5557ee-df9d-4c64-a59f-c5fd6ea642a6" }, "2026-03-01T00:00:00Z"],
    n: 7,
  };
  const actor = { kind: "staff" as const, id: "x", name: "赵值班" };
  assert.equal(journalSearchText({ actor, data }), "赵值班\npowershell <b>");
});
