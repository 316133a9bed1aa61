import type { ParsedDocument } from "./document.ts";
import { provenSound } from "./link.ts";
import { parseRules } from "./parse-rules.ts";
import { type RuleFile, sourceHash } from "./rule-source.ts";
import { sha256 } from "./sha256.ts";

/** Raised whenever what parsing or compiling yields changes, so that an old cache is not read: a test holds it. */
export const CACHE_VERSION = 2;

/**
 * Parsed documents as text, to be kept under the hash of the rule files: reading it back takes a fraction of parsing YAML.
 *
 * @example const text = writeDocuments(parseRules(yaml, path)); const documents = readDocuments(text) ?? parseRules(yaml, path);
 */
export function writeDocuments(documents: readonly ParsedDocument[]): string {
  return JSON.stringify({ "stanch-sigma": CACHE_VERSION, documents });
}

/** `undefined` when the text is not a cache of this version; parse the files again then. */
export function readDocuments(text: string): ParsedDocument[] | undefined {
  try {
    const cache = JSON.parse(text) as { "stanch-sigma"?: unknown; documents?: unknown } | null;
    if (cache?.["stanch-sigma"] !== CACHE_VERSION || !Array.isArray(cache.documents)) return undefined;
    return cache.documents as ParsedDocument[];
  } catch {
    return undefined;
  }
}

/** Where parsed rules are kept: a folder of the caller's, a table, a browser's store. */
export interface RuleCache {
  read(key: string): string | undefined;
  write(key: string, text: string): void;
  /** SHA-256 of a text's UTF-8 bytes in hex, where the platform has a faster one than ours. */
  readonly sha256?: (text: string) => string;
}

/**
 * The documents of rule files: from the cache when the same files were parsed before, else parsed and put there. What the cache
 * answers is used only if it is, to the last byte, what was written for these very files: half of a file, another's or an older
 * one is as if it were not there.
 *
 * @example const documents = parseCached(files, { read: (key) => kept.get(key), write: (key, text) => void kept.set(key, text) });
 */
export function parseCached(files: readonly RuleFile[], cache: RuleCache): ParsedDocument[] {
  const hash = cache.sha256 ?? sha256;
  const key = `sigma-${CACHE_VERSION}-${sourceHash(files, hash)}`;
  const kept = cache.read(key);
  const known = kept === undefined ? undefined : unsealed(kept, key, hash);
  if (known !== undefined) return known;
  const documents = provenSound(files.flatMap(({ yaml, path }) => parseRules(yaml, path)));
  const text = writeDocuments(documents);
  cache.write(key, `${sealOf(text, key, hash)}\n${text}`);
  return documents;
}

const sealOf = (text: string, key: string, hash: (text: string) => string): string => hash(`${key}\n${text}`);

function unsealed(kept: string, key: string, hash: (text: string) => string): ParsedDocument[] | undefined {
  const end = kept.indexOf("\n");
  const text = kept.slice(end + 1);
  return end > 0 && kept.slice(0, end) === sealOf(text, key, hash) ? readDocuments(text) : undefined;
}
