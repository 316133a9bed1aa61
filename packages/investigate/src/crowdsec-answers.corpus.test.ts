import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { answerSheet } from "@stanch/model/answer";
import { conformance, noCorpora } from "@stanch/model/conformance.testkit";
import { projectRules, scratchFolder } from "./case.testkit.ts";
import { answerTo, corpus } from "./reading.testkit.ts";
import { makeRuling } from "./ruling.ts";

const folder = corpus("crowdsec-tests");

interface Case {
  readonly name: string;
  readonly log: string;
  /** Who attacked, as the corpus says; empty where nothing may be found. */
  readonly attackers: readonly string[];
}

function* cases(root: string): Generator<Case> {
  for (const name of readdirSync(root).sort()) {
    const assertions = join(root, name, "scenario.assert");
    if (!existsSync(assertions)) continue;
    const config = readFileSync(join(root, name, "config.yaml"), "utf8");
    const log = join(root, name, /log_file: *"?([^"\n]+)/.exec(config)?.[1]?.trim() ?? "none");
    const said = readFileSync(assertions, "utf8");
    const attackers = [...said.matchAll(/Sources\["([0-9a-fA-F.:]+)"\]/g)].map((match) => match[1] ?? "");
    const nothing = said.trim() === "" || /len\(results\) == 0/.test(said);
    if (existsSync(log) && (attackers.length > 0 || nothing)) yield { name, log, attackers: [...new Set(attackers)] };
  }
}

test(
  "the attacker is named where the corpus knows one, and no incident is made where it knows none",
  {
    skip: folder === undefined ? noCorpora : false,
  },
  async (t) => {
    const ruling = makeRuling(projectRules());
    const unnamed: string[] = [];
    const wronged: string[] = [];
    let named = 0;
    let silent = 0;
    for (const { name, log, attackers } of cases(folder ?? "")) {
      using scratch = scratchFolder("crowdsec");
      const answer = answerSheet.parse(await answerTo([log], scratch.path, ruling));
      if (attackers.length === 0) {
        if (answer.verdict === "incident") wronged.push(name);
        else silent++;
        continue;
      }
      const ips = new Set(answer.threads.flatMap((thread) => thread.source.ips));
      if (attackers.every((ip) => ips.has(ip.replace(/^::ffff:/i, "")))) named++;
      else unnamed.push(name);
    }
    conformance(t, "crowdsec-attacker-named", named, named + unnamed.length);
    conformance(t, "crowdsec-no-incident-made", silent, silent + wronged.length);
    t.diagnostic(`not named: ${unnamed.join(", ")}`);
    t.diagnostic(`made an incident: ${wronged.join(", ")}`);
    assert.ok(named >= 84, `${named} named; not: ${unnamed.join(", ")}`);
    assert.ok(silent >= 43 && wronged.length === 0, wronged.join(", "));
  },
);
