import type { Assignment } from "@stanch/model/handling";
import { assignmentId, staffId } from "@stanch/model/ids";
import type { Selectable } from "kysely";
import type { AssignmentTable } from "../handling-tables.ts";
import type { Tx } from "../tables.ts";

type Row = Selectable<AssignmentTable>;
export interface StoredAssignment extends Assignment {
  readonly createdAt: string;
}

function assignmentOf(row: Row): StoredAssignment {
  return {
    id: assignmentId.parse(row.id),
    staff: { id: staffId.parse(row.staff_id), name: row.staff_name },
    part: row.part,
    mode: row.mode,
    state: row.state,
    times: row.times,
    createdAt: row.created_at,
  };
}

export async function readAssignments(tx: Tx, incident: string): Promise<StoredAssignment[]> {
  const rows = await tx
    .selectFrom("assignment")
    .selectAll()
    .where("incident_id", "=", incident)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(assignmentOf);
}

export async function lockAssignment(tx: Tx, incident: string, id: string): Promise<StoredAssignment | undefined> {
  const row = await tx
    .selectFrom("assignment")
    .selectAll()
    .where("incident_id", "=", incident)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : assignmentOf(row);
}

export async function insertAssignment(tx: Tx, row: Omit<Row, "times"> & { readonly times: string }): Promise<void> {
  await tx.insertInto("assignment").values(row).execute();
}

export async function updateAssignment(
  tx: Tx,
  id: string,
  set: { readonly state: Row["state"]; readonly times: string },
): Promise<void> {
  await tx.updateTable("assignment").set(set).where("id", "=", id).execute();
}

/** The newest work of a person in an incident that was offered to them. */
export async function readOfferTo(tx: Tx, incident: string, staff: string): Promise<StoredAssignment | undefined> {
  const row = await tx
    .selectFrom("assignment")
    .selectAll()
    .where("incident_id", "=", incident)
    .where("staff_id", "=", staff)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .executeTakeFirst();
  return row === undefined ? undefined : assignmentOf(row);
}
