import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";

/** Declares `stanch backup` and `stanch restore`. */
export function addBackup(program: Command, context: CommandContext): void {
  const { say } = context;
  const data = `${say("optData")} (./stanch-data)`;
  program
    .command("backup")
    .description(say("backup"))
    .argument("<file>", say("argBackup"))
    .option("--data <dir>", data, "stanch-data")
    .action(async (file: string, options) => {
      const { backupCommand } = await import("../backup-run.ts");
      context.end(await backupCommand(file, options, context));
    });
  program
    .command("restore")
    .description(say("restore"))
    .argument("<file>", say("argBackup"))
    .option("--data <dir>", data, "stanch-data")
    .option("--key <fingerprint>", say("optKey"))
    .action(async (file: string, options) => {
      const { restoreCommand } = await import("../backup-run.ts");
      context.end(await restoreCommand(file, options, context));
    });
}
