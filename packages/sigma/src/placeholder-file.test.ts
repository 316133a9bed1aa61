import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseRules } from "./parse-rules.ts";
import { readPlaceholders } from "./placeholder-file.ts";
import { compileRuleSet } from "./rule-set.ts";

test("values stand at the top or under vars, alone or in lists, and rules are compiled with them", () => {
  const { values, fault } = readPlaceholders("vars:\n  Admins: [root, 'svc_*']\n  Port: 22\n");
  assert.equal(fault, undefined);
  assert.deepEqual(Object.entries(values), [
    ["Admins", ["root", "svc_*"]],
    ["Port", ["22"]],
  ]);
  assert.deepEqual(readPlaceholders('{"Admins": "root"}').values, { Admins: ["root"] });
  const rule = `title: x
logsource: {product: linux}
detection:
  s:
    User|expand: "%Admins%"
  condition: s
`;
  const documents = parseRules(rule, "x.yml");
  assert.equal(compileRuleSet(documents).rejected.length, 1);
  const set = compileRuleSet(documents, { placeholders: values });
  assert.equal(set.rejected.length, 0);
  assert.notEqual(set.hash, compileRuleSet(documents, { placeholders: { Admins: ["root"] } }).hash);
});

test("what is wrong is told, and nothing is taken from such a file", () => {
  for (const text of [
    "",
    "- a",
    "Admins: {a: b}",
    "Admins: [[a]]",
    "Admins: []",
    "Admins: null",
    "a: [",
    "x: &a [*a]",
    "__proto__: x",
  ]) {
    const { values, fault } = readPlaceholders(text);
    assert.deepEqual(values, {}, text);
    assert.ok(fault !== undefined && fault.zh !== "" && fault.en !== "", text);
  }
});

test("no text makes it throw", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readPlaceholders(text)));
});
