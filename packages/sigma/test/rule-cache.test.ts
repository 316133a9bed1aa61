import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { parseRules } from "../src/parse-rules.ts";
import { CACHE_VERSION, parseCached, readDocuments, type RuleCache, writeDocuments } from "../src/rule-cache.ts";
import { compileRuleSet } from "../src/rule-set.ts";
import { sha256 } from "../src/sha256.ts";
import { type RuleFile, ruleFiles } from "./corpora.testkit.ts";
import { ruleText, testEvent } from "./rules.testkit.ts";

const rule = (id: string, value: string): RuleFile => ({
  path: `${id}.yml`,
  yaml: ruleText({ s: { kind: value }, condition: "s" }, { id, title: id }),
});
const broken: RuleFile = { path: "broken.yml", yaml: "title: [" };
const unknown: RuleFile = { path: "unknown.yml", yaml: ruleText({ s: { "a|fuzzy": 1 }, condition: "s" }) };
const asking: RuleFile = {
  path: "asking.yml",
  yaml: ruleText({ s: { "kind|expand": "%x%" }, condition: "s" }, { id: "e" }),
};
const filter: RuleFile = {
  path: "filter.yml",
  yaml: JSON.stringify({
    title: "not these",
    logsource: { product: "test" },
    filter: { rules: ["a"], selection: { user: "scanner" }, condition: "not selection" },
  }),
};
const correlation: RuleFile = {
  path: "often.yml",
  yaml: JSON.stringify({
    title: "often",
    id: "often",
    correlation: { type: "event_count", rules: ["b"], timespan: "1m", condition: { gte: 3 } },
  }),
};
const files = [rule("a", "x"), rule("b", "y"), broken, unknown, asking, filter, correlation];
const parsed = files.flatMap(({ yaml, path }) => parseRules(yaml, path));

/** A cache in memory, and whether each question was answered. */
function memory(): RuleCache & { readonly kept: Map<string, string>; readonly found: boolean[] } {
  const kept = new Map<string, string>();
  const found: boolean[] = [];
  return {
    kept,
    found,
    read(key) {
      found.push(kept.has(key));
      return kept.get(key);
    },
    write: (key, text) => void kept.set(key, text),
  };
}

test("the same files come from the cache, other files do not", () => {
  const cache = memory();
  assert.deepEqual(parseCached(files, cache), parseCached(files, cache));
  parseCached([rule("a", "x"), rule("b", "z")], cache);
  assert.deepEqual(cache.found, [false, true, false]);
});

test("rules out of the cache judge, reject and are named as those just parsed, with and without placeholder values", () => {
  const cache = memory();
  parseCached(files, cache);
  for (const placeholders of [{}, { x: ["z"] }]) {
    const plain = compileRuleSet(parsed, { placeholders });
    const cached = compileRuleSet(parseCached(files, cache), { placeholders });
    assert.equal(cached.hash, plain.hash);
    assert.deepEqual(cached.rejected, plain.rejected);
    assert.deepEqual(cached.rules, plain.rules);
    assert.deepEqual(
      cached.rules.map((_, at) => JSON.stringify(cached.condition(at))),
      plain.rules.map((_, at) => JSON.stringify(plain.condition(at))),
    );
    for (const event of [{ kind: "x" }, { kind: "x", user: "scanner" }, { kind: "y" }, { kind: "z" }]) {
      const [one, other] = [plain, cached].map((set) => {
        const hits: number[] = [];
        set.createMatcher().match(testEvent(event), hits);
        return hits;
      });
      assert.deepEqual(one, other, JSON.stringify(event));
    }
  }
  assert.ok(cache.found.slice(1).every(Boolean));
});

test("our own rules are the same out of the cache", () => {
  const own = ruleFiles(fileURLToPath(new URL("../../../rules", import.meta.url)));
  const cache = memory();
  parseCached(own, cache);
  const plain = compileRuleSet(own.flatMap(({ yaml, path }) => parseRules(yaml, path)));
  const cached = compileRuleSet(parseCached(own, cache));
  assert.equal(cached.hash, plain.hash);
  assert.deepEqual(cached.rejected, plain.rejected);
  for (const at of plain.rules.keys()) {
    assert.equal(JSON.stringify(cached.condition(at)), JSON.stringify(plain.condition(at)));
  }
});

test("a cache that is broken, of other files or of strangers changes nothing", () => {
  const cache = memory();
  const want = compileRuleSet(parseCached(files, cache));
  const [key = "", text = ""] = [...cache.kept][0] ?? [];
  const others = memory();
  parseCached([rule("a", "other")], others);
  const [stranger = ""] = others.kept.values();
  const spoilt = fc.oneof(
    fc.nat(text.length - 1).map((length) => text.slice(0, length)),
    fc
      .tuple(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 3 }))
      .map(([at, put]) => text.slice(0, at) + put + text.slice(at + put.length)),
    fc.string(),
    fc.constantFrom(
      stranger,
      text.slice(text.indexOf("\n") + 1),
      `${sha256(text.slice(text.indexOf("\n") + 1))}\n${text.slice(text.indexOf("\n") + 1)}`,
      writeDocuments([]),
      `${text}\n`,
      text.replace('"stanch-sigma":', '"stanch-sigma":1'),
    ),
  );
  fc.assert(
    fc.property(spoilt, (bad) => {
      cache.kept.set(key, bad);
      const set = compileRuleSet(parseCached(files, cache));
      assert.equal(set.hash, want.hash);
      assert.deepEqual(set.rules, want.rules);
      assert.equal(cache.kept.get(key), text);
    }),
    { numRuns: 300 },
  );
});

test("only a cache of this version is read", () => {
  assert.deepEqual(readDocuments(writeDocuments(parsed)), parsed);
  const older = writeDocuments(parsed).replace(
    `"stanch-sigma":${CACHE_VERSION}`,
    `"stanch-sigma":${CACHE_VERSION - 1}`,
  );
  for (const text of [older, "", "null", "[]", "{}", `{"stanch-sigma":${CACHE_VERSION}}`, "{ half"]) {
    assert.equal(readDocuments(text), undefined);
  }
});

test("what parsing yields has not changed since the version was raised", () => {
  const cache = memory();
  parseCached(files, cache);
  const [text = ""] = cache.kept.values();
  assert.equal(
    sha256(text),
    "fedc13bfa0c1af61b801e0c58a81d23ec62b2a0bffa0f3ceeff3cecb0827c750",
    "parsing yields something else now: raise CACHE_VERSION, then put this hash here",
  );
});
