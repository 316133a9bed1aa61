import { toEventLine } from "@stanch/model/log-event";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { passEvents, type ReadingChoice } from "./event-pass.ts";
import { evidencePaths } from "./evidence-paths.ts";
import { interruption } from "./interruption.ts";
import { jsonText, Output } from "./terminal.ts";
import { tellUnread } from "./unread.ts";

/**
 * Prints every event as a JSON line, in the order of files and records. A slow reader slows reading, nothing piles up.
 *
 * @returns 0, or 1 when something could not be read, which stderr names
 * @throws StanchError `E_PATH_MISSING`, `E_SOURCE_NONE`, `E_ZONE`, `E_STOPPED`
 */
export async function printEvents(
  paths: readonly string[],
  choice: ReadingChoice,
  context: CommandContext,
): Promise<ExitCode> {
  using stop = interruption();
  const output = new Output();
  const reports = await passEvents({
    ...choice,
    paths: evidencePaths(paths),
    signal: stop.signal,
    onEvent: (event, source) => output.line(jsonText(toEventLine(event, source))),
  });
  output.flush();
  return tellUnread(reports, context);
}
