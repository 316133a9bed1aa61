import { canonicalJson } from "@stanch/model/canonical-json";
import type { ParsedDocument } from "./document.ts";
import { parseRules } from "./parse-rules.ts";
import { sha256 } from "./sha256.ts";

/** One rule file of a source: its path within the source, and what it says. */
export interface RuleFile {
  readonly path: string;
  readonly yaml: string;
}

/** Rules that came together, such as a release of a public collection. Plain data: it can be kept as JSON. */
export interface RuleSource {
  /** Short and stable, such as `sigmahq`; the first part of its rules' paths. */
  readonly id: string;
  /** SHA-256 over paths and texts: the same files have the same hash, in whatever order they were read. */
  readonly hash: string;
  /** Under which terms the rules may be used, and whom to name. */
  readonly licence?: string;
  /** All documents of its files, those that cannot be read among them. */
  readonly documents: readonly ParsedDocument[];
}

const ruleName = /\.ya?ml$/i;

/**
 * The hash of a source.
 *
 * @param hash SHA-256 of a text, where the platform has a faster one than ours.
 * @example sourceHash([{ path: "a.yml", yaml }])
 */
export function sourceHash(files: readonly RuleFile[], hash: (text: string) => string = sha256): string {
  const pairs = files.map(({ path, yaml }) => [path, hash(yaml)] as const);
  return hash(canonicalJson(pairs.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))));
}

/**
 * Reads a source from its files, which may be those of a folder or a zip in the form of the public collection: whatever is no
 * `.yml` or `.yaml` is left aside. Never throws; what cannot be read is among the documents as a rejection.
 *
 * @example const source = ruleSource("sigmahq", files, "Detection Rule License 1.1");
 */
export function ruleSource(id: string, files: readonly RuleFile[], licence?: string): RuleSource {
  const rules = files.filter(({ path }) => ruleName.test(path));
  const documents = rules.flatMap(({ path, yaml }) => parseRules(yaml, `${id}/${path}`));
  return { id, hash: sourceHash(rules), ...(licence === undefined ? {} : { licence }), documents };
}
