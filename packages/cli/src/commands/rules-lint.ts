import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";

/** Declares `stanch rules lint`. */
export function addRulesLint(rules: Command, context: CommandContext): void {
  const { say } = context;
  rules
    .command("lint")
    .description(say("rulesLint"))
    .argument("<dir...>", say("argRules"))
    .option("--json", say("optJson"))
    .action(async (paths: readonly string[], options) => {
      const { lintRules } = await import("../rules-lint-run.ts");
      context.end(lintRules(paths, options, context));
    });
}
