import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";

/** Declares `stanch playbook export` and `stanch playbook import`. */
export function addPlaybook(program: Command, context: CommandContext): void {
  const { say } = context;
  const playbook = program.command("playbook").description(say("playbook"));
  playbook
    .command("export")
    .description(say("playbookExport"))
    .argument("<file>", say("argPlaybook"))
    .action(async (file: string) => {
      const { exportPlaybook } = await import("../playbook-run.ts");
      context.end(exportPlaybook(file));
    });
  playbook
    .command("import")
    .description(say("playbookImport"))
    .argument("<file>", say("argCacao"))
    .option("--types <keys>", say("optTypes"))
    .action(async (file: string, options: { readonly types?: string }) => {
      const { importPlaybook } = await import("../playbook-run.ts");
      context.end(importPlaybook(file, options));
    });
}
