import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import type { LogEvent } from "@stanch/model/log-event";
import { conformance, noCorpora } from "@stanch/model/conformance.testkit";
import { parse, parseAllDocuments } from "yaml";
import { parseRules } from "../src/parse-rules.ts";
import { compileRuleSet } from "../src/rule-set.ts";
import { corpus, evtxFile, evtxJson, evtxXml, filesUnder, jsonObjects, ruleFiles } from "./corpora.testkit.ts";

const rules = corpus("sigma-rules");
const regression = corpus("sigma-regression");
const inline = corpus("hayabusa-inline");

interface Case {
  readonly rule_metadata: readonly { readonly id: string }[];
  readonly regression_tests_info?: readonly { readonly match_count?: number }[];
}

/** The case's events that fulfil the rule's text outnumber its `match_count`, which its own runner takes as a minimum. */
const moreThanStated: Readonly<Record<string, number>> = {
  "0b9ad457-2554-44c1-82c2-d56a99c42377": 3,
  "8fbf3271-1ef6-4e94-8210-03c2317947f6": 3,
  "45e112d0-7759-4c2a-aa36-9f8fb79d3393": 3,
  "c7dcacd0-cc59-4004-b0a4-1d6cdebe6f3e": 2,
};

test(
  "each regression case is found as often as it states, from its EVTX and its JSON alike",
  { skip: regression === undefined || rules === undefined ? noCorpora : false },
  (t) => {
    const set = compileRuleSet(ruleFiles(rules ?? "").flatMap(({ yaml, path }) => parseRules(yaml, path)));
    const matcher = set.createMatcher();
    let cases = 0;
    const wrong: string[] = [];
    const idsOf = (events: readonly LogEvent[]): string[] =>
      events.flatMap((event) => {
        const hits: number[] = [];
        matcher.match(event, hits);
        return hits.map((hit) => set.rules[hit]?.id ?? "");
      });
    for (const info of filesUnder(regression ?? "", "info.yml")) {
      const stated = parse(readFileSync(info, "utf8")) as Case;
      const id = stated.rule_metadata[0]?.id ?? "";
      const file = join(dirname(info), id);
      const wanted = stated.regression_tests_info?.[0];
      if (wanted === undefined) continue;
      const found = idsOf(jsonObjects(readFileSync(`${file}.json`, "utf8")).map(evtxJson));
      const binary = idsOf(evtxFile(`${file}.evtx`));
      const times = found.filter((one) => one === id).length;
      const count = moreThanStated[id] ?? wanted.match_count;
      cases++;
      if (found.toSorted().join() !== binary.toSorted().join()) wrong.push(`${id}: EVTX and JSON differ in ${info}`);
      else if (count === undefined ? times < 1 : times !== count)
        wrong.push(`${id}: ${times} of ${count ?? 1} in ${info}`);
    }
    conformance(t, "sigma-regression", cases - wrong.length, cases);
    assert.deepEqual(wrong, []);
    assert.equal(cases, 107);
  },
);

/** Samples that their own rule cannot match, and why. */
const unmatchable: Readonly<Record<string, string>> = {
  "42a0a842-2b82-4b2d-8e44-5580fb6c38db": "the sample has no System part, so no channel and no EventID",
  "b2c74582-0d44-49fe-8faa-014dcdafee62": "the rule's own filter on IpAddress excludes the sample",
  "35e8a0fc-60c2-46d7-ba39-aafb15b9854e": "an aggregation of Sigma 1, rejected with that reason",
};

test("each rule matches the sample it carries", { skip: inline === undefined ? noCorpora : false }, (t) => {
  const files = ruleFiles(inline ?? "");
  const set = compileRuleSet(files.flatMap(({ yaml, path }) => parseRules(yaml, path)));
  const matcher = set.createMatcher();
  const samples = files.flatMap(({ yaml }) =>
    parseAllDocuments(yaml).map((one) => one.toJS() as { id: string; "sample-evtx"?: unknown }),
  );
  let matched = 0;
  let carried = 0;
  const wrong: string[] = [];
  for (const { id, "sample-evtx": sample } of samples) {
    if (typeof sample !== "string" || !sample.includes("<Event")) continue;
    const hits: number[] = [];
    matcher.match(evtxXml(sample), hits);
    const found = hits.some((hit) => set.rules[hit]?.id === id);
    if (found !== (unmatchable[id] === undefined)) wrong.push(`${id}: ${unmatchable[id] ?? "not matched"}`);
    carried++;
    if (found) matched++;
  }
  conformance(t, "hayabusa-inline", matched, carried);
  assert.deepEqual(wrong, []);
  assert.ok(matched >= 45, `${matched} samples`);
});
