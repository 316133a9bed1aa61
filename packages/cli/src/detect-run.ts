import { createReadStream } from "node:fs";
import { readEvidence } from "@stanch/investigate/evidence-reading";
import { readRuleFiles } from "@stanch/investigate/rule-files";
import { ruleZips } from "@stanch/investigate/rule-zip";
import { StanchError } from "@stanch/model/error";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { checkZone, type ReadingChoice, readingOf, scratchFolder } from "./event-pass.ts";
import { evidencePaths } from "./evidence-paths.ts";
import { interruption } from "./interruption.ts";
import { placeholdersOf } from "./placeholder-files.ts";
import { ProgressLine } from "./progress-line.ts";
import { escapedJson, note, writeAll } from "./terminal.ts";
import { zipLine } from "./rules-check-run.ts";
import { tellUnread } from "./unread.ts";
import { userRuleCache } from "./user-cache.ts";

export interface DetectOptions extends ReadingChoice {
  readonly rules: readonly string[];
  readonly placeholders?: readonly string[];
  readonly workers?: number;
}

/**
 * Prints one JSON line for each match of a rule: single events in the order of files and records, then correlations.
 *
 * @returns 0, or 1 when something could not be read, which stderr names
 * @throws StanchError `E_PATH_MISSING`, `E_RULES_MISSING`, `E_RULES_NONE`, `E_SOURCE_NONE`, `E_ZONE`, `E_STOPPED`
 */
export async function printDetections(
  paths: readonly string[],
  { rules, workers, placeholders, ...choice }: DetectOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const evidence = evidencePaths(paths);
  checkZone(choice.zone);
  const texts = readRuleFiles(rules);
  for (const zip of ruleZips(rules)) note(zipLine(zip, context.say));
  using stop = interruption();
  using scratch = scratchFolder();
  using progress = new ProgressLine(context.say);
  let detected: readonly string[] = [];
  const reading = await readEvidence({
    paths: evidence,
    rules: texts,
    placeholders: placeholdersOf(placeholders),
    ruleCache: userRuleCache(),
    scratch: scratch.path,
    ...readingOf(choice),
    workers,
    signal: stop.signal,
    progress: (state) => progress.show(state),
    judged: ({ detections }) => void (detected = detections),
  });
  const { book, ruling, files } = reading;
  if (ruling.rules.length === 0) throw new StanchError("E_RULES_NONE");
  if (files.length === 0) throw new StanchError("E_SOURCE_NONE", { path: paths.join(", ") });
  progress.end();
  for (const file of detected) {
    stop.signal.throwIfAborted();
    await print(file);
  }
  const rejected = ruling.set.rejected.length;
  if (rejected > 0) note(context.say("rejectedRules", { count: String(rejected) }));
  return tellUnread(book.reports(files), context);
}

async function print(file: string): Promise<void> {
  for await (const text of createReadStream(file, { encoding: "utf8" })) writeAll(1, escapedJson(String(text)));
}
