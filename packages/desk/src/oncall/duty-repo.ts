import { type DutyKind, type DutyPlan, dutyPlan } from "@stanch/model/duty-plan";
import type { Tx } from "../tables.ts";

/** The whole plan, each part by name. */
export async function readDutyPlan(tx: Tx): Promise<DutyPlan> {
  const rows = await tx.selectFrom("duty_plan").select(["id", "kind", "form"]).orderBy("id").execute();
  const of = (kind: DutyKind) => rows.filter((row) => row.kind === kind).map(({ id, form }) => ({ ...form, id }));
  return dutyPlan.parse({
    teams: of("teams"),
    rotations: of("rotations"),
    schedules: of("schedules"),
    policies: of("policies"),
  });
}

/** Puts a document of the plan; false when the id belongs to one of another kind. */
export async function putDuty(
  tx: Tx,
  row: {
    readonly id: string;
    readonly kind: DutyKind;
    readonly form: string;
    readonly changed_at: string;
    readonly changed_by: string;
  },
): Promise<boolean> {
  const put = await tx
    .insertInto("duty_plan")
    .values(row)
    .onConflict((at) =>
      at
        .column("id")
        .doUpdateSet({ form: row.form, changed_at: row.changed_at, changed_by: row.changed_by })
        .where("duty_plan.kind", "=", row.kind),
    )
    .returning("id")
    .execute();
  return put.length > 0;
}

export async function deleteDuty(tx: Tx, kind: DutyKind, id: string): Promise<boolean> {
  const gone = await tx.deleteFrom("duty_plan").where("kind", "=", kind).where("id", "=", id).returning("id").execute();
  return gone.length > 0;
}
