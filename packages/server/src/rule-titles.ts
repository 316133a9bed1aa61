import { makeRuling } from "@stanch/investigate/ruling";
import { ownRules, readRuleFiles } from "@stanch/investigate/rule-files";
import type { DetectionRule } from "@stanch/model/detection-rule";
import type { Placeholders } from "@stanch/sigma/detection-item";
import type { RuleCache } from "@stanch/sigma/rule-cache";

/**
 * Names of the program's own rules and of those in further folders; read once, when somebody first asks.
 *
 * @example ruleTitles(["/srv/sigma/rules"])()[0]?.title.zh
 */
export function ruleTitles(
  folders: readonly string[],
  cache?: RuleCache,
  placeholders?: Placeholders,
): () => readonly DetectionRule[] {
  let known: readonly DetectionRule[] | undefined;
  return () => {
    known ??= makeRuling(readRuleFiles([ownRules(), ...folders]), cache, {}, placeholders).rules.map(
      ({ id, title, level }) => ({ id, title, level }),
    );
    return known;
  };
}
