import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addRulesCheck } from "./rules-check.ts";
import { addRulesCoverage } from "./rules-coverage.ts";
import { addRulesExplain } from "./rules-explain.ts";
import { addRulesLint } from "./rules-lint.ts";

/** Declares `stanch rules` and what is below it. */
export function addRules(program: Command, context: CommandContext): void {
  const rules = program.command("rules").description(context.say("rules"));
  for (const add of [addRulesCheck, addRulesLint, addRulesExplain, addRulesCoverage]) add(rules, context);
}
