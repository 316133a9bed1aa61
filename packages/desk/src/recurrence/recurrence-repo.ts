import { incidentId } from "@stanch/model/ids";
import type { RecurrenceLink, RecurrenceWatch } from "@stanch/model/recurrence";
import { type Insertable, type Selectable, sql } from "kysely";
import type { Tx } from "../tables.ts";
import type { RecurrenceLinkTable, RecurrenceScanTable, RecurrenceWatchTable } from "./recurrence-table.ts";

export type WatchRow = Selectable<RecurrenceWatchTable>;

/** Sealed cases that were incidents and are not watched yet. */
export async function readUnwatched(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom("incident")
    .select("id")
    .where("state", "=", "archived")
    .where("type", "is not", null)
    .where(sql<boolean>`not exists (select from recurrence_watch w where w.incident_id = incident.id)`)
    .limit(50)
    .execute();
  return rows.map(({ id }) => id);
}

export async function insertWatch(tx: Tx, row: Insertable<RecurrenceWatchTable>): Promise<void> {
  await tx
    .insertInto("recurrence_watch")
    .values(row)
    .onConflict((one) => one.doNothing())
    .execute();
}

/** Watches that go on at an instant and began before a case did. */
export async function readWatches(tx: Tx, now: string, opened: string): Promise<WatchRow[]> {
  return tx
    .selectFrom("recurrence_watch")
    .selectAll()
    .where("ends_at", ">", now)
    .where("starts_at", "<=", opened)
    .orderBy("starts_at", "desc")
    .limit(2000)
    .execute();
}

/** Open cases in whose journal something was written since they were compared. */
export async function readUncompared(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom("incident")
    .leftJoin("recurrence_scan", "recurrence_scan.incident_id", "incident.id")
    .select("incident.id")
    .where("incident.state", "=", "open")
    .where(sql<boolean>`incident.journal_seq > coalesce(recurrence_scan.journal_seq, 0)`)
    .where(sql<boolean>`exists (select from recurrence_watch where starts_at <= incident.opened_at)`)
    .orderBy("incident.updated_at")
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}

export async function readScan(tx: Tx, incident: string): Promise<Selectable<RecurrenceScanTable> | undefined> {
  return tx.selectFrom("recurrence_scan").selectAll().where("incident_id", "=", incident).executeTakeFirst();
}

export async function saveScan(tx: Tx, row: Insertable<RecurrenceScanTable>): Promise<void> {
  await tx
    .insertInto("recurrence_scan")
    .values(row)
    .onConflict((one) => one.column("incident_id").doUpdateSet(row))
    .execute();
}

/** False when the two are linked already. */
export async function insertLink(tx: Tx, row: Insertable<RecurrenceLinkTable>): Promise<boolean> {
  const made = await tx
    .insertInto("recurrence_link")
    .values(row)
    .onConflict((one) => one.doNothing())
    .returning("incident_id")
    .execute();
  return made.length > 0;
}

/** What is watched has come back: the first time ends the question. */
export async function markRecurred(tx: Tx, incident: string, now: string): Promise<void> {
  const set = { state: "recurred" as const, ended_at: now };
  const query = tx.updateTable("recurrence_watch").set(set).where("incident_id", "=", incident);
  await query.where("state", "=", "watching").execute();
}

/** Watches whose time is over and in which nothing came back are held; answers whose. */
export async function holdExpired(tx: Tx, now: string): Promise<{ incident_id: string; ends_at: string }[]> {
  return tx
    .updateTable("recurrence_watch")
    .set({ state: "held", ended_at: now })
    .where("state", "=", "watching")
    .where("ends_at", "<=", now)
    .returning(["incident_id", "ends_at"])
    .execute();
}

/** Cases that came back in this one, and the watch over it. */
export async function readRecurrence(
  tx: Tx,
  incident: string,
): Promise<{ readonly links: RecurrenceLink[]; readonly watch: RecurrenceWatch | undefined }> {
  const links = await tx
    .selectFrom("recurrence_link")
    .innerJoin("incident", "incident.id", "recurrence_link.previous_id")
    .select(["incident.id", "incident.number", "recurrence_link.reasons", "recurrence_link.at"])
    .where("recurrence_link.incident_id", "=", incident)
    .orderBy("incident.number")
    .execute();
  const row = await tx
    .selectFrom("recurrence_watch")
    .selectAll()
    .where("incident_id", "=", incident)
    .executeTakeFirst();
  return {
    links: links.map(({ id, number, reasons, at }) => ({
      previous: { id: incidentId.parse(id), number },
      reasons: [...reasons],
      at,
    })),
    watch: row === undefined ? undefined : await watchOf(tx, row),
  };
}

async function watchOf(tx: Tx, row: WatchRow): Promise<RecurrenceWatch> {
  const later = await tx
    .selectFrom("recurrence_link")
    .innerJoin("incident", "incident.id", "recurrence_link.incident_id")
    .select(["incident.id", "incident.number"])
    .where("recurrence_link.previous_id", "=", row.incident_id)
    .orderBy("incident.number")
    .execute();
  const named = later.map(({ id, number }) => ({ id: incidentId.parse(id), number }));
  const { starts_at: startsAt, ends_at: endsAt, state, ended_at: endedAt } = row;
  return { startsAt, endsAt, state, later: named, ...(endedAt === null ? {} : { endedAt }) };
}
