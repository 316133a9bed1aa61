import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { LogEvent } from "@stanch/model/log-event";
import { explain } from "../src/explain.ts";
import { lintRule } from "../src/lint-rule.ts";
import { MAX_RULE_FILE, parseRules } from "../src/parse-rules.ts";
import { compileRuleSet } from "../src/rule-set.ts";
import { ruleText, setOf, testEvent } from "./rules.testkit.ts";

const good = ruleText({ s: { a: 1 }, condition: "s" }, { name: "good" });

/** The bad file is named with its reason, the good one loads. */
function refused(yaml: string, code: string): string {
  const set = compileRuleSet([...parseRules(yaml, "bad.yml"), ...parseRules(good, "good.yml")]);
  assert.deepEqual(
    set.rejected.map((one) => [one.path, one.fault.code]),
    [["bad.yml", code]],
    yaml.slice(0, 80),
  );
  assert.deepEqual(
    set.rules.map((rule) => rule.path),
    ["good.yml"],
  );
  return set.rejected[0]?.reason ?? "";
}

test("malformed files are named with line and reason, the others load", () => {
  assert.match(refused("a: [1, 2\nb: }", "yaml"), /^line 1|^line 2/);
  refused("", "empty");
  refused("# only a comment", "empty");
  refused("just text", "notMap");
  refused("- a\n- b", "notMap");
  refused("title: x", "kind");
  refused("title: x\ndetection: {s: {a: 1}, condition: s}", "missing");
  refused("title: x\nlogsource: {definition: y}\ndetection: {s: {a: 1}, condition: s}", "logsource");
  refused("title: x\nlogsource: windows\ndetection: {s: {a: 1}, condition: s}", "type");
  refused("title: x\nlogsource: {product: test}\ndetection: [a]", "type");
  assert.match(refused("title: x\ntitle: y", "yaml"), /unique/);
  assert.match(
    refused("title: x\nlogsource: {product: test}\ndetection:\n  s:\n    a|fuzzy: 1\n  condition: s", "modifier"),
    /^line 5: .*fuzzy/,
  );
  refused("\u0000\u0001", "notMap");
});

test("one bad document does not take the others of its file along", () => {
  const documents = parseRules(`${good}\n---\ntitle: [\n---\n${good.replace("good", "other")}`, "three.yml");
  assert.ok(documents.some((one) => one.kind === "rejected"));
  assert.ok(documents.some((one) => one.kind === "rule"));
});

test("what unfolds without end is refused", () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghij"
    .split("")
    .map((name, at) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${"abcdefghij"[at]}`).join()}]`)
    .join("\n")}`;
  refused(bomb, "nesting");
  refused(`a: ${"[".repeat(90)}${"]".repeat(90)}`, "nesting");
  assert.equal(setOf(`a: ${"[".repeat(50_000)}${"]".repeat(50_000)}`, good).rejected.length, 1);
  refused(
    `title: x\nlogsource: {product: test}\ndetection: {s: ${"[".repeat(40)}{a: 1}${"]".repeat(40)}, condition: s}`,
    "nesting",
  );
  refused("a: &a\n  b: *a", "nesting");
});

test("a file of 10 MB loads, a larger one than the limit is refused", () => {
  const filler = Array.from({ length: 200_000 }, (_, at) => `# filler line number ${at} of a very long file here`).join(
    "\n",
  );
  const set = compileRuleSet(parseRules(`${filler}\n${good}`, "long.yml"));
  assert.equal(set.rules.length, 1);
  refused("x".repeat(MAX_RULE_FILE + 1), "size");
});

test("100,000 literals in one rule", () => {
  const values = Array.from({ length: 100_000 }, (_, at) => `literal-${at.toString(36)}-${(at * 7919) % 100_003}`);
  const set = setOf(ruleText({ s: { "a|contains": values }, condition: "s" }), good);
  assert.deepEqual(set.rejected, []);
  const matcher = set.createMatcher();
  assert.equal(matcher.match(testEvent({ a: `xx ${values[77_777]} yy` }), []), 1);
  assert.equal(matcher.match(testEvent({ a: "literal-" }), []), 0);
});

test("catastrophic expressions end soon", () => {
  const patterns = [
    "(a+)+$",
    "(a|aa)+$",
    "(a|a?)+$",
    "(.*a){20}$",
    "^(a?){40}a{40}$",
    "(x+x+)+y",
    "(?=(a+)+$)b",
    "(([a-z])+.)+[A-Z]([a-z])+$",
    "(.*)(.*)(.*)(.*)(.*)[^a]$",
    ".{900,}b",
    "(a{1,30}){1,30}b",
  ];
  const long = `${"a".repeat(60_000)}!`;
  for (const pattern of patterns) {
    const set = setOf(ruleText({ s: { "a|re": pattern }, condition: "s" }));
    assert.deepEqual(set.rejected, [], pattern);
    set.createMatcher().match(testEvent({ a: long }), []);
  }
});

test("rules of two files with one id: the first by path counts, the other is named", () => {
  const twin = ruleText({ s: { a: 2 }, condition: "s" }, { id: "same" });
  const set = compileRuleSet([
    ...parseRules(twin, "b.yml"),
    ...parseRules(ruleText({ s: { a: 1 }, condition: "s" }, { id: "SAME" }), "a.yml"),
  ]);
  assert.deepEqual(
    set.rules.map((rule) => rule.path),
    ["a.yml"],
  );
  assert.deepEqual(
    set.rejected.map((one) => one.fault),
    [{ code: "duplicate", params: { path: "a.yml" } }],
  );
});

test("text of strangers in messages is short and has no control characters", () => {
  const reason =
    setOf(ruleText({ s: { [`a|${"\u001b[31m\u202e".repeat(40)}`]: 1 }, condition: "s" })).rejected[0]?.reason ?? "";
  assert.ok(reason.length < 400);
  // oxlint-disable-next-line no-misleading-character-class
  assert.doesNotMatch(reason, /[\u0000-\u001f\u202e]/);
});

test("no text makes the parser, the compiler or the linter throw", () => {
  const words = fc.constantFrom(
    "title: x\n",
    "detection:\n",
    "  s:\n",
    "    a|re: '('\n",
    "  condition: s\n",
    "logsource: {product: test}\n",
    "---\n",
    "&a ",
    "*a",
    "!!binary x",
    "- ",
    "{",
    "}",
    "[",
    ": ",
    "correlation: {type: event_count}\n",
    "filter: {rules: any}\n",
    "'",
    '"',
    "|\n",
    "\t",
    "%",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words, { maxLength: 14 }).map((list) => list.join("")),
      ),
      (yaml) => {
        const documents = parseRules(yaml, "x.yml");
        assert.ok(documents.length > 0);
        const set = compileRuleSet(documents);
        const filters = documents.filter((one) => one.kind === "filter").length;
        assert.ok(set.rules.length + set.rejected.length >= documents.length - filters);
        for (const { line, column } of lintRule(yaml, "x.yml")) assert.ok(line >= 1 && column >= 1);
      },
    ),
    { numRuns: 1500 },
  );
});

test("no document's values make the compiler throw", () => {
  const item = fc.tuple(
    fc.constantFrom(
      "a",
      "a|contains",
      "a|re",
      "a|cidr",
      "a|gt",
      "a|hour",
      "a|exists",
      "a|fieldref",
      "a|windash|all",
      "|all",
      "a|base64offset|contains",
      "a|wide",
      "a|neq|re",
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), fc.string({ maxLength: 30 }), (items, condition) => {
      const detection = {
        s: Object.fromEntries(items),
        t: items.map(([, value]) => value),
        condition: ["s", "s or t", condition],
      };
      const set = setOf(ruleText(detection), ruleText({ ...detection, condition: "1 of them" }));
      assert.equal(set.rules.length + set.rejected.length, 2);
      set.createMatcher().match(testEvent({ a: "x" }), []);
    }),
    { numRuns: 1500 },
  );
});

test("no event makes the matcher or an explanation throw, and both agree", () => {
  const set = setOf(
    ruleText({ s: { "Image|endswith": "\\x", "a|contains": "b" }, k: ["word"], condition: "s or k" }),
    ruleText({ s: { "a|re": "b+", EventID: 1 }, condition: "s" }, { logsource: { product: "windows" } }),
    ruleText({ s: { "b|cidr": "10.0.0.0/8" }, t: { "c|hour|gt": 3 }, condition: "s or not t" }),
  );
  const matcher = set.createMatcher();
  const value = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.oneof(fc.string(), fc.constant(null)), { maxLength: 3 }),
    fc.constantFrom("10.1.1.1", "xb", "word", "2024-01-01T05:00:00Z"),
  );
  const name = fc.oneof(
    fc.constantFrom("a", "b", "c", "Image", "Channel", "EventID", "type", "__proto__", "constructor"),
    fc.string(),
  );
  fc.assert(
    fc.property(
      fc.dictionary(name, value, { maxKeys: 6 }),
      fc.constantFrom("test", "auditd", "zeek", "nginx", ""),
      (fields, module) => {
        const event = testEvent(fields as never, { "event.module": module } as Partial<LogEvent>);
        const hits: number[] = [];
        matcher.match(event, hits);
        for (const index of set.rules.keys()) assert.equal(explain(set, index, event).matched, hits.includes(index));
      },
    ),
    { numRuns: 3000 },
  );
});
