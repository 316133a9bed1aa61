import type { LegalDuty, LegalProfile, LegalReport, LegalSheet, RunningDuty } from "@stanch/model/legal-duty";
import { customerId, incidentId } from "@stanch/model/ids";
import { type Insertable, type Selectable, sql, type Updateable } from "kysely";
import type { Tx } from "../tables.ts";
import type { LegalDutyTable, LegalReportTable } from "./legal-table.ts";

export type DutyRow = Selectable<LegalDutyTable>;

export async function readProfile(tx: Tx, customer: string | null): Promise<LegalProfile | undefined> {
  if (customer === null) return undefined;
  const row = await tx
    .selectFrom("legal_profile")
    .select("profile")
    .where("customer_id", "=", customer)
    .executeTakeFirst();
  return row?.profile;
}

export async function writeProfile(tx: Tx, customer: string, profile: LegalProfile, at: string): Promise<void> {
  const row = { customer_id: customer, profile: JSON.stringify(profile), changed_at: at };
  await tx
    .insertInto("legal_profile")
    .values(row)
    .onConflict((conflict) => conflict.column("customer_id").doUpdateSet(row))
    .execute();
}

export async function readSheet(tx: Tx, incident: string): Promise<LegalSheet | undefined> {
  const row = await tx.selectFrom("legal_sheet").select("sheet").where("incident_id", "=", incident).executeTakeFirst();
  return row?.sheet;
}

export async function writeSheet(tx: Tx, incident: string, sheet: LegalSheet, at: string): Promise<void> {
  const row = { incident_id: incident, sheet: JSON.stringify(sheet), changed_at: at };
  await tx
    .insertInto("legal_sheet")
    .values(row)
    .onConflict((conflict) => conflict.column("incident_id").doUpdateSet(row))
    .execute();
}

/** Duties of an incident in the order in which they came up. */
export async function readDutyRows(tx: Tx, incident: string): Promise<DutyRow[]> {
  return tx
    .selectFrom("legal_duty")
    .selectAll()
    .where("incident_id", "=", incident)
    .orderBy("added_at")
    .orderBy("rule_id")
    .execute();
}

export async function insertDuty(tx: Tx, row: Insertable<LegalDutyTable>): Promise<void> {
  await tx.insertInto("legal_duty").values(row).execute();
}

export async function updateDuty(
  tx: Tx,
  incident: string,
  rule: string,
  set: Updateable<LegalDutyTable>,
): Promise<void> {
  await tx.updateTable("legal_duty").set(set).where("incident_id", "=", incident).where("rule_id", "=", rule).execute();
}

export async function insertReport(tx: Tx, row: Insertable<LegalReportTable>): Promise<void> {
  await tx.insertInto("legal_report").values(row).execute();
}

/** Reports of an incident by rule, in the order in which they left. */
export async function readReports(tx: Tx, incident: string): Promise<ReadonlyMap<string, LegalReport[]>> {
  const rows = await tx
    .selectFrom("legal_report")
    .selectAll()
    .where("incident_id", "=", incident)
    .orderBy("sent_at")
    .orderBy("id")
    .execute();
  const byRule = Map.groupBy(rows, (row) => row.rule_id);
  return new Map(
    [...byRule].map(([rule, all]) => [
      rule,
      all.map((row) => ({
        sentAt: row.sent_at,
        sender: row.sender,
        recipient: row.recipient,
        channel: row.channel,
        body: row.body,
        receipt: row.receipt,
        recordedAt: row.recorded_at,
        recordedBy: row.recorded_by,
      })),
    ]),
  );
}

export function dutyOf(row: DutyRow, reports: readonly LegalReport[] = []): LegalDuty {
  return {
    rule: row.rule,
    state: row.state,
    addedAt: row.added_at,
    reports: [...reports],
    ...(row.started_at === null ? {} : { startedAt: row.started_at }),
    ...(row.due_at === null ? {} : { dueAt: row.due_at }),
    ...(row.ended_at === null
      ? {}
      : { ended: { at: row.ended_at, by: row.ended_by ?? "", reason: row.ended_reason ?? "" } }),
  };
}

/** Duties that are owed, of all incidents; the first due first, those without a number in front. */
export async function readRunning(tx: Tx): Promise<RunningDuty[]> {
  const rows = await tx
    .selectFrom("legal_duty")
    .innerJoin("incident", "incident.id", "legal_duty.incident_id")
    .select(["rule", "added_at", "started_at", "due_at", "incident.id", "number", "organisation", "customer_id"])
    .where("legal_duty.state", "=", "open")
    .orderBy(sql`due_at is null and started_at is null, due_at nulls first, added_at, rule_id`)
    .limit(1000)
    .execute();
  return rows.map(({ rule: { id, jurisdiction, regime, duty, recipient }, ...row }) => ({
    rule: { id, jurisdiction, regime, duty, recipient },
    addedAt: row.added_at,
    incident: { id: incidentId.parse(row.id), number: row.number, organisation: row.organisation },
    ...(row.customer_id === null ? {} : { customer: customerId.parse(row.customer_id) }),
    ...(row.started_at === null ? {} : { startedAt: row.started_at }),
    ...(row.due_at === null ? {} : { dueAt: row.due_at }),
  }));
}

/**
 * Incidents in which half of the time of an open duty is spent, or half an hour of one that is owed at once, and people were not told of
 * everything yet.
 */
export async function readWarnable(tx: Tx, now: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("legal_duty")
    .select("incident_id")
    .distinct()
    .where("state", "=", "open")
    .where("warned", "<", 100)
    .where(
      sql<boolean>`(started_at + (due_at - started_at) / 2 <= ${now}::timestamptz or (due_at is null and warned < 3
        and greatest(started_at, added_at) + (array[30, 120, 1440])[warned + 1] * interval '1 minute' <= ${now}::timestamptz))`,
    )
    .limit(200)
    .execute();
  return rows.map((row) => row.incident_id);
}

export async function countOpen(tx: Tx, incident: string): Promise<number> {
  const row = await tx
    .selectFrom("legal_duty")
    .select((one) => one.fn.countAll<number>().as("n"))
    .where("incident_id", "=", incident)
    .where("state", "=", "open")
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}
