import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { instantOf, repeated, wholeNumber } from "../usage.ts";
import { clocks, definitions } from "../reading-options.ts";

/** Declares `stanch detect`. */
export function addDetect(program: Command, context: CommandContext): void {
  const { say } = context;
  program
    .command("detect")
    .description(say("detect"))
    .argument("<path...>", say("argPaths"))
    .requiredOption("--rules <dir...>", say("optRulesOnly"))
    .option("--placeholders <file>", say("optPlaceholders"), repeated)
    .option("--zone <zone>", say("optZone"))
    .option("--now <instant>", say("optNow"), instantOf)
    .option("--clock <setting>", say("optClock"), clocks)
    .option("--format-definition <file>", say("optDefinition"), definitions)
    .option("--workers <n>", say("optWorkers"), wholeNumber(1, 256))
    .action(async (paths: readonly string[], options) => {
      const { printDetections } = await import("../detect-run.ts");
      context.end(await printDetections(paths, options, context));
    });
}
