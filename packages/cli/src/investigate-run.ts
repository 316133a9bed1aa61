import { investigate, type Outcome } from "@stanch/investigate/investigation";
import { ownRules, readRuleFiles } from "@stanch/investigate/rule-files";
import { ruleZips } from "@stanch/investigate/rule-zip";
import { StanchError } from "@stanch/model/error";
import { version } from "@stanch/server/version";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { checkZone, type ReadingChoice, readingOf } from "./event-pass.ts";
import { evidencePaths } from "./evidence-paths.ts";
import { interruption } from "./interruption.ts";
import { summaryLines } from "./investigate-summary.ts";
import { placeholdersOf } from "./placeholder-files.ts";
import { ProgressLine } from "./progress-line.ts";
import { openResultFolder } from "./result-folder.ts";
import { writeManifest, writeReports } from "./result-report.ts";
import { zipLine } from "./rules-check-run.ts";
import { note, Output, visible } from "./terminal.ts";
import { userRuleCache } from "./user-cache.ts";

export interface InvestigateCommandOptions extends ReadingChoice {
  readonly out: string;
  readonly rules: readonly string[];
  readonly own: boolean;
  readonly placeholders?: readonly string[];
  readonly workers?: number;
  readonly report: boolean;
}

/**
 * Evidence in; sheets, events, detections, reports and a manifest out, and a summary to act on. The folder for results changes only
 * once everything is there.
 *
 * @returns 0, or 1 when something could not be read, which the summary names
 * @throws StanchError `E_PATH_MISSING`, `E_OUT_…`, `E_RULES_…`, `E_ZONE`, `E_SOURCE_NONE`, `E_DISK_FULL`, `E_STOPPED`
 */
export async function investigateCommand(
  paths: readonly string[],
  options: InvestigateCommandOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { own, rules } = options;
  const evidence = evidencePaths(paths);
  checkZone(options.zone);
  const texts = readRuleFiles(own ? [ownRules(), ...rules] : rules);
  for (const zip of ruleZips(rules)) note(zipLine(zip, context.say));
  using stop = interruption();
  using folder = await openResultFolder(options.out, evidence);
  using progress = new ProgressLine(context.say);
  const outcome = await investigate({
    paths: evidence,
    out: folder.draft,
    rules: texts,
    placeholders: placeholdersOf(options.placeholders),
    ruleCache: userRuleCache(),
    version,
    ...readingOf(options),
    workers: options.workers,
    signal: stop.signal,
    progress: (state) => (state.phase === "done" ? undefined : progress.show(state)),
  });
  if (outcome.answer.counts.rules === 0) throw new StanchError("E_RULES_NONE");
  if (options.report) {
    progress.say(context.say("phaseReport"));
    await writeReports(outcome, folder.draft);
  }
  await writeManifest(outcome, folder.draft);
  stop.signal.throwIfAborted();
  const files = folder.publish();
  progress.end();
  const count = outcome.rejectedRules.length;
  if (count > 0) note(context.say("rejectedRules", { count: String(count) }));
  print(outcome, context.say("results", { out: visible(options.out), files: files.join(", ") }), context);
  return outcome.state === "partial" ? 1 : 0;
}

function print(outcome: Outcome, results: string, context: CommandContext): void {
  const output = new Output();
  for (const line of summaryLines(outcome, context)) output.line(line);
  output.line(results);
  output.flush();
}
