import type { Dispatch, DispatchRun } from "@stanch/model/dispatch";
import { type Selectable, sql } from "kysely";
import type { Tx } from "../tables.ts";
import type { DispatchTable } from "./dispatch-table.ts";
import { dispatchDue } from "./dispatch.ts";

export type DispatchRow = Selectable<DispatchTable>;

export const dispatchOf = ({ id, run, started_at: startedAt, started_by: startedBy }: DispatchRow): Dispatch => {
  return { ...run, id, startedAt, startedBy };
};

export async function readDispatches(tx: Tx, incident: string): Promise<Dispatch[]> {
  const rows = tx.selectFrom("dispatch").selectAll().where("incident_id", "=", incident);
  return (await rows.orderBy("started_at").orderBy("id").execute()).map(dispatchOf);
}

/** One round of an incident, by its own id or by the assignment that it offered; the caller holds the incident. */
export async function lockDispatch(
  tx: Tx,
  incident: string,
  by: { readonly id: string } | { readonly assignment: string },
): Promise<DispatchRow | undefined> {
  const query = tx.selectFrom("dispatch").selectAll().where("incident_id", "=", incident).forUpdate();
  if ("id" in by) return query.where("id", "=", by.id).executeTakeFirst();
  const offered = JSON.stringify([{ assignment: by.assignment }]);
  return query.where(sql<boolean>`run -> 'offers' @> ${offered}::jsonb`).executeTakeFirst();
}

/** Rounds of open incidents in which something is due, the longest waiting first. */
export async function readDueDispatches(tx: Tx, now: string): Promise<{ id: string; incident_id: string }[]> {
  return tx
    .selectFrom("dispatch")
    .innerJoin("incident", "incident.id", "dispatch.incident_id")
    .select(["dispatch.id", "dispatch.incident_id"])
    .where("dispatch.next_at", "<=", now)
    .where("incident.state", "=", "open")
    .orderBy("dispatch.next_at")
    .limit(100)
    .execute();
}

export async function insertDispatch(
  tx: Tx,
  row: { readonly id: string; readonly incident: string; readonly run: DispatchRun },
  by: { readonly now: string; readonly name: string },
): Promise<void> {
  const { id, incident, run } = row;
  const started = { started_at: by.now, started_by: by.name };
  const values = { id, incident_id: incident, run: JSON.stringify(run), next_at: by.now, ...started };
  await tx.insertInto("dispatch").values(values).execute();
}

export async function saveDispatch(tx: Tx, id: string, run: DispatchRun, now: string): Promise<void> {
  const set = { run: JSON.stringify(run), next_at: dispatchDue(run, now) ?? null };
  await tx.updateTable("dispatch").set(set).where("id", "=", id).execute();
}

/** How many other open incidents people have accepted and not left. */
export async function readBusy(tx: Tx, incident: string): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom("assignment")
    .innerJoin("incident", "incident.id", "assignment.incident_id")
    .select(["assignment.staff_id", sql<string>`count(distinct assignment.incident_id)`.as("count")])
    .where("assignment.state", "in", ["accepted", "under-way", "arrived"])
    .where("incident.state", "=", "open")
    .where("incident.id", "!=", incident)
    .groupBy("assignment.staff_id")
    .execute();
  return new Map(rows.map(({ staff_id, count }) => [staff_id, Number(count)]));
}
