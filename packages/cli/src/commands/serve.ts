import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { repeated, wholeNumber } from "../usage.ts";

/** Where the centre answers unless told otherwise. */
const PORT = 7362;

/** Declares `stanch serve`. */
export function addServe(program: Command, context: CommandContext): void {
  const { say } = context;
  program
    .command("serve")
    .description(say("serve"))
    .option("--data <dir>", `${say("optData")} (./stanch-data)`, "stanch-data")
    .option("--port <n>", `${say("optPort")} (${PORT})`, wholeNumber(0, 65_535), PORT)
    .option("--host <address>", `${say("optHost")} (127.0.0.1)`, "127.0.0.1")
    .option("--rules <dir>", say("optRules"), repeated, [])
    .option("--placeholders <file>", say("optPlaceholders"), repeated)
    .action(async (options) => {
      const { serve } = await import("../serve-run.ts");
      context.end(await serve(options, context));
    });
}
