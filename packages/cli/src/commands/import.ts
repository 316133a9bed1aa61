import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import type { ImportOptions } from "../import-run.ts";

/** Declares `stanch import`. */
export function addImport(program: Command, context: CommandContext): void {
  const { say } = context;
  program
    .command("import")
    .description(say("import"))
    .argument("<file>", say("argExport"))
    .requiredOption("--organisation <name>", say("optOrganisation"))
    .requiredOption("--contact <name>", say("optContact"))
    .requiredOption("--phone <number>", say("optPhone"))
    .requiredOption("--location <place>", say("optLocation"))
    .option("--kind <kind>", say("optKind"))
    .option("--dry-run", say("optDryRun"))
    .option("--url <url>", say("optUrl"))
    .option("--key-file <file>", say("optKeyFile"))
    .action(async (file: string, options: ImportOptions) => {
      const { importExport } = await import("../import-run.ts");
      context.end(await importExport(file, options, context));
    });
}
