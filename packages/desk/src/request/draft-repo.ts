import type { Tx } from "../tables.ts";

/** Most drafts one officer keeps; the oldest goes when another comes. */
const MOST = 50;

/** Saves an own draft; one of somebody else is left alone (false). */
export async function saveDraft(
  tx: Tx,
  row: { id: string; staff_id: string; form: string; saved_at: string },
): Promise<boolean> {
  const saved = await tx
    .insertInto("request_draft")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column("id")
        .doUpdateSet({ form: row.form, saved_at: row.saved_at })
        .where("request_draft.staff_id", "=", row.staff_id),
    )
    .returning("id")
    .execute();
  const old = await tx
    .selectFrom("request_draft")
    .select("id")
    .where("staff_id", "=", row.staff_id)
    .orderBy("saved_at", "desc")
    .offset(MOST)
    .execute();
  for (const { id } of old) await deleteDraft(tx, id, row.staff_id);
  return saved.length > 0;
}

export async function readDrafts(tx: Tx, staff: string) {
  const rows = await tx
    .selectFrom("request_draft")
    .selectAll()
    .where("staff_id", "=", staff)
    .orderBy("saved_at", "desc")
    .execute();
  return rows.map((row) => ({ id: row.id, form: row.form, savedAt: row.saved_at }));
}

export async function deleteDraft(tx: Tx, id: string, staff: string): Promise<void> {
  await tx.deleteFrom("request_draft").where("id", "=", id).where("staff_id", "=", staff).execute();
}
