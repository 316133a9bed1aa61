import assert from "node:assert/strict";
import { test } from "node:test";
import { actTable, isAct } from "@stanch/investigate/act-table";
import { ownRules, readRuleFiles } from "@stanch/investigate/rule-files";
import attack from "@stanch/model/data/attack-enterprise-v19.json" with { type: "json" };
import { lintRule } from "@stanch/sigma/lint-rule";
import { parse } from "yaml";
import { ownRuling } from "./rule-run.testkit.ts";

interface Head {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly level: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly falsepositives: readonly string[];
  readonly "x-stanch": {
    readonly act: string;
    readonly title: { readonly zh: string; readonly en: string };
    readonly explain: { readonly zh: string; readonly en: string };
  };
}

const files = readRuleFiles([ownRules()]);
const heads = files.map(({ path, yaml }) => ({ path, head: parse(yaml) as Head }));
const ruling = ownRuling();
const techniques = new Map(attack.techniques.map(({ id, tactics }) => [id.toLowerCase(), tactics]));
const tactics = new Map(
  Object.entries(attack.tactics).map(([id, name]) => [name.toLowerCase().replaceAll(" ", "-"), id]),
);
const han = /\p{Script=Han}/u;

/** Paths of the files of which something is not as it must be. */
function failing(holds: (head: Head, path: string) => boolean): string[] {
  return heads.filter(({ head, path }) => !holds(head, path)).map(({ path }) => path);
}

test("every rule loads, and there are at least 60 rules and 30 correlations that speak", () => {
  assert.deepEqual(ruling.set.rejected, []);
  assert.equal(ruling.set.rules.length, files.length);
  const loud = ruling.set.rules.filter((rule) => !rule.silent);
  assert.ok(loud.filter((rule) => rule.kind === "rule").length >= 60);
  assert.ok(loud.filter((rule) => rule.kind === "correlation").length >= 30);
});

test("the linter has no remark on any rule", () => {
  const lints = files.flatMap(({ path, yaml }) =>
    lintRule(yaml, path).map((lint) => `${path}:${lint.line} ${lint.message.en}`),
  );
  assert.deepEqual(lints, []);
});

test("titles and explanations stand in both languages", () => {
  const wrong = failing(({ title, description, "x-stanch": { title: both, explain } }) => {
    const english = [both.en, explain.en].every((text) => text.length > 0 && !han.test(text));
    const chinese = [both.zh, explain.zh].every((text) => han.test(text));
    return english && chinese && both.en === title && explain.en === description;
  });
  assert.deepEqual(wrong, []);
});

test("ids and titles are unique", () => {
  for (const of of [
    (head: Head) => head.id,
    (head: Head) => head["x-stanch"].title.en,
    (head: Head) => head["x-stanch"].title.zh,
  ]) {
    const seen = new Map<string, string>();
    const twins = heads.flatMap(({ path, head }) => {
      const twin = seen.get(of(head));
      seen.set(of(head), path);
      return twin === undefined || (path.startsWith("base/") && twin.startsWith("base/")) ? [] : [`${path} ${twin}`];
    });
    assert.deepEqual(
      twins.filter((pair) => !pair.includes("base/")),
      [],
    );
  }
  assert.equal(new Set(heads.map(({ head }) => head.id)).size, heads.length);
});

test("ATT&CK tags are techniques of version 19 under one of their tactics", () => {
  const wrong = failing(({ tags }) => {
    const names = tags.filter((tag) => tag.startsWith("attack.")).map((tag) => tag.slice("attack.".length));
    const said = names.filter((name) => !/^t\d/.test(name));
    const used = names.filter((name) => /^t\d/.test(name));
    const ids = new Set(said.map((name) => tactics.get(name)));
    return (
      used.length > 0 &&
      said.every((name) => tactics.has(name)) &&
      used.every((name) => techniques.get(name)?.some((id) => ids.has(id)) === true)
    );
  });
  assert.deepEqual(wrong, []);
});

test("every rule names its act and what it takes for an intrusion though it is none", () => {
  assert.deepEqual(
    failing((head) => isAct(head["x-stanch"].act) && head.falsepositives.length > 0 && head.status === "test"),
    [],
  );
});

test("a rule below medium never says that somebody got in, as it would turn attempts of the same address into an incident", () => {
  const wrong = failing(({ level, "x-stanch": { act } }) => level !== "low" || (isAct(act) && !actTable[act].inside));
  assert.deepEqual(wrong, []);
});

test("building blocks are silent, and nothing else is", () => {
  const wrong = ruling.set.rules.filter((rule) => rule.silent !== rule.path.startsWith("base/"));
  assert.deepEqual(
    wrong.map((rule) => rule.path),
    [],
  );
});
