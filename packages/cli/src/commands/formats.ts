import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";

/** Declares `stanch formats`. */
export function addFormats(program: Command, context: CommandContext): void {
  const { say } = context;
  program
    .command("formats")
    .description(say("formats"))
    .option("--json", say("optJson"))
    .action(async (options) => {
      const { printFormats } = await import("../formats-run.ts");
      context.end(printFormats(options, context));
    });
}
