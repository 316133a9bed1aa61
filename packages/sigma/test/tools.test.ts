import assert from "node:assert/strict";
import { test } from "node:test";
import { coverage, rulesByLogsource, seenSource } from "../src/coverage.ts";
import { explain } from "../src/explain.ts";
import { lintRule } from "../src/lint-rule.ts";
import { navigatorLayer } from "../src/navigator-layer.ts";
import { parseRules } from "../src/parse-rules.ts";
import { readDocuments, writeDocuments } from "../src/rule-cache.ts";
import { compileRuleSet } from "../src/rule-set.ts";
import { sha256 } from "../src/sha256.ts";
import { ruleText, setOf, testEvent } from "./rules.testkit.ts";

test("explain names the part of the condition that failed", () => {
  const set = setOf(
    ruleText({
      sel: { "Image|endswith": "\\cmd.exe", User: "root" },
      flt: { Parent: "x" },
      condition: "sel and not flt",
    }),
  );
  const say = (fields: Record<string, string>): string => explain(set, 0, testEvent(fields)).because.en;
  assert.equal(say({ Image: "C:\\cmd.exe", User: "root" }), "the rule matches the event");
  assert.equal(
    say({ Image: "C:\\cmd.exe" }),
    'the condition does not hold: the event has no field "User" (User: root)',
  );
  assert.equal(say({ Image: "C:\\x.exe", User: "root" }), "the condition does not hold: Image|endswith: *\\cmd.exe");
  assert.equal(say({ Image: "C:\\cmd.exe", User: "root", Parent: "x" }), "the condition does not hold: Parent: x");
  const step = explain(set, 0, testEvent({ Image: "C:\\cmd.exe" })).condition;
  assert.equal(step?.held, false);
  assert.equal(step?.items?.[0]?.label, "sel");
});

test("explain names the precondition that stopped a rule", () => {
  const set = setOf(
    ruleText({ s: { a: 1 }, condition: "s" }, { logsource: { product: "windows", category: "process_creation" } }),
  );
  const explained = explain(set, 0, testEvent({ a: 1, Channel: "Security", EventID: 4624 }));
  assert.equal(explained.matched, false);
  assert.equal(explained.because.en, 'the rule wants the category "process_creation", the event answers to: none');
  assert.equal(explained.condition?.held, true);
});

test("explain agrees with the matcher", () => {
  const set = setOf(ruleText({ s: { "a|contains": "x" }, k: ["word"], condition: "s or k" }));
  for (const fields of [{ a: "axb" }, { b: "a word" }, { b: "x" }, {}]) {
    assert.equal(explain(set, 0, testEvent(fields)).matched, set.createMatcher().match(testEvent(fields), []) === 1);
  }
});

test("coverage says which rules could fire on the sources seen", () => {
  const rule = (name: string, logsource: Record<string, string>): string =>
    ruleText({ s: { a: 1 }, condition: "s" }, { name, id: name, logsource });
  const correlation = (id: string, rules: string[]): string =>
    JSON.stringify({ title: id, id, correlation: { type: "temporal", rules, timespan: "1m" } });
  const set = setOf(
    rule("a", { product: "linux", service: "sshd" }),
    rule("b", { category: "webserver" }),
    rule("c", { product: "windows", category: "process_creation" }),
    correlation("d", ["a", "b"]),
    correlation("e", ["a", "c"]),
  );
  const seen = [
    testEvent({}, { "event.module": "sshd" }),
    testEvent({}, { "event.module": "nginx", "event.category": "web" }),
  ].map(seenSource);
  assert.deepEqual(
    coverage(set, seen).reachable.map((index) => set.rules[index]?.id),
    ["a", "b", "d"],
  );
  assert.deepEqual(coverage(set, []).reachable, []);
  assert.deepEqual(coverage(set, seen).byLogsource["correlation"], { total: 2, reachable: 1 });
  assert.deepEqual(rulesByLogsource(set), { "*/webserver/*": 1, "linux/*/sshd": 1, "windows/process_creation/*": 1 });
});

test("a Navigator layer counts rules by technique", () => {
  const rule = (tags: string[], title: string): string => ruleText({ s: { a: 1 }, condition: "s" }, { tags, title });
  const set = setOf(
    rule(["attack.t1059.001", "attack.execution"], "A"),
    rule(["attack.t1059.001", "attack.T1003"], "B"),
  );
  const layer = navigatorLayer(set, { name: "n" });
  assert.deepEqual(
    layer.techniques.map(({ techniqueID, score, comment }) => [techniqueID, score, comment]),
    [
      ["T1003", 1, "B"],
      ["T1059.001", 2, "A\nB"],
    ],
  );
  assert.equal(navigatorLayer(set, { name: "n", rules: [0], weight: () => 7 }).techniques[0]?.score, 7);
  assert.equal(navigatorLayer(set, { name: "n", current: () => undefined }).techniques.length, 0);
  assert.equal(layer.versions.layer, "4.5");
});

test("a cache gives the same rule set", () => {
  const documents = parseRules(ruleText({ s: { "a|contains": "é*" }, n: { b: null }, condition: "s and n" }), "a.yml");
  const again = readDocuments(writeDocuments(documents));
  assert.deepEqual(again, documents);
  assert.equal(compileRuleSet(again ?? []).hash, compileRuleSet(documents).hash);
  for (const text of ["", "null", "[]", '{"stanch-sigma":0,"documents":[]}', "{"])
    assert.equal(readDocuments(text), undefined);
});

test("SHA-256", () => {
  assert.equal(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert.equal(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  assert.equal(sha256("a".repeat(1_000_000)), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  assert.equal(sha256("止血"), sha256("止血"));
});

const good = `title: Shell Started By A Web Server
id: 0b0a7d2e-9a43-4f4a-9d55-1c1f2f3a4b5c
status: test
description: A web server starts a shell, which it does not do by itself.
references:
    - https://attack.mitre.org/techniques/T1505/003/
author: Stanch
date: 2026-01-02
tags:
    - attack.persistence
    - attack.t1505.003
logsource:
    product: linux
    category: process_creation
detection:
    selection:
        ParentImage|endswith:
            - '/nginx'
            - '/httpd'
        Image|endswith: '/sh'
    condition: selection
falsepositives:
    - CGI scripts
level: high
`;

test("lint has nothing to say of a good rule", () => {
  assert.deepEqual(lintRule(good, "good.yml"), []);
});

test("lint names each fault with line and column", () => {
  const change = (from: string, to: string): string[] =>
    lintRule(good.replace(from, to), "x.yml").map(({ line, column, rule }) => `${line}:${column} ${rule}`);
  const rows: readonly (readonly [string, string, string])[] = [
    ["title: Shell Started By A Web Server", "title: Detects a shell.", "1:1 title-detects"],
    ["title: Shell Started By A Web Server\n", "", "1:1 title-missing"],
    ["id: 0b0a7d2e-9a43-4f4a-9d55-1c1f2f3a4b5c", "id: seven", "2:1 id-format"],
    ["status: test", "status: done", "3:1 status-unknown"],
    ["level: high", "level: terrible", "24:1 level-unknown"],
    ["author: Stanch\n", "", "1:1 author-missing"],
    ["date: 2026-01-02", "date: 2026/01/02", "8:1 date-format"],
    ["date: 2026-01-02", "date: 2026-01-02\nmodified: 2025-01-01", "9:1 modified-before-date"],
    ["attack.t1505.003", "attack.T1505", "11:7 tag-format"],
    ["attack.t1505.003", "attack.webshell", "11:7 tag-attack"],
    ["    - attack.persistence\n", "", "9:1 tag-tactic-missing"],
    ["product: linux", "product: Linux", "13:5 logsource-case"],
    ["category: process_creation", "category: processes", "14:5 logsource-unseen"],
    ["            - '/httpd'\n", "", "17:9 list-of-one"],
    ["'/httpd'", "'/NGINX'", "19:15 value-twice"],
    ["Image|endswith: '/sh'", "Image|endswith: '*/sh'", "20:9 wildcard-needless"],
    ["Image|endswith: '/sh'", "Image: '*/sh'", "20:9 wildcard-edge"],
    ["Image|endswith: '/sh'", "Image: '*'", "20:9 wildcard-only"],
    ["Image|endswith: '/sh'", "Image|re: 'sh'", "20:9 regex-plain"],
    ["Image|endswith: '/sh'", "Image|fuzzy: 'sh'", "20:9 error-modifier"],
    ["Image|endswith: '/sh'", "Image|all: 'sh'", "20:9 all-without-list"],
    ["condition: selection", "condition: selections", "21:5 error-identifier"],
    ["condition: selection", "other:\n        a: 1\n    condition: selection", "21:5 identifier-unused"],
    ["condition: selection", "condition: 1 of sel*", "21:5 all-of-one"],
    ["condition: selection", "condition: not selection", "21:5 only-negative"],
    ["level: high", "level: high\nseverity: 5", "25:1 key-unknown"],
    ["level: high", "level: high  ", "24:12 trailing-space"],
    ["status: test", "status: [test", "4:12 error-yaml"],
  ];
  for (const [from, to, wanted] of rows) {
    const found = change(from, to);
    assert.ok(
      found.includes(wanted) || (wanted.endsWith("error-yaml") && found.some((one) => one.endsWith("error-yaml"))),
      `${to}: ${found.join(", ")}`,
    );
  }
});
