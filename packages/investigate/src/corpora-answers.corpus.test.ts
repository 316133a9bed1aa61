import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { answerSheet } from "@stanch/model/answer";
import { noCorpora } from "@stanch/model/conformance.testkit";
import { projectRules, scratchFolder } from "./case.testkit.ts";
import { answerTo, corpus } from "./reading.testkit.ts";
import { makeRuling } from "./ruling.ts";

const ruling = makeRuling(projectRules());

/** Real logs of all kinds: every one gives an answer that keeps the contract, with counts that balance. */
for (const [name, pattern] of [
  ["fail2ban-logs", "**/*"],
  ["loghub", "**/*.log"],
  ["sigma-regression", "**/*.evtx"],
] as const) {
  const folder = corpus(name);
  test(`answers to ${name} keep the contract`, { skip: folder === undefined ? noCorpora : false }, async (t) => {
    const verdicts: Record<string, number> = {};
    const paths = globSync(pattern, { cwd: folder ?? "", withFileTypes: true }).filter((one) => one.isFile());
    for (const path of paths.map((one) => join(one.parentPath, one.name)).sort()) {
      using scratch = scratchFolder(name);
      const answer = answerSheet.parse(await answerTo([path], scratch.path, ruling));
      const { records, events, unparsed, skipped } = answer.counts;
      assert.equal(records, events + unparsed + skipped, path);
      for (const thread of answer.threads) {
        assert.ok(thread.confidenceReason !== undefined && thread.steps.length > 0, path);
        if (answer.verdict === "incident") assert.ok(answer.level.value !== null);
      }
      verdicts[answer.verdict] = (verdicts[answer.verdict] ?? 0) + 1;
    }
    assert.ok(paths.length > 0);
    t.diagnostic(`${paths.length} files: ${JSON.stringify(verdicts)}`);
  });
}
