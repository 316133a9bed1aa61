import { isUnread } from "@stanch/investigate/investigation";
import type { SourceReport } from "@stanch/model/sources";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { note, visible } from "./terminal.ts";

/** Files named at most; the rest are counted, and `sources.json` has them all. */
const MOST = 20;

/** One line for each file that could not be read in whole, and why. Empty when everything was read. */
export function unreadLines(
  reports: readonly SourceReport[],
  { say, language }: Omit<CommandContext, "end">,
): string[] {
  const unread = reports.filter(isUnread);
  const lines = unread.slice(0, MOST).map((report) => `${visible(report.path)}${say("colon")}${reason(report)}`);
  return unread.length > MOST ? [...lines, say("moreFiles", { count: String(unread.length - MOST) })] : lines;

  function reason({ failure, damage }: SourceReport): string {
    if (failure !== undefined) return visible(failure.message[language]);
    return damage.length > 0 ? say("damaged", { count: String(damage.length) }) : say("unknownFormat");
  }
}

/** Names on stderr what could not be read; 1 when there is any. */
export function tellUnread(reports: readonly SourceReport[], context: CommandContext): ExitCode {
  const lines = unreadLines(reports, context);
  if (lines.length === 0) return 0;
  note([`${context.say("unread")}${context.say("colon")}`, ...lines.map((line) => `  ${line}`)].join("\n"));
  return 1;
}
