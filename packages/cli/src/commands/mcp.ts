import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";

/** Declares `stanch mcp`. */
export function addMcp(program: Command, context: CommandContext): void {
  const { say } = context;
  program
    .command("mcp")
    .description(say("mcp"))
    .requiredOption("--url <url>", say("optUrl"))
    .option("--key-file <file>", say("optKeyFile"))
    .action(async (options: { readonly url: string; readonly keyFile?: string }) => {
      const { passOn } = await import("../mcp-run.ts");
      context.end(await passOn(options, process.stdin, context));
    });
}
