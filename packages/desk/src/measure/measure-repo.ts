import type { Measure } from "@stanch/model/handling";
import { measureId, staffId } from "@stanch/model/ids";
import type { Selectable } from "kysely";
import type { MeasureTable } from "../handling-tables.ts";
import type { Tx } from "../tables.ts";

type Row = Selectable<MeasureTable>;

/** Members that are not null. */
function present<T extends object>(values: { readonly [Key in keyof T]: T[Key] | null }): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Partial<T>;
}

function measureOf(row: Row): Measure {
  return {
    ...row.form,
    id: measureId.parse(row.id),
    state: row.state,
    author: { id: staffId.parse(row.author_id), name: row.author_name },
    plannedAt: row.planned_at,
    ...(row.consent === null || row.consent_at === null
      ? {}
      : {
          consent: {
            state: row.consent,
            by: row.consent_by ?? "",
            at: row.consent_at,
            reason: row.consent_reason ?? "",
          },
        }),
    ...present({
      decidedBy: row.decided_by,
      decidedAt: row.decided_at,
      decisionReason: row.decision_reason,
      doneBy: row.done_by,
      doneAt: row.done_at,
      before: row.before_text,
      after: row.after_text,
      proof: row.proof,
      undoneAt: row.undone_at,
      undoneBy: row.undone_by,
    }),
  };
}

export async function readMeasures(tx: Tx, incident: string): Promise<Measure[]> {
  const rows = await tx
    .selectFrom("measure")
    .selectAll()
    .where("incident_id", "=", incident)
    .orderBy("planned_at")
    .orderBy("id")
    .execute();
  return rows.map(measureOf);
}

export async function lockMeasure(tx: Tx, incident: string, id: string): Promise<Measure | undefined> {
  const row = await tx
    .selectFrom("measure")
    .selectAll()
    .where("incident_id", "=", incident)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : measureOf(row);
}

export async function insertMeasure(
  tx: Tx,
  row: Pick<Row, "id" | "incident_id" | "phase" | "state" | "author_id" | "author_name" | "planned_at"> & {
    readonly form: string;
  },
): Promise<void> {
  await tx.insertInto("measure").values(row).execute();
}

export async function updateMeasure(
  tx: Tx,
  id: string,
  set: Partial<Omit<Row, "id" | "incident_id" | "form" | "phase">>,
): Promise<void> {
  await tx.updateTable("measure").set(set).where("id", "=", id).execute();
}
