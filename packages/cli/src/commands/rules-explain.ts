import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { repeated } from "../usage.ts";

/** Declares `stanch rules explain`. */
export function addRulesExplain(rules: Command, context: CommandContext): void {
  const { say } = context;
  rules
    .command("explain")
    .description(say("rulesExplain"))
    .argument("<rule>", say("argRule"))
    .argument("<event>", say("argEvent"))
    .option("--placeholders <file>", say("optPlaceholders"), repeated)
    .option("--json", say("optJson"))
    .action(async (rule: string, event: string, options) => {
      const { explainRule } = await import("../rules-explain-run.ts");
      context.end(explainRule(rule, event, options, context));
    });
}
