import type { ArchiveRecord } from "@stanch/model/handling";
import { incidentId } from "@stanch/model/ids";
import { type Selectable, sql } from "kysely";
import { type Page, pageSize } from "../page.ts";
import { searchCondition } from "../search-condition.ts";
import type { ArchiveTable } from "../handling-tables.ts";
import type { Tx } from "../tables.ts";

type Row = Selectable<ArchiveTable>;

function recordOf(row: Row): ArchiveRecord {
  return {
    incidentId: incidentId.parse(row.incident_id),
    number: row.number,
    incidentNumber: row.incident_number,
    organisation: row.organisation,
    title: row.title,
    classification: row.classification,
    sealedAt: row.sealed_at,
    sealedBy: row.sealed_by,
    sha256: row.sha256,
    size: Number(row.size),
    journalHead: row.journal_head,
  };
}

export async function readArchives(
  tx: Tx,
  filter: { readonly text?: string | undefined } & Page,
): Promise<ArchiveRecord[]> {
  let query = tx
    .selectFrom("archive")
    .selectAll()
    .orderBy("sealed_at", "desc")
    .orderBy("incident_id", "desc")
    .limit(filter.limit ?? pageSize);
  if (filter.text !== undefined) query = query.where(searchCondition(filter.text, { indexed: false }));
  if (filter.before !== undefined) {
    query = query.where(
      sql<boolean>`(sealed_at, incident_id) < (select sealed_at, incident_id from archive a where a.incident_id = ${filter.before}::uuid)`,
    );
  }
  return (await query.execute()).map(recordOf);
}

export async function readArchive(tx: Tx, incident: string): Promise<ArchiveRecord | undefined> {
  const row = await tx.selectFrom("archive").selectAll().where("incident_id", "=", incident).executeTakeFirst();
  return row === undefined ? undefined : recordOf(row);
}

export async function insertArchive(tx: Tx, row: Row): Promise<void> {
  await tx.insertInto("archive").values(row).execute();
}
