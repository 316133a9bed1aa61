import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";

/** Declares `stanch verify`. */
export function addVerify(program: Command, context: CommandContext): void {
  const { say } = context;
  program
    .command("verify")
    .description(say("verify"))
    .argument("<path>", say("argPath"))
    .option("--key <fingerprint>", say("optKey"))
    .option("--json", say("optJson"))
    .action(async (path: string, options) => {
      const { verifyCommand } = await import("../verify-run.ts");
      context.end(await verifyCommand(path, options, context));
    });
}
