import { type Selectable, sql, type Updateable } from "kysely";
import { customerId, incidentId, staffId } from "@stanch/model/ids";
import type { IncidentState, IncidentSummary } from "@stanch/model/incident";
import { type Page, pageSize } from "../page.ts";
import { searchCondition } from "../search-condition.ts";
import type { IncidentTable, StepMarkTable } from "../intake-tables.ts";
import type { Tx } from "../tables.ts";
import { clockOf, shownClock } from "./incident.ts";

export type IncidentRow = Selectable<IncidentTable>;

export function summaryOf(row: IncidentRow): IncidentSummary {
  return {
    id: incidentId.parse(row.id),
    number: row.number,
    title: row.title,
    organisation: row.organisation,
    state: row.state,
    clock: shownClock(clockOf(row)),
    openedAt: row.opened_at,
    updatedAt: row.updated_at,
    ...(row.customer_id === null ? {} : { customerId: customerId.parse(row.customer_id) }),
    ...(row.level === null ? {} : { level: row.level }),
    ...(row.type === null ? {} : { type: row.type }),
    ...(row.lead_id === null ? {} : { lead: { id: staffId.parse(row.lead_id), name: row.lead_name ?? "" } }),
  };
}

export async function readIncidents(
  tx: Tx,
  filter: { readonly state?: IncidentState | undefined; readonly text?: string | undefined } & Page,
): Promise<IncidentSummary[]> {
  let query = tx
    .selectFrom("incident")
    .selectAll()
    .orderBy("opened_at", "desc")
    .orderBy("id", "desc")
    .limit(filter.limit ?? pageSize);
  if (filter.state !== undefined) query = query.where("state", "=", filter.state);
  if (filter.text !== undefined) query = query.where(searchCondition(filter.text, { indexed: true }));
  if (filter.before !== undefined) {
    query = query.where(
      sql<boolean>`(opened_at, id) < (select opened_at, id from incident i where i.id = ${filter.before}::uuid)`,
    );
  }
  return (await query.execute()).map(summaryOf);
}

export async function readIncident(tx: Tx, id: string): Promise<IncidentRow | undefined> {
  return tx.selectFrom("incident").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function lockIncident(tx: Tx, id: string): Promise<IncidentRow | undefined> {
  return tx.selectFrom("incident").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
}

export async function insertIncident(
  tx: Tx,
  row: Omit<
    IncidentRow,
    | "type"
    | "level"
    | "site_clock"
    | "site_due_at"
    | "lead_id"
    | "lead_name"
    | "verdict"
    | "merged_into"
    | "journal_seq"
    | "journal_hash"
    | "journal_at"
  >,
): Promise<void> {
  await tx.insertInto("incident").values(row).execute();
}

export async function updateIncident(tx: Tx, id: string, set: Updateable<IncidentTable>): Promise<void> {
  await tx.updateTable("incident").set(set).where("id", "=", id).execute();
}

/** Open incidents whose clock runs and whose first warning could be due. */
export async function readRunningClocks(tx: Tx): Promise<IncidentRow[]> {
  return tx
    .selectFrom("incident")
    .selectAll()
    .where("state", "=", "open")
    .where("clock_stopped_at", "is", null)
    .where("clock_warned", "<", 100)
    .orderBy("clock_due_at")
    .limit(200)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Open incidents whose promise to be there runs. */
export async function readRunningSites(tx: Tx): Promise<IncidentRow[]> {
  return tx
    .selectFrom("incident")
    .selectAll()
    .where("state", "=", "open")
    .where("site_due_at", "is not", null)
    .orderBy("site_due_at")
    .limit(200)
    .forUpdate()
    .skipLocked()
    .execute();
}

export async function writeStepMark(tx: Tx, row: Selectable<StepMarkTable>): Promise<void> {
  await tx
    .insertInto("step_mark")
    .values(row)
    .onConflict((conflict) => conflict.columns(["incident_id", "step"]).doUpdateSet(row))
    .execute();
}

/** Whose incident it is; null when no customer has been named. */
export async function customerOf(tx: Tx, incident: string): Promise<string | null> {
  const row = await tx.selectFrom("incident").select("customer_id").where("id", "=", incident).executeTakeFirst();
  return row?.customer_id ?? null;
}

/** The case that this one was merged into, and those that were merged into it. */
export async function readMerged(tx: Tx, row: Pick<IncidentRow, "id" | "merged_into">) {
  const columns = ["id", "number"] as const;
  const from = tx.selectFrom("incident").select(columns).where("merged_into", "=", row.id).orderBy("number");
  const into =
    row.merged_into === null
      ? undefined
      : await tx.selectFrom("incident").select(columns).where("id", "=", row.merged_into).executeTakeFirst();
  return { from: await from.execute(), into };
}
