import { readRuleFiles } from "@stanch/investigate/rule-files";
import { rulesByLogsource } from "@stanch/sigma/coverage";
import { faultText } from "@stanch/sigma/fault";
import { parseRules } from "@stanch/sigma/parse-rules";
import { compileRuleSet } from "@stanch/sigma/rule-set";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { jsonText, Output, visible } from "./terminal.ts";

/**
 * Says which documents load and which are rejected, each with its reason; none is left out.
 *
 * @returns 0 when all load, 1 when some are rejected
 * @throws StanchError `E_RULES_MISSING`
 */
export function checkRules(
  paths: readonly string[],
  { json }: { readonly json?: true },
  { say, language }: CommandContext,
): ExitCode {
  const documents = readRuleFiles(paths).flatMap(({ yaml, path }) => parseRules(yaml, path));
  const set = compileRuleSet(documents);
  const total = documents.length;
  const loaded = total - set.rejected.length;
  const byLogsource = rulesByLogsource(set);
  const output = new Output();
  if (json === true) {
    const rejected = set.rejected.map(({ path, id, fault }) => ({
      path,
      id: id ?? null,
      reason: faultText(fault).en,
      reasonZh: faultText(fault).zh,
    }));
    output.line(jsonText({ total, loaded, rejected, byLogsource }, 2));
  } else {
    const counts = { total: String(total), loaded: String(loaded), rejected: String(set.rejected.length) };
    output.line(say("rulesTotal", counts));
    for (const { path, id, fault } of set.rejected) {
      const named = id === undefined ? path : `${path} (${id})`;
      output.line(`✗ ${visible(named)}${say("colon")}${visible(faultText(fault)[language])}`);
    }
    for (const [logsource, count] of Object.entries(byLogsource)) {
      output.line(`${String(count).padStart(6)}  ${visible(logsource)}`);
    }
  }
  output.flush();
  return set.rejected.length === 0 ? 0 : 1;
}
