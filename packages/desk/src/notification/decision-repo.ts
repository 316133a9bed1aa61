import type { supervisorDecision } from "@stanch/model/handling";
import type { z } from "zod";
import type { Selectable } from "kysely";
import type { DecisionTable } from "../handling-tables.ts";
import type { Tx } from "../tables.ts";

export type Decision = z.infer<typeof supervisorDecision>;

export async function insertDecision(tx: Tx, row: Selectable<DecisionTable>): Promise<void> {
  await tx.insertInto("decision").values(row).execute();
}

export async function readDecisions(tx: Tx, incident: string): Promise<Decision[]> {
  const rows = await tx.selectFrom("decision").selectAll().where("incident_id", "=", incident).orderBy("at").execute();
  return rows.map((row) => ({ notifyFurther: row.notify_further, reason: row.reason, by: row.by_name, at: row.at }));
}
