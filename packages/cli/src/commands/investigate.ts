import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { instantOf, repeated, wholeNumber } from "../usage.ts";
import { clocks, definitions } from "../reading-options.ts";

/** Declares `stanch investigate`. */
export function addInvestigate(program: Command, context: CommandContext): void {
  const { say } = context;
  program
    .command("investigate")
    .description(say("investigate"))
    .argument("<path...>", say("argPaths"))
    .option("--out <dir>", `${say("optOut")} (./stanch-result)`, "stanch-result")
    .option("--rules <dir>", say("optRules"), repeated, [])
    .option("--no-own", say("optNoOwn"))
    .option("--placeholders <file>", say("optPlaceholders"), repeated)
    .option("--zone <zone>", say("optZone"))
    .option("--now <instant>", say("optNow"), instantOf)
    .option("--clock <setting>", say("optClock"), clocks)
    .option("--format-definition <file>", say("optDefinition"), definitions)
    .option("--workers <n>", say("optWorkers"), wholeNumber(1, 256))
    .option("--no-report", say("optNoReport"))
    .action(async (paths: readonly string[], options) => {
      const { investigateCommand } = await import("../investigate-run.ts");
      context.end(await investigateCommand(paths, options, context));
    });
}
