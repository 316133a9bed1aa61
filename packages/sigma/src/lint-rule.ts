import { faultText } from "./fault.ts";
import { lintCorrelation, lintDetection } from "./lint-detection.ts";
import { lintHead, lintLists, lintLogsource } from "./lint-head.ts";
import { type Lint, lintMessage, lintTargets } from "./lint-report.ts";
import { parseRules } from "./parse-rules.ts";
import { compileRuleSet } from "./rule-set.ts";

export type { Lint } from "./lint-report.ts";

/** Reasons that lie outside the file: other files or configuration give what is missing. */
const elsewhere = new Set(["placeholder", "reference", "filterNone", "rejectedReference"]);

/**
 * Remarks for the author of a rule file: first what stops it from loading (`error-…`), then what the specification and good
 * practice ask for. Sorted by line and column; empty for a rule in good order. Never throws.
 *
 * @example lintRule("title: A rule.\n…", "rule.yml")[0] // { line: 1, column: 1, rule: "title-stop", message: { zh, en } }
 */
export function lintRule(yaml: string, path: string): Lint[] {
  const lints: Lint[] = [];
  const rows = yaml.split("\n");
  for (const { fault } of compileRuleSet(parseRules(yaml, path)).rejected) {
    if (elsewhere.has(fault.code)) continue;
    const line = fault.line ?? 1;
    const column = Math.max(0, (rows[line - 1] ?? "").search(/\S/)) + 1;
    lints.push({
      line,
      column,
      rule: `error-${fault.code}`,
      message: faultText({ code: fault.code, params: fault.params }),
    });
  }
  for (const target of lintTargets(yaml, lints)) {
    lintHead(target);
    lintLists(target);
    if ("correlation" in target.data) lintCorrelation(target);
    else lintLogsource(target);
    lintDetection(target, "filter" in target.data ? "filter" : "detection");
  }
  for (const [at, row] of rows.entries()) {
    const tab = /^ *\t/.exec(row);
    if (tab !== null) lints.push({ line: at + 1, column: tab[0].length, rule: "tab", message: lintMessage("tab") });
    const end = /[ \t]+\r?$/.exec(row);
    if (end !== null)
      lints.push({
        line: at + 1,
        column: end.index + 1,
        rule: "trailing-space",
        message: lintMessage("trailing-space"),
      });
  }
  return lints.sort((a, b) => a.line - b.line || a.column - b.column || (a.rule < b.rule ? -1 : 1));
}
