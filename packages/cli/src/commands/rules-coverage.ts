import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { repeated } from "../usage.ts";

/** Declares `stanch rules coverage`. */
export function addRulesCoverage(rules: Command, context: CommandContext): void {
  const { say } = context;
  rules
    .command("coverage")
    .description(say("rulesCoverage"))
    .argument("<dir...>", say("argRules"))
    .option("--evidence <path...>", say("optEvidence"))
    .option("--placeholders <file>", say("optPlaceholders"), repeated)
    .option("--json", say("optJson"))
    .option("--navigator", say("optNavigator"))
    .action(async (paths: readonly string[], options) => {
      const { coverRules } = await import("../rules-coverage-run.ts");
      context.end(await coverRules(paths, options, context));
    });
}
