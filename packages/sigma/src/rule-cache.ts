import type { ParsedDocument } from "./document.ts";

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
