import type { Determination } from "@stanch/model/handling";
import type { Selectable } from "kysely";
import type { DeterminationTable } from "../handling-tables.ts";
import type { Tx } from "../tables.ts";

export async function insertDetermination(
  tx: Tx,
  row: Omit<Selectable<DeterminationTable>, "form" | "grading"> & { readonly form: string; readonly grading: string },
): Promise<void> {
  await tx.insertInto("determination").values(row).execute();
}

/** Oldest first. */
export async function readDeterminations(tx: Tx, incident: string): Promise<Determination[]> {
  const rows = await tx
    .selectFrom("determination")
    .selectAll()
    .where("incident_id", "=", incident)
    .orderBy("at")
    .execute();
  return rows.map((row) => ({
    ...row.form,
    by: row.by_name,
    at: row.at,
    ...(row.level === null ? {} : { level: row.level }),
    ...(row.grading === null ? {} : { grading: row.grading }),
  }));
}
