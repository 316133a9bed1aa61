import { createHash } from "node:crypto";
import { type JournalHead, verifyJournal } from "@stanch/model/journal-chain";
import { type JournalEntry, journalEntry } from "@stanch/model/journal";
import { openNote } from "./signed-note.ts";
import { type Check, fails, holds } from "./verification.ts";

/** A journal read from JSON Lines, or the number of the first line that is no entry. */
export function readJournal(text: string): { entries: JournalEntry[]; badLine?: number } {
  const entries: JournalEntry[] = [];
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  for (const [index, line] of lines.entries()) {
    const entry = parsed(line);
    if (entry === undefined) return { entries, badLine: index + 1 };
    entries.push(entry);
  }
  return { entries };
}

function parsed(line: string): JournalEntry | undefined {
  try {
    return journalEntry.strict().safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** Checks the chain of a journal, against attested heads where there are any. */
export function checkJournal(text: string, heads: readonly JournalHead[] = []): Check {
  const { entries, badLine } = readJournal(text);
  if (badLine !== undefined) return fails("journal", "journal.line", { line: badLine });
  const last = entries.at(-1);
  if (last === undefined) return fails("journal", "journal.empty");
  const fault = verifyJournal(entries, (value) => createHash("sha256").update(value).digest("hex"), heads);
  if (fault !== undefined) return fails("journal", `journal.${fault.kind}`, { seq: fault.seq });
  return holds("journal", "journal.ok", { count: entries.length, head: last.hash });
}

/**
 * The head that a checkpoint attests, when this key signed it.
 *
 * Source: C2SP tlog-checkpoint: origin, size, base64 of the root hash; here the hash of entry number `size`.
 */
export function checkpointHead(note: string, key: Uint8Array): JournalHead | undefined {
  const [, size = "", root = ""] = openNote(note, key)?.split("\n") ?? [];
  const hash = Buffer.from(root, "base64").toString("hex");
  return /^[1-9]\d{0,14}$/.test(size) && hash.length === 64 ? { seq: Number(size), hash } : undefined;
}
