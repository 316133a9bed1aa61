import type { JournalEntry } from "@stanch/model/journal";
import { journalText } from "@stanch/model/journal-chain";
import { sql } from "kysely";
import type { Tx } from "../tables.ts";
import { journalSearchText } from "../search/journal-text.ts";
import { searchGrams } from "../search/search-grams.ts";
import type { JournalHeadRow } from "./journal.ts";

/** Locks the end of an incident's journal until the transaction ends; undefined when there is no such incident. */
export async function lockJournal(tx: Tx, incident: string): Promise<JournalHeadRow | undefined> {
  const row = await tx
    .selectFrom("incident")
    .select(["journal_seq", "journal_hash", "journal_at", "number", "state"])
    .where("id", "=", incident)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    seq: row.journal_seq,
    hash: row.journal_hash,
    recordedAt: row.journal_at,
    number: row.number,
    sealed: row.state === "archived",
  };
}

/** Writes one line, what it is found by, and moves the end of the journal: in one question, since every step of a case does it. */
export async function insertEntry(tx: Tx, incident: string, entry: JournalEntry): Promise<void> {
  const { hash, ...hashed } = entry;
  const { seq, kind, at, recordedAt } = entry;
  const search = journalSearchText(entry);
  await sql`with line as (
      insert into journal (incident_id, seq, hash, kind, at, recorded_at, line)
      values (${incident}::uuid, ${seq}, ${hash}, ${kind}, ${at}, ${recordedAt}, ${journalText(hashed)})),
    words as (
      insert into journal_search (incident_id, seq, recorded_at, search, grams)
      values (${incident}::uuid, ${seq}, ${recordedAt}, ${search}, ${searchGrams(search)}::integer[]))
    update incident set journal_seq = ${seq}, journal_hash = ${hash}, journal_at = ${recordedAt}, updated_at = ${recordedAt}
    where id = ${incident}::uuid`.execute(tx);
}

/** The whole journal in order, read from the very text that was hashed. */
export async function readJournal(tx: Tx, incident: string): Promise<JournalEntry[]> {
  const rows = await tx
    .selectFrom("journal")
    .select(["hash", "line"])
    .where("incident_id", "=", incident)
    .orderBy("seq")
    .execute();
  return rows.map((row) => ({ ...(JSON.parse(row.line) as Omit<JournalEntry, "hash">), hash: row.hash }));
}

/** Entries that tell of being told or of looking are no acts. */
const noActs = ["escalation.moved", "notice.acknowledged", "record.read"] as const;

export async function actedSince(tx: Tx, incident: string, actor: string, after: string): Promise<boolean> {
  const row = await tx
    .selectFrom("journal")
    .select("seq")
    .where("incident_id", "=", incident)
    .where("recorded_at", ">", after)
    .where("kind", "not in", noActs)
    .where(sql<boolean>`line::jsonb -> 'actor' ->> 'id' = ${actor}`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertCheckpoint(
  tx: Tx,
  row: {
    readonly incident_id: string;
    readonly seq: number;
    readonly hash: string;
    readonly at: string;
    readonly note: string;
  },
): Promise<void> {
  await tx
    .insertInto("journal_checkpoint")
    .values(row)
    .onConflict((conflict) => conflict.columns(["incident_id", "seq"]).doNothing())
    .execute();
}

/** Signed notes, oldest first. */
export async function readCheckpoints(tx: Tx, incident: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("journal_checkpoint")
    .select("note")
    .where("incident_id", "=", incident)
    .orderBy("seq")
    .execute();
  return rows.map((row) => row.note);
}
