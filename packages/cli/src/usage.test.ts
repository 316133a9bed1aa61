import assert from "node:assert/strict";
import { test } from "node:test";
import { StanchError } from "@stanch/model/error";
import { evidencePaths, isWithin } from "./evidence-paths.ts";
import { languageOf } from "./language.ts";
import { instantOf, wholeNumber } from "./usage.ts";

const code = (expected: string) => (error: unknown) => error instanceof StanchError && error.code === expected;

test("instants are RFC 3339 or a date; what only looks like one is refused", () => {
  assert.equal(instantOf("2026-03-01"), Date.UTC(2026, 2, 1));
  assert.equal(instantOf("2026-03-01T02:14:07+08:00"), Date.UTC(2026, 1, 28, 18, 14, 7));
  for (const bad of ["", "yesterday", "2026-02-30", "2026-3-1", "03/01/2026", "2026-03-01T02:14:07", "1772323200"]) {
    assert.throws(() => instantOf(bad), code("E_INSTANT"), bad);
  }
});

test("numbers are whole and within their bounds", () => {
  assert.equal(wholeNumber(0, 65_535)("65535"), 65_535);
  for (const bad of ["-1", "65536", "1e3", "0x10", "", " 1", "1.0"]) {
    assert.throws(() => wholeNumber(0, 65_535)(bad), code("E_NUMBER"), bad);
  }
});

test("the language asked for wins, then the environment in its order, then English", () => {
  assert.equal(languageOf("en", { LANG: "zh_CN.UTF-8" }), "en");
  assert.equal(languageOf(undefined, { LC_ALL: "C", LANG: "zh_CN.UTF-8" }), "en");
  assert.equal(languageOf(undefined, { STANCH_LANG: "zh", LC_ALL: "C" }), "zh");
  assert.equal(languageOf(undefined, {}), "en");
});

test("what lies inside another named folder is read once, and a missing path is refused before anything begins", () => {
  const here = import.meta.dirname;
  assert.deepEqual(evidencePaths([here, `${here}/commands`, `${here}/./usage.ts`]), [here]);
  assert.throws(() => evidencePaths([`${here}/nothing`]), code("E_PATH_MISSING"));
  assert.ok(isWithin("/a/b", "/a") && isWithin("/a", "/a") && isWithin("/a/..b", "/a"));
  assert.ok(!isWithin("/ab", "/a") && !isWithin("/", "/a") && !isWithin("/b/a", "/a"));
});
