import { readRuleFiles } from "@stanch/investigate/rule-files";
import { lintRule } from "@stanch/sigma/lint-rule";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { jsonText, Output, visible } from "./terminal.ts";

/**
 * Remarks for authors of rules, as `path:line:column`, or one JSON object a line.
 *
 * @returns 0 when there is nothing to mend, else 1
 * @throws StanchError `E_RULES_MISSING`
 */
export function lintRules(
  paths: readonly string[],
  { json }: { readonly json?: true },
  { say, language }: CommandContext,
): ExitCode {
  const files = readRuleFiles(paths);
  const output = new Output();
  let remarks = 0;
  for (const { path, yaml } of files) {
    for (const { line, column, rule, message } of lintRule(yaml, path)) {
      remarks++;
      if (json === true) output.line(jsonText({ path, line, column, rule, message }));
      else output.line(`${visible(path)}:${line}:${column} ${rule} ${visible(message[language])}`);
    }
  }
  if (remarks === 0 && json !== true) output.line(say("lintClean", { count: String(files.length) }));
  output.flush();
  return remarks === 0 ? 0 : 1;
}
