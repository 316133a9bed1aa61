import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openEvidence } from "@stanch/evidence/open-evidence";
import { planRead } from "@stanch/evidence/plan";
import { readChunk } from "@stanch/evidence/read-chunk";
import { conformance, noCorpora } from "@stanch/model/conformance.testkit";
import type { LogEvent } from "@stanch/model/log-event";
import type { Expr } from "../src/expr.ts";
import { parseRules } from "../src/parse-rules.ts";
import { compileRuleSet } from "../src/rule-set.ts";
import { corpus, ruleFiles } from "./corpora.testkit.ts";
import { numberAt, rawLines } from "./raw-line.testkit.ts";
import { witnessEvents } from "./witness-event.testkit.ts";

const folder = corpus("sigma-rules");
const skip = folder === undefined ? noCorpora : false;

/** Rules that no line of audit.log, auth.log or syslog can answer, and why. */
const unreachable: Readonly<Record<string, string>> = {
  "a46c93b7-55ed-4d27-a41b-c259456c4746":
    "names of mining pools: a system call knows the address it connects to, not its name",
  "c4568f5d-131f-4e78-83d4-45b2da0ec4f1": "a tunnel service's names, as above",
  "19bf6fdb-7721-4f3d-867f-53467f6a5db6": "a tunnel service's names, as above",
};

async function* eventsOf(path: string): AsyncGenerator<LogEvent> {
  const scratch = join(path, "scratch");
  for await (const source of openEvidence([path], { scratch })) {
    for (const plan of planRead(source)) {
      const events: LogEvent[] = [];
      const report = readChunk(plan, { event: (event) => events.push(event) });
      assert.equal(report.unparsed, 0, source.path);
      yield* events;
    }
  }
}

test("Linux rules are reached from the lines that a host writes", { skip }, async (t) => {
  const set = compileRuleSet(ruleFiles(folder ?? "").flatMap(({ yaml, path }) => parseRules(yaml, path)));
  const linux = set.rules.flatMap((rule, index) => (rule.logsource?.product === "linux" ? [index] : []));
  assert.equal(linux.length, 248);
  const logs: Record<string, string[]> = { "audit.log": [], syslog: [] };
  const ruleOf: number[] = [];
  for (const index of linux) {
    let tries = 0;
    for (const fields of witnessEvents(set.condition(index) as Expr)) {
      if (++tries > 60) break;
      const { file, lines } = rawLines(set.rules[index]?.logsource ?? {}, fields, ruleOf.length);
      logs[file]?.push(...lines);
      ruleOf.push(index);
    }
  }
  const path = mkdtempSync(join(tmpdir(), "stanch-reach-"));
  try {
    for (const [name, lines] of Object.entries(logs)) writeFileSync(join(path, name), `${lines.join("\n")}\n`);
    const matcher = set.createMatcher();
    const reached = new Set<number>();
    for await (const event of eventsOf(path)) {
      const hits: number[] = [];
      matcher.match(event, hits);
      const wanted = ruleOf[numberAt(event.time ?? 0)];
      if (wanted !== undefined && hits.includes(wanted)) reached.add(wanted);
    }
    const missed = linux.filter((index) => !reached.has(index)).map((index) => set.rules[index]);
    conformance(t, "sigma-linux-reach", reached.size, linux.length);
    assert.deepEqual(
      missed.map((rule) => rule?.id ?? "").sort(),
      Object.keys(unreachable).sort(),
      missed.map((rule) => `${rule?.id}: ${rule?.path}`).join("\n"),
    );
    assert.ok(reached.size >= 245);
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
});
