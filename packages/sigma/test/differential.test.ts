import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { FieldValue } from "@stanch/model/event-line";
import { parseRules } from "../src/parse-rules.ts";
import { compileRuleSet } from "../src/rule-set.ts";
import { type ReferenceDetection, referenceMatches } from "./reference-matcher.testkit.ts";
import { ruleText, testEvent } from "./rules.testkit.ts";

const letters = fc.constantFrom("a", "b", "ab", "A", "ba", "-", "/", "é", "日", "\\", ".", " ", "1");
const text = fc.array(letters, { maxLength: 6 }).map((parts) => parts.join(""));
const pattern = fc
  .array(fc.oneof({ weight: 5, arbitrary: letters }, fc.constantFrom("*", "?", "\\*", "\\?", "\\\\")), { maxLength: 5 })
  .map((parts) => parts.join(""));
const scalar = fc.oneof(
  { weight: 6, arbitrary: text },
  fc.integer({ min: 0, max: 12 }),
  fc.boolean(),
  fc.constant(null),
);
const field = fc.constantFrom("f", "g", "h");

const values = (one: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 4 }));
const textModifier = fc.constantFrom(
  "",
  "|contains",
  "|startswith",
  "|endswith",
  "|cased",
  "|contains|cased",
  "|windash|contains",
  "|windash",
  "|endswith|windash",
  "|neq",
  "|contains|neq",
  "|contains|all",
  "|endswith|cased",
);
const expressions = fc.constantFrom(
  "a",
  "^a",
  "b$",
  "a.b",
  "(a|b)+",
  "a{2,}",
  "[^ab]",
  "\\d",
  "ab|ba",
  "^(?:a|b)*$",
  "a?b",
  "\\.",
  "\\bab",
);

const textItem = fc
  .tuple(field, textModifier, values(pattern))
  .map(([name, modifier, value]) => [`${name}${modifier}`, value] as const);
const plainItem = fc
  .tuple(field, values(fc.oneof(pattern, fc.integer({ min: 0, max: 12 }), fc.constant(null))))
  .map(([name, value]) => [name, value] as const);
const otherItem = fc.oneof(
  fc.tuple(field, fc.boolean()).map(([name, value]) => [`${name}|exists`, value] as const),
  fc
    .tuple(field, fc.constantFrom("gt", "gte", "lt", "lte"), fc.integer({ min: 0, max: 12 }))
    .map(([name, op, value]) => [`${name}|${op}`, value] as const),
  fc
    .tuple(field, fc.constantFrom("|re", "|re|i"), expressions)
    .map(([name, modifier, value]) => [`${name}${modifier}`, value] as const),
  fc.tuple(field, field).map(([name, other]) => [`${name}|fieldref`, other] as const),
);
const map = fc
  .array(fc.oneof({ weight: 3, arbitrary: textItem }, plainItem, otherItem), { minLength: 1, maxLength: 3 })
  .map((items) => Object.fromEntries(items));
const keyword = pattern.filter((one) => one !== "");
const selection = fc.oneof(
  { weight: 4, arbitrary: map },
  fc.array(map, { minLength: 1, maxLength: 3 }),
  fc.array(keyword, { minLength: 1, maxLength: 2 }),
);
const condition = fc.constantFrom(
  "a",
  "a and b",
  "a or b",
  "a and not b",
  "not a",
  "not (a and b) or c",
  "1 of them",
  "all of them",
  "a and not 1 of b*",
  "(a or b) and c",
  "1 of a* or all of c*",
);
const detection = fc.record({ a: selection, b: selection, c: selection, condition });
const event = fc.dictionary(field, fc.oneof({ weight: 5, arbitrary: scalar }, fc.array(scalar, { maxLength: 3 })), {
  maxKeys: 3,
});

function agree(detections: readonly ReferenceDetection[], events: readonly Record<string, FieldValue>[]): number {
  const set = compileRuleSet(detections.flatMap((one, at) => parseRules(ruleText(one), String(at).padStart(4, "0"))));
  assert.deepEqual(set.rejected, []);
  const matcher = set.createMatcher();
  for (const fields of events) {
    const hits: number[] = [];
    matcher.match(testEvent(fields), hits);
    const wanted = detections.flatMap((one, at) => (referenceMatches(one, fields) ? [at] : []));
    const differing = [...hits.filter((hit) => !wanted.includes(hit)), ...wanted.filter((hit) => !hits.includes(hit))];
    assert.deepEqual(
      hits,
      wanted,
      `${JSON.stringify(fields)}: ${JSON.stringify(differing.map((at) => detections[at]))}`,
    );
  }
  return detections.length * events.length;
}

test("the engine agrees with a matcher written from the specification on 100,000 pairs", () => {
  let pairs = 0;
  fc.assert(
    fc.property(
      fc.array(detection, { minLength: 20, maxLength: 40 }),
      fc.array(event, { minLength: 10, maxLength: 20 }),
      (rules, events) => {
        pairs += agree(rules, events as Record<string, FieldValue>[]);
      },
    ),
    { numRuns: 260, endOnFailure: true },
  );
  assert.ok(pairs >= 100_000, `${pairs} pairs`);
});

/** Few values, so that the same come again and fields are equal to one another. */
const familiar = fc.dictionary(
  field,
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom("a", "b", "ab", "A", "", 1, "1", true, null) },
    fc.array(fc.constantFrom("a", "b", 1, null), { maxLength: 2 }),
  ),
  { maxKeys: 3 },
);

test("what a matcher remembers never changes a verdict", () => {
  const bounds = [
    { mostRules: 100, mostVerdicts: 2, mostTests: 100, mostSought: 100, stretch: 8 },
    { mostRules: 100, mostVerdicts: 1000, mostTests: 0, mostSought: 100, stretch: 1000 },
    { mostRules: 100, mostVerdicts: 1000, mostTests: 0, mostSought: 0, stretch: 1000 },
    { mostRules: 100, mostVerdicts: 1000, mostTests: 2, mostSought: 2, stretch: 1000 },
    { mostRules: 100, mostVerdicts: 1000, mostTests: 100, mostSought: 100, stretch: 1000 },
    { mostRules: 0, mostVerdicts: 1000, mostTests: 100, mostSought: 100, stretch: 1000 },
  ];
  fc.assert(
    fc.property(
      fc.array(detection, { minLength: 5, maxLength: 15 }),
      fc.array(familiar, { minLength: 4, maxLength: 12 }),
      fc.array(fc.nat(11), { minLength: 60, maxLength: 60 }),
      (rules, pool, order) => {
        const set = compileRuleSet(rules.flatMap((one, at) => parseRules(ruleText(one), String(at).padStart(4, "0"))));
        const wanted = pool.map((fields) =>
          rules.flatMap((one, at) => (referenceMatches(one, fields as Record<string, FieldValue>) ? [at] : [])),
        );
        const matchers = bounds.map((one) => set.createMatcher(one));
        for (const pick of order) {
          const fields = pool[pick % pool.length] as Record<string, FieldValue>;
          for (const [at, matcher] of matchers.entries()) {
            const hits: number[] = [];
            matcher.match(testEvent(fields), hits);
            assert.deepEqual(hits, wanted[pick % pool.length], `matcher ${at}: ${JSON.stringify(fields)}`);
          }
        }
      },
    ),
    { numRuns: 150 },
  );
});

test("when more was found together than is remembered, numbers begin anew and old ones mean nothing", () => {
  const letters = ["a", "b", "c", "d"];
  const rules = letters.map((letter) => ({ s: { "f|contains": letter }, condition: "s" }) as ReferenceDetection);
  const set = compileRuleSet(rules.flatMap((one, at) => parseRules(ruleText(one), String(at).padStart(4, "0"))));
  for (const mostVerdicts of [1, 2, 3, 100]) {
    const matcher = set.createMatcher({ mostRules: 100, mostVerdicts, mostTests: 0, mostSought: 100, stretch: 1000 });
    for (const text of ["ab", "cd", "ac", "bd", "ad", "bc", "abc", "bcd", "ab", "ac"]) {
      const hits: number[] = [];
      matcher.match(testEvent({ f: text }), hits);
      assert.deepEqual(hits.map((hit) => letters[hit]).join(""), text, `${mostVerdicts} remembered`);
    }
  }
});

test("a dotted capital I is one letter in lower case too", () => {
  agree(
    [
      { a: { f: "x\u0130" }, condition: "a" } as ReferenceDetection,
      { a: { "f|startswith": "zz" }, condition: "a" } as ReferenceDetection,
      { a: { f: "y?" }, condition: "a" } as ReferenceDetection,
      { a: { "f|contains": "I" }, condition: "a" } as ReferenceDetection,
    ],
    [{ f: "x\u0130" }, { f: "X\u0130" }, { f: "xi" }, { f: "zz\u0130" }, { f: "y\u0130" }, { f: "y\u0130\u0130" }],
  );
});
