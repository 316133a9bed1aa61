import type { JournalEntry } from "@stanch/model/journal";
import { journalText } from "@stanch/model/journal-chain";
import { sql } from "kysely";
import type { Tx } from "../tables.ts";
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

/** Writes one line and moves the end of the journal. */
export async function insertEntry(tx: Tx, incident: string, entry: JournalEntry): Promise<void> {
  const { hash, ...hashed } = entry;
  await tx
    .insertInto("journal")
    .values({
      incident_id: incident,
      seq: entry.seq,
      hash,
      kind: entry.kind,
      at: entry.at,
      recorded_at: entry.recordedAt,
      line: journalText(hashed),
    })
    .execute();
  await tx
    .updateTable("incident")
    .set({ journal_seq: entry.seq, journal_hash: hash, journal_at: entry.recordedAt, updated_at: entry.recordedAt })
    .where("id", "=", incident)
    .execute();
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
