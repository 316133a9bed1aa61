import { readRuleFiles } from "@stanch/investigate/rule-files";
import { currentTechnique } from "@stanch/investigate/rule-meta";
import { coverage, seenSource, type SeenSource, sourceKey } from "@stanch/sigma/coverage";
import { navigatorLayer } from "@stanch/sigma/navigator-layer";
import { parseRules } from "@stanch/sigma/parse-rules";
import { compileRuleSet, type RuleSet } from "@stanch/sigma/rule-set";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { passEvents } from "./event-pass.ts";
import { evidencePaths } from "./evidence-paths.ts";
import { interruption } from "./interruption.ts";
import { placeholdersOf } from "./placeholder-files.ts";
import { jsonText, Output, visible } from "./terminal.ts";
import { tellUnread } from "./unread.ts";

export interface CoverageOptions {
  /** Evidence whose kinds of events decide which rules could match at all. */
  readonly evidence?: readonly string[];
  readonly placeholders?: readonly string[];
  readonly json?: true;
  /** Print a layer for the ATT&CK Navigator. */
  readonly navigator?: true;
}

/**
 * Which rules could match on the evidence at hand, or without evidence, which techniques all of them are about.
 *
 * @returns 0, or 1 when some evidence could not be read
 * @throws StanchError `E_RULES_MISSING`, `E_PATH_MISSING`, `E_SOURCE_NONE`
 */
export async function coverRules(
  paths: readonly string[],
  { evidence, json, navigator, placeholders }: CoverageOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const documents = readRuleFiles(paths).flatMap(({ yaml, path }) => parseRules(yaml, path));
  const set = compileRuleSet(documents, { placeholders: placeholdersOf(placeholders) });
  const seen = new Map<string, SeenSource>();
  const reports = evidence === undefined ? [] : await seeEvidence(evidence, seen);
  const found = evidence === undefined ? everything(set) : coverage(set, [...seen.values()]);
  const output = new Output();
  if (navigator === true) {
    const layer = navigatorLayer(set, {
      name: "Stanch",
      rules: found.reachable,
      current: (technique) => currentTechnique(`attack.${technique}`),
    });
    output.line(jsonText(layer, 2));
  } else if (json === true) output.line(jsonText(summary(set, found), 2));
  else for (const line of words(set, found, context)) output.line(line);
  output.flush();
  return tellUnread(reports, context);
}

type Found = Pick<ReturnType<typeof coverage>, "reachable" | "unreachable" | "byLogsource">;

/** Without evidence every rule counts as reachable. */
function everything(set: RuleSet): Found {
  const { byLogsource } = coverage(set, []);
  const all = Object.entries(byLogsource).map(([name, { total }]) => [name, { total, reachable: total }] as const);
  return { reachable: set.rules.map((_, index) => index), unreachable: [], byLogsource: Object.fromEntries(all) };
}

async function seeEvidence(paths: readonly string[], seen: Map<string, SeenSource>) {
  using stop = interruption();
  return await passEvents({
    paths: evidencePaths(paths),
    signal: stop.signal,
    onEvent: (event) => {
      const source = seenSource(event);
      seen.set(sourceKey(source), source);
    },
  });
}

function summary(set: RuleSet, { reachable, unreachable, byLogsource }: Found) {
  const names = (indices: readonly number[]) => indices.map((index) => set.rules[index]?.id ?? "");
  return { rules: set.rules.length, reachable: names(reachable), unreachable: names(unreachable), byLogsource };
}

function words(set: RuleSet, { reachable, byLogsource }: Found, { say }: CommandContext): string[] {
  const rows = Object.entries(byLogsource).sort(
    ([a, left], [b, right]) => right.total - left.total || (a < b ? -1 : 1),
  );
  return [
    say("covered", { reachable: String(reachable.length), total: String(set.rules.length) }),
    ...rows.map(([name, { total, reachable: could }]) => {
      return `${String(could).padStart(6)} / ${String(total).padEnd(6)} ${visible(name)}`;
    }),
  ];
}
