import { canonicalJson } from "./canonical-json.ts";
import type { JournalEntry } from "./journal.ts";

/** SHA-256 of a text's UTF-8 bytes, lower-case hex. Handed in so that this file runs in a browser too. */
export type HashText = (text: string) => string;

/** `prev` of the first entry. */
export const journalGenesis = "0".repeat(64);

/** The text whose hash an entry carries: the canonical JSON (RFC 8785) of the entry without `hash`. */
export function journalText(entry: Omit<JournalEntry, "hash">): string {
  const { seq, prev, at, recordedAt, actor, kind, data } = entry;
  return canonicalJson({ seq, prev, at, recordedAt, actor, kind, data });
}

/** What is wrong with a journal, at the first entry where it shows. `count` is how many entries were read. */
export type JournalFault =
  | { readonly kind: "missing"; readonly seq: number; readonly found: number }
  | { readonly kind: "broken-link"; readonly seq: number }
  | { readonly kind: "changed"; readonly seq: number }
  | { readonly kind: "time-backwards"; readonly seq: number }
  | { readonly kind: "truncated"; readonly seq: number; readonly count: number }
  | { readonly kind: "other-history"; readonly seq: number };

/** A signed statement that entry `seq` had this hash. */
export interface JournalHead {
  readonly seq: number;
  readonly hash: string;
}

/**
 * Checks a journal from its first entry: sequence, links, hashes, order of writing; and against heads that were attested earlier,
 * without which entries cut off the end cannot be noticed. Answers the first fault, or undefined when all of it holds.
 *
 * @param heads checkpoints whose signatures the caller has already verified.
 * @example verifyJournal(entries, sha256, [{ seq: 12, hash: "9f…" }]) // { kind: "truncated", seq: 12, count: 9 }
 */
export function verifyJournal(
  entries: readonly JournalEntry[],
  hash: HashText,
  heads: readonly JournalHead[] = [],
): JournalFault | undefined {
  let prev = journalGenesis;
  let written = "";
  for (const [index, entry] of entries.entries()) {
    const fault = faultOf(entry, index + 1, prev, written, hash);
    if (fault !== undefined) return fault;
    prev = entry.hash;
    written = entry.recordedAt;
  }
  return againstHeads(entries, heads);
}

function faultOf(
  entry: JournalEntry,
  seq: number,
  prev: string,
  written: string,
  hash: HashText,
): JournalFault | undefined {
  if (entry.seq !== seq) return { kind: "missing", seq, found: entry.seq };
  if (entry.prev !== prev) return { kind: "broken-link", seq };
  if (hash(journalText(entry)) !== entry.hash) return { kind: "changed", seq };
  if (written !== "" && Date.parse(entry.recordedAt) < Date.parse(written)) return { kind: "time-backwards", seq };
  return undefined;
}

function againstHeads(entries: readonly JournalEntry[], heads: readonly JournalHead[]): JournalFault | undefined {
  for (const head of heads) {
    const entry = entries[head.seq - 1];
    if (entry === undefined) return { kind: "truncated", seq: head.seq, count: entries.length };
    if (entry.hash !== head.hash) return { kind: "other-history", seq: head.seq };
  }
  return undefined;
}
