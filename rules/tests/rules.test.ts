import assert from "node:assert/strict";
import { test } from "node:test";
import { ruleCases } from "./rule-case.testkit.ts";
import { judge, ownRuling, readTexts } from "./rule-run.testkit.ts";

const ruling = ownRuling();
const now = Date.UTC(2026, 2, 2);

test("every rule speaks about its matching event and is silent about the near miss", () => {
  const cases = ruleCases();
  const wrong: string[] = [];
  for (const { rule, kind, files, at } of cases) {
    const events = readTexts(files, now);
    const spoke = judge(ruling, events).some((said) => said.path === `${rule}.yml`);
    if (events.length === 0) wrong.push(`${at}: no event was read`);
    if (spoke !== (kind === "match")) wrong.push(`${at}: ${rule} ${spoke ? "spoke" : "was silent"} (${kind})`);
  }
  assert.deepEqual(wrong, []);
});

test("every rule that speaks has a matching event and a near miss", () => {
  const { set } = ruling;
  const cases = ruleCases();
  const have = (kind: string): Set<string> =>
    new Set(cases.filter((one) => one.kind === kind).map((one) => `${one.rule}.yml`));
  const [matching, missing] = [have("match"), have("miss")];
  const loud = set.rules.filter((rule) => !rule.silent).map((rule) => rule.path);
  assert.deepEqual(
    loud.filter((path) => !matching.has(path) || !missing.has(path)),
    [],
  );
  const known = new Set(set.rules.map((rule) => rule.path));
  assert.deepEqual(
    [...matching, ...missing].filter((path) => !known.has(path)),
    [],
  );
});
