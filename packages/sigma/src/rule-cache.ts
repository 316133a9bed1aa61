import type { ParsedDocument } from "./document.ts";
import { parseRules } from "./parse-rules.ts";
import { type RuleFile, sourceHash } from "./rule-source.ts";

/** Raised whenever what parsing yields changes, so that an old cache is not read. */
const version = 1;

/**
 * Parsed documents as text, to be kept under the hash of the rule files: reading it back takes a thirtieth of parsing YAML.
 *
 * @example const text = writeDocuments(parseRules(yaml, path)); const documents = readDocuments(text) ?? parseRules(yaml, path);
 */
export function writeDocuments(documents: readonly ParsedDocument[]): string {
  return JSON.stringify({ "stanch-sigma": version, documents });
}

/** `undefined` when the text is not a cache of this version; parse the files again then. */
export function readDocuments(text: string): ParsedDocument[] | undefined {
  try {
    const cache = JSON.parse(text) as { "stanch-sigma"?: unknown; documents?: unknown } | null;
    if (cache?.["stanch-sigma"] !== version || !Array.isArray(cache.documents)) return undefined;
    return cache.documents as ParsedDocument[];
  } catch {
    return undefined;
  }
}

/** Where parsed rules are kept: a folder of the caller's, a table, a browser's store. What it answers is believed. */
export interface RuleCache {
  read(key: string): string | undefined;
  write(key: string, text: string): void;
}

/**
 * The documents of rule files: from the cache when the same files were parsed before, else parsed and put there.
 *
 * @example const documents = parseCached(files, { read: (key) => kept.get(key), write: (key, text) => void kept.set(key, text) });
 */
export function parseCached(files: readonly RuleFile[], cache: RuleCache): ParsedDocument[] {
  const key = `sigma-${version}-${sourceHash(files)}`;
  const kept = cache.read(key);
  const known = kept === undefined ? undefined : readDocuments(kept);
  if (known !== undefined) return known;
  const documents = files.flatMap(({ yaml, path }) => parseRules(yaml, path));
  cache.write(key, writeDocuments(documents));
  return documents;
}
