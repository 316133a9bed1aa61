import { Command, CommanderError } from "commander";
import { StanchError } from "@stanch/model/error";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { addBackup } from "./commands/backup.ts";
import { addDetect } from "./commands/detect.ts";
import { addEvents } from "./commands/events.ts";
import { addFormats } from "./commands/formats.ts";
import { addImport } from "./commands/import.ts";
import { addInvestigate } from "./commands/investigate.ts";
import { addMcp } from "./commands/mcp.ts";
import { addPlaybook } from "./commands/playbook.ts";
import { addRules } from "./commands/rules.ts";
import { addServe } from "./commands/serve.ts";
import { addVerify } from "./commands/verify.ts";
import { languageOf, type Say, sayer } from "./language.ts";
import { helpTitle } from "./messages/help-title.ts";
import { ReaderGone, writeAll } from "./terminal.ts";
import { usageError } from "./usage.ts";

/** The version printed; the same as the server's, which a test compares. */
const version = "0.1.0";

/**
 * Runs the command line: parses, does it, reports what failed. Nothing heavy is loaded before a command needs it.
 *
 * @param args what stands after `stanch`
 * @returns the exit code: 0 done, 1 partial, 2 wrong usage, 3 failed
 * @example process.exitCode = await runProgram(["formats", "--json"]);
 */
export async function runProgram(args: readonly string[]): Promise<ExitCode> {
  const language = languageOf(askedLanguage(args), process.env);
  let code: ExitCode = 0;
  const context: CommandContext = { say: sayer(language), language, end: (given) => (code = given) };
  try {
    const asked = askedLanguage(args);
    if (asked !== undefined && asked !== "zh" && asked !== "en")
      throw new StanchError("E_USAGE_LANGUAGE", { name: asked });
    await programOf(context).parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof ReaderGone) return 0;
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError && error.code === "commander.help") return 2;
    const { reportFailure } = await import("./failure.ts");
    return reportFailure(error instanceof CommanderError ? usageError(error) : error, context);
  }
}

/** The language is needed before parsing, since help speaks it too. */
function askedLanguage(args: readonly string[]): string | undefined {
  const own = args.slice(0, args.includes("--") ? args.indexOf("--") : undefined);
  const at = own.findLastIndex((one) => one === "--lang" || one.startsWith("--lang="));
  const found = own[at];
  return found === "--lang" ? own[at + 1] : found?.slice("--lang=".length);
}

function programOf(context: CommandContext): Command {
  const { say, language } = context;
  const program = new Command("stanch")
    .description(say("program"))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => writeAll(1, text),
      writeErr: (text) => writeAll(2, text),
      outputError: () => undefined,
    })
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => helpTitle(title, language),
      // Defaults stand in our own words.
      optionDescription: (option) => option.description,
    })
    .version(version, "-V, --version", say("optVersion"))
    .helpOption("-h, --help", say("optHelp"))
    .helpCommand(false)
    .option("--lang <zh|en>", say("optLang"));
  const adders = [
    addServe,
    addInvestigate,
    addEvents,
    addDetect,
    addRules,
    addVerify,
    addBackup,
    addFormats,
    addPlaybook,
    addMcp,
    addImport,
  ];
  for (const add of adders) add(program, context);
  localised(program, say);
  return program;
}

/** Sub-commands inherit how they print, but not the words of their help option. */
function localised(command: Command, say: Say): void {
  for (const inner of command.commands) {
    inner.helpOption("-h, --help", say("optHelp")).helpCommand(false);
    localised(inner, say);
  }
}
