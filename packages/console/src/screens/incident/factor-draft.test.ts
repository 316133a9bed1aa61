import assert from "node:assert/strict";
import { test } from "node:test";
import { gradeIncident } from "@stanch/model/level";
import fc from "fast-check";
import { factorsOf, noFactors, numberFields, readNumber } from "./factor-draft.ts";

test("numbers are read as people type them, and nothing is taken for zero", () => {
  assert.deepEqual(["1,200,000", " 3 000 ", "1，000", "12.5", "", "-1", "1e9", "abc", undefined].map(readNumber), [
    1_200_000,
    3000,
    1000,
    12.5,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("no answer states only the three qualitative factors", () => {
  assert.deepEqual(factorsOf(noFactors), { importance: "general", loss: "minor", harm: "general" });
});

test("a site that is down and pages that were tampered with are stated with their object", () => {
  const numbers = { siteMinutes: "400", tamperHome: "31", lossYuan: "20,000,000" };
  const factors = factorsOf({ ...noFactors, siteObject: "prefecture-portal", tamperObject: "level-2", numbers });
  assert.deepEqual(factors.siteDown, { object: "prefecture-portal", minutes: 400 });
  assert.deepEqual(factors.tampered, { object: "level-2", homeMinutes: 31, otherMinutes: 0, reposts: 0, views: 0 });
  assert.equal(gradeIncident(factors).level, 2);
});

test("whatever is typed can be graded", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...numberFields), fc.oneof(fc.string(), fc.nat().map(String))),
      (numbers) => {
        assert.ok(gradeIncident(factorsOf({ ...noFactors, numbers })).level >= 1);
      },
    ),
  );
});
