import { readFileSync } from "node:fs";
import type { BookSource } from "@stanch/desk/ports";
import { ownRules, readRuleFiles } from "@stanch/investigate/rule-files";
import { isZip, readRuleZip } from "@stanch/investigate/rule-zip";
import type { RuleText } from "@stanch/investigate/ruling";
import type { Blobs } from "@stanch/store/blobs";

export interface RulePlaces {
  readonly blobs: Pick<Blobs, "path">;
  /** Folders, files or zips of further rules that the centre was started with. */
  readonly rules?: readonly string[];
}

/** Rules of one origin: `own`, `folder`, or the name of an added source. */
export interface RuleOrigin {
  readonly source: string;
  readonly texts: readonly RuleText[];
  /** What the source's licence file says; empty for none. */
  readonly licence: string;
}

/** The text of an added source, its paths below its name. @throws StanchError `E_RULES_ZIP` */
export async function sourceTexts(blobs: RulePlaces["blobs"], { name, sha256 }: BookSource): Promise<RuleOrigin> {
  const bytes = readFileSync(await blobs.path(sha256));
  if (!isZip(bytes)) {
    return { source: name, texts: [{ path: `${name}/${name}.yml`, yaml: bytes.toString("utf8") }], licence: "" };
  }
  const { texts, licence = "" } = readRuleZip(bytes, `${name}.zip`);
  return { source: name, texts: texts.map(({ path, yaml }) => ({ path: `${name}/${path}`, yaml })), licence };
}

/** All rules of the centre, those of the program first. */
export async function ruleOrigins(
  { blobs, rules = [] }: RulePlaces,
  sources: readonly BookSource[],
): Promise<RuleOrigin[]> {
  const origins: RuleOrigin[] = [
    { source: "own", texts: readRuleFiles([ownRules()]), licence: "" },
    { source: "folder", texts: readRuleFiles(rules), licence: "" },
  ];
  for (const source of sources) origins.push(await sourceTexts(blobs, source));
  return origins;
}
