import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { anyDocuments } from "../src/yaml-tree.ts";
import { plainTrees } from "../src/yaml/plain-tree.ts";
import { ruleFiles } from "./corpora.testkit.ts";
import { partsDocument, passageOf, spoilt } from "./plain-yaml.testkit.ts";

const own = ruleFiles(fileURLToPath(new URL("../../../rules", import.meta.url)));

/** Whether the fast reader took a text; what it took, both readers read the same. */
function agrees(text: string): boolean {
  const plain = plainTrees(text);
  if (plain === undefined) return false;
  const whole = anyDocuments(text).map((tree) => tree());
  assert.deepStrictEqual(
    plain,
    whole.map(({ data, lines }) => ({ data, lines })),
    JSON.stringify(text),
  );
  return true;
}

/** Runs both readers over texts; answers how many of a hundred the fast one took. */
function share(texts: fc.Arbitrary<string>, numRuns: number): number {
  let taken = 0;
  fc.assert(
    fc.property(texts, (text) => {
      if (agrees(text)) taken++;
    }),
    { numRuns },
  );
  return (taken / numRuns) * 100;
}

test("our own rules are read as the reader of all of YAML reads them, nearly all by the fast one", () => {
  const left = own.filter(({ yaml }) => !agrees(yaml));
  assert.ok(own.length > 200);
  assert.ok(left.length <= 5, left.map(({ path }) => path).join());
});

test("small documents are read the same by both", () => {
  assert.ok(share(partsDocument, 2000) > 50);
});

test("spoilt documents are refused or read the same by both", () => {
  assert.ok(share(spoilt(partsDocument), 8000) > 15);
});

test("spoilt passages of rules are refused or read the same by both", () => {
  const passage = fc.constantFrom(...own.map(({ yaml }) => yaml)).chain(passageOf);
  assert.ok(share(spoilt(passage), 4000) > 10);
});

test("every scalar is what the core schema says", () => {
  const scalar = fc.oneof(
    fc.stringMatching(/^[-+.0-9exofanINF_]{1,8}$/),
    fc.constantFrom(
      "~",
      "null",
      "Null",
      "NULL",
      "nULL",
      "true",
      "True",
      "yes",
      "no",
      "off",
      "FALSE",
      "<<",
      "=",
      "2026-11-30",
      "12:30",
    ),
    fc.integer().map(String),
    fc.double().map(String),
    fc.string({ maxLength: 12 }),
  );
  const placed = fc.tuple(
    scalar,
    fc.constantFrom("a: X", "- X", "a: [X, X]", "a: {b: X}", "X: 1", "a:\n  X", "a: 'X'", 'a: "X"'),
  );
  const text = placed.map(([value, frame]) => frame.replaceAll("X", () => value));
  assert.ok(share(text, 6000) > 20);
});

test("what has rules of its own is left to the reader of all of YAML", () => {
  for (const text of [
    "",
    "# only a comment",
    "just text",
    "- a\n- b",
    "a: &x 1",
    "a: *x",
    "a: !t 1",
    "a:\t1",
    "a: 1\r\nb: 2",
    "\ufeffa: 1",
    "a: 1\na: 2",
    "<<: {a: 1}",
    "__proto__: 1",
    "? a\n: 1",
    "%YAML 1.2\n---\na: 1",
    "a: 1\n...\n",
    "a: |2\n    x",
    "a: |+\n  x\n\n",
    "1: a",
    "a: b: c",
    "a: [b\n  , c]",
    "a: 'open",
    'a: "\\q"',
    "a: \ud800",
    "  a: 1",
  ]) {
    assert.equal(plainTrees(text), undefined, JSON.stringify(text));
  }
});

test("nesting without end and a key of many characters are refused, not run out of stack", () => {
  const deep = Array.from({ length: 5000 }, (_, at) => `${" ".repeat(at)}a:`).join("\n");
  assert.equal(plainTrees(deep), undefined);
  assert.equal(plainTrees(`a: ${"[".repeat(100_000)}`), undefined);
  assert.equal(plainTrees(`${"- ".repeat(100_000)}x`), undefined);
  assert.equal(plainTrees(`${"k".repeat(2000)}: 1`), undefined);
});
