import assert from "node:assert/strict";
import { test } from "node:test";
import { faultText } from "../src/fault.ts";
import { chooseRules, narrowed } from "../src/rule-choice.ts";
import { compileRuleSet } from "../src/rule-set.ts";
import { type RuleFile, ruleSource, sourceHash } from "../src/rule-source.ts";
import { ruleText, testEvent } from "./rules.testkit.ts";

const rule = (id: string, value: string): RuleFile => ({
  path: `rules/${id}.yml`,
  yaml: ruleText({ s: { kind: value }, condition: "s" }, { id, name: `name_${id}`, title: id }),
});
const own = ruleSource("own", [rule("a", "x"), rule("b", "x")], "Apache-2.0");
const others = ruleSource("public", [rule("a", "y"), rule("c", "x"), { path: "LICENSE", yaml: "text" }], "DRL 1.1");
const quiet: RuleFile = {
  path: "customer.yml",
  yaml: JSON.stringify({
    title: "scanner",
    logsource: { product: "test" },
    filter: { selection: { "source.ip": "192.0.2.7" }, condition: "not selection" },
  }),
};
const kinds = (chosen: ReturnType<typeof chooseRules>, fields: Record<string, string>): string[] => {
  const hits: number[] = [];
  chosen.set.createMatcher().match(testEvent(fields), hits);
  return hits.map((hit) => chosen.set.rules[hit]?.id ?? "");
};

test("sources join in their order; of two rules with one id the first source's counts, and that is told", () => {
  const chosen = chooseRules([own, others]);
  assert.deepEqual(kinds(chosen, { kind: "x" }), ["a", "b", "c"]);
  assert.deepEqual(kinds(chosen, { kind: "y" }), []);
  assert.deepEqual(chosen.shadowed, [{ id: "a", source: "public", by: "own" }]);
  assert.deepEqual(
    chosen.sources.map(({ id, licence, documents, used }) => [id, licence, documents, used]),
    [
      ["own", "Apache-2.0", 2, 2],
      ["public", "DRL 1.1", 2, 1],
    ],
  );
  assert.deepEqual(kinds(chooseRules([others, own]), { kind: "y" }), ["a"]);
  assert.equal(chosen.set.rules[0]?.path, "own/rules/a.yml");
});

test("rules are switched off by id or name in any case; an unknown name is told", () => {
  const chosen = chooseRules([own, others], {
    disabled: ["A", "NAME_b", "nobody"],
    sources: ["own", "public", "gone"],
  });
  assert.deepEqual(kinds(chosen, { kind: "x" }), ["c"]);
  assert.deepEqual(chosen.unknown, ["gone", "nobody"]);
  assert.deepEqual(kinds(chooseRules([own, others], { sources: ["public"] }), { kind: "x" }), ["c"]);
});

test("a correlation of a rule that is switched off says so, in both languages", () => {
  const correlation: RuleFile = {
    path: "corr.yml",
    yaml: JSON.stringify({
      title: "often",
      id: "often",
      correlation: { type: "event_count", rules: ["name_a"], timespan: "1m", condition: { gte: 2 } },
    }),
  };
  const source = ruleSource("own", [rule("a", "x"), correlation]);
  assert.deepEqual(chooseRules([source]).rejected, []);
  const { rejected } = chooseRules([source], { disabled: ["name_a"] });
  assert.deepEqual(
    rejected.map((one) => one.fault.code),
    ["disabledReference"],
  );
  const said = rejected[0] === undefined ? undefined : faultText(rejected[0].fault);
  assert.match(said?.en ?? "", /switched off/);
  assert.match(said?.zh ?? "", /已停用/);
});

test("a customer's filters narrow rules; a rule among them is refused", () => {
  const tuned = chooseRules([own], { filters: [quiet] });
  assert.deepEqual(kinds(tuned, { kind: "x", "source.ip": "192.0.2.7" }), []);
  assert.deepEqual(kinds(tuned, { kind: "x", "source.ip": "192.0.2.8" }), ["a", "b"]);
  const smuggled = chooseRules([own], { filters: [rule("z", "x"), { path: "bad.yml", yaml: "title: [" }] });
  assert.deepEqual(smuggled.rejected.map((one) => [one.path, one.fault.code]).sort(), [
    ["bad.yml", "yaml"],
    ["rules/z.yml", "notFilter"],
  ]);
  assert.deepEqual(kinds(smuggled, { kind: "x" }), ["a", "b"]);
});

test("the hash names exactly what judges", () => {
  const plain = chooseRules([own, others]).hash;
  assert.equal(chooseRules([ruleSource("own", [rule("b", "x"), rule("a", "x")]), others]).hash, plain);
  for (const choice of [
    { disabled: ["b"] },
    { filters: [quiet] },
    { sources: ["own"] },
    { placeholders: { u: ["root"] } },
  ])
    assert.notEqual(chooseRules([own, others], choice).hash, plain, JSON.stringify(choice));
  assert.equal(chooseRules([own, others], { disabled: ["nobody"] }).hash, plain);
  assert.equal(own.hash, sourceHash([rule("b", "x"), rule("a", "x")]));
  assert.notEqual(own.hash, sourceHash([rule("b", "x"), rule("a", "X")]));
  assert.deepEqual(JSON.parse(JSON.stringify(own)), own, "a source can be kept as JSON");
});

test("documents narrowed by themselves judge as a choice does, by the same name", () => {
  for (const choice of [
    {},
    { disabled: ["A", "nobody"] },
    { filters: [quiet] },
    { disabled: ["name_b"], filters: [quiet] },
  ]) {
    const chosen = chooseRules([own], choice);
    const { documents, unknown } = narrowed(own.documents, choice);
    const set = compileRuleSet(documents);
    assert.equal(set.hash, chosen.hash);
    assert.deepEqual(set.rules, chosen.set.rules);
    assert.deepEqual(unknown, chosen.unknown);
  }
  assert.deepEqual(
    narrowed(own.documents, { filters: [rule("z", "x")] }).documents.map((one) => one.kind),
    ["rule", "rule", "rejected"],
  );
});
