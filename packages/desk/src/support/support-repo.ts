import { staffId } from "@stanch/model/ids";
import type { SupportRequest } from "@stanch/model/support";
import type { Insertable, Selectable, Updateable } from "kysely";
import type { Tx } from "../tables.ts";
import type { SupportTable } from "./support-table.ts";

function supportOf(row: Selectable<SupportTable>): SupportRequest {
  const by = (id: string | null, name: string | null) =>
    id === null ? undefined : { id: staffId.parse(id), name: name ?? "" };
  const [takenBy, answeredBy] = [by(row.taken_by_id, row.taken_by), by(row.answered_by_id, row.answered_by)];
  return {
    id: row.id,
    kind: row.kind,
    question: row.question,
    askedBy: { id: staffId.parse(row.asked_by_id), name: row.asked_by },
    askedAt: row.asked_at,
    ...(takenBy === undefined || row.taken_at === null ? {} : { takenBy, takenAt: row.taken_at }),
    ...(answeredBy === undefined || row.answered_at === null
      ? {}
      : { answer: row.answer ?? "", answeredBy, answeredAt: row.answered_at }),
  };
}

export async function readSupport(tx: Tx, incident: string): Promise<SupportRequest[]> {
  const rows = tx.selectFrom("support_request").selectAll().where("incident_id", "=", incident);
  return (await rows.orderBy("asked_at").orderBy("id").execute()).map(supportOf);
}

/** One request for help, held until the unit ends. */
export async function lockSupport(tx: Tx, incident: string, id: string): Promise<SupportRequest | undefined> {
  const row = await tx
    .selectFrom("support_request")
    .selectAll()
    .where("incident_id", "=", incident)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : supportOf(row);
}

export async function insertSupport(tx: Tx, row: Insertable<SupportTable>): Promise<void> {
  await tx.insertInto("support_request").values(row).execute();
}

export async function updateSupport(tx: Tx, id: string, set: Updateable<SupportTable>): Promise<void> {
  await tx.updateTable("support_request").set(set).where("id", "=", id).execute();
}
