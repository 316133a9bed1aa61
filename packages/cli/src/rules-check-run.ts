import { readRuleFiles } from "@stanch/investigate/rule-files";
import { type RuleZipSource, ruleZips } from "@stanch/investigate/rule-zip";
import { rulesByLogsource } from "@stanch/sigma/coverage";
import { faultText } from "@stanch/sigma/fault";
import { parseRules } from "@stanch/sigma/parse-rules";
import { compileRuleSet } from "@stanch/sigma/rule-set";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { placeholdersOf } from "./placeholder-files.ts";
import { jsonText, Output, visible } from "./terminal.ts";

/**
 * Says which documents load and which are rejected, each with its reason; none is left out.
 *
 * @returns 0 when all load, 1 when some are rejected
 * @throws StanchError `E_RULES_MISSING`
 */
export function checkRules(
  paths: readonly string[],
  { json, placeholders }: { readonly json?: true; readonly placeholders?: readonly string[] },
  { say, language }: CommandContext,
): ExitCode {
  const documents = readRuleFiles(paths).flatMap(({ yaml, path }) => parseRules(yaml, path));
  const set = compileRuleSet(documents, { placeholders: placeholdersOf(placeholders) });
  const total = documents.length;
  const loaded = total - set.rejected.length;
  const byLogsource = rulesByLogsource(set);
  const zips = ruleZips(paths);
  const output = new Output();
  if (json === true) {
    const rejected = set.rejected.map(({ path, id, fault }) => ({
      path,
      id: id ?? null,
      reason: faultText(fault).en,
      reasonZh: faultText(fault).zh,
    }));
    output.line(jsonText({ total, loaded, rejected, byLogsource, ...(zips.length === 0 ? {} : { zips }) }, 2));
  } else {
    const counts = { total: String(total), loaded: String(loaded), rejected: String(set.rejected.length) };
    output.line(say("rulesTotal", counts));
    for (const zip of zips) output.line(zipLine(zip, say));
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

/** Where rules of a zip come from, in one line: name, hash and the first line of their licence. */
export function zipLine({ path, sha256, files, licence }: RuleZipSource, say: CommandContext["say"]): string {
  const terms = visible(licence?.split("\n", 1)[0]?.trim().slice(0, 120) ?? say("zipNoLicence"));
  return say("zipSource", { path: visible(path), sha256, files: String(files), licence: terms });
}
