import { readRuleFiles } from "@stanch/investigate/rule-files";
import { explain, type ExplainedStep } from "@stanch/sigma/explain";
import { faultText } from "@stanch/sigma/fault";
import { parseRules } from "@stanch/sigma/parse-rules";
import { compileRuleSet } from "@stanch/sigma/rule-set";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { readEventFile } from "./event-file.ts";
import { placeholdersOf } from "./placeholder-files.ts";
import { jsonText, Output, visible } from "./terminal.ts";

/**
 * Says for each rule of a file why it matches the event or why not: which part of the condition held, which did not.
 *
 * @returns 0 when all rules of the file could be judged, 1 when some were rejected
 * @throws StanchError `E_RULES_MISSING`, `E_EVENT_FILE`, `E_PATH_MISSING`
 */
export function explainRule(
  rulePath: string,
  eventPath: string,
  { json, placeholders }: { readonly json?: true; readonly placeholders?: readonly string[] },
  { say, language }: CommandContext,
): ExitCode {
  const documents = readRuleFiles([rulePath]).flatMap(({ yaml, path }) => parseRules(yaml, path));
  const set = compileRuleSet(documents, { placeholders: placeholdersOf(placeholders) });
  const event = readEventFile(eventPath);
  const output = new Output();
  for (const [index, { id, title, path }] of set.rules.entries()) {
    const found = explain(set, index, event);
    if (json === true) output.line(jsonText({ rule: { id, title, path }, ...found }));
    else {
      output.line(`${found.matched ? "✓" : "✗"} ${visible(title)}${say("colon")}${visible(found.because[language])}`);
      if (found.condition !== undefined) for (const line of tree(found.condition, 1)) output.line(line);
    }
  }
  for (const { path, id, fault } of set.rejected) {
    const rejected = faultText(fault);
    if (json === true) output.line(jsonText({ rule: { id: id ?? null, path }, rejected }));
    else output.line(`✗ ${visible(path)}${say("colon")}${visible(rejected[language])}`);
  }
  output.flush();
  return set.rejected.length === 0 ? 0 : 1;
}

/** A condition as an indented tree, each part with a mark for whether it held and what the event has there. */
function tree({ kind, label, held, actual, items = [] }: ExplainedStep, depth: number): string[] {
  const named = label === undefined ? kind : kind === "test" ? label : `${kind} ${label}`;
  const has = actual === undefined ? "" : `  [${visible(JSON.stringify(actual)).slice(0, 200)}]`;
  return [
    `${"  ".repeat(depth)}${held ? "✓" : "✗"} ${visible(named)}${has}`,
    ...items.flatMap((item) => tree(item, depth + 1)),
  ];
}
