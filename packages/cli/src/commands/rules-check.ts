import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { repeated } from "../usage.ts";

/** Declares `stanch rules check`. */
export function addRulesCheck(rules: Command, context: CommandContext): void {
  const { say } = context;
  rules
    .command("check")
    .description(say("rulesCheck"))
    .argument("<dir...>", say("argRules"))
    .option("--placeholders <file>", say("optPlaceholders"), repeated)
    .option("--json", say("optJson"))
    .action(async (paths: readonly string[], options) => {
      const { checkRules } = await import("../rules-check-run.ts");
      context.end(checkRules(paths, options, context));
    });
}
