import assert from "node:assert/strict";
import { test } from "node:test";
import { conformance, noCorpora } from "@stanch/model/conformance.testkit";
import { parseRules } from "../src/parse-rules.ts";
import { compileRuleSet } from "../src/rule-set.ts";
import { anyDocuments } from "../src/yaml-tree.ts";
import { plainTrees } from "../src/yaml/plain-tree.ts";
import { corpus, ruleFiles } from "./corpora.testkit.ts";

const folder = corpus("sigma-rules");
const skip = folder === undefined ? noCorpora : false;
const documents = folder === undefined ? [] : ruleFiles(folder).flatMap(({ yaml, path }) => parseRules(yaml, path));

test("every public rule is accounted for", { skip }, (t) => {
  const set = compileRuleSet(documents);
  conformance(t, "sigma-rules-loaded", set.rules.length, documents.length);
  assert.equal(documents.length, 3780);
  assert.equal(set.rules.length + set.rejected.length, 3780);
  assert.equal(set.rejected.length, 25);
  assert.ok(set.rejected.every((one) => one.fault.code === "placeholder" && one.fault.line !== undefined));
});

test("no public rule is rejected once its placeholders have values", { skip }, (t) => {
  const placeholders: Record<string, readonly string[]> = {};
  let set = compileRuleSet(documents);
  for (let round = 0; round < 5 && set.rejected.length > 0; round++) {
    for (const { fault } of set.rejected) placeholders[String(fault.params["name"])] = ["one", "two*"];
    set = compileRuleSet(documents, { placeholders });
  }
  conformance(t, "sigma-rules-with-values", set.rules.length, documents.length);
  assert.deepEqual(set.rejected, []);
  assert.equal(set.rules.length, 3780);
});

test("the hash does not depend on the order of files", { skip }, () => {
  assert.equal(compileRuleSet(documents).hash, compileRuleSet(documents.toReversed()).hash);
});

test("the fast reader takes nearly every public rule and reads it as the reader of all of YAML does", { skip }, (t) => {
  const files = folder === undefined ? [] : ruleFiles(folder);
  let taken = 0;
  for (const { yaml, path } of files) {
    const plain = plainTrees(yaml);
    if (plain === undefined) continue;
    taken++;
    const whole = anyDocuments(yaml).map((tree) => tree());
    assert.deepStrictEqual(
      plain,
      whole.map(({ data, lines }) => ({ data, lines })),
      path,
    );
  }
  conformance(t, "sigma-rules-fast", taken, files.length);
});
