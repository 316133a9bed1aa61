import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { instantOf } from "../usage.ts";
import { clocks, definitions } from "../reading-options.ts";

/** Declares `stanch events`. */
export function addEvents(program: Command, context: CommandContext): void {
  const { say } = context;
  program
    .command("events")
    .description(say("events"))
    .argument("<path...>", say("argPaths"))
    .option("--zone <zone>", say("optZone"))
    .option("--now <instant>", say("optNow"), instantOf)
    .option("--clock <setting>", say("optClock"), clocks)
    .option("--format-definition <file>", say("optDefinition"), definitions)
    .action(async (paths: readonly string[], options) => {
      const { printEvents } = await import("../events-run.ts");
      context.end(await printEvents(paths, options, context));
    });
}
