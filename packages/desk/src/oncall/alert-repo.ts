import { type Insertable, type Selectable, sql } from "kysely";
import type { Tx } from "../tables.ts";
import type { StaffAlertTable } from "./contact-table.ts";

export type StaffAlertRow = Selectable<StaffAlertTable>;

export async function insertAlert(tx: Tx, row: Insertable<StaffAlertTable>): Promise<void> {
  await tx.insertInto("staff_alert").values(row).execute();
}

/** One alert, held until the unit ends. */
export async function lockAlert(tx: Tx, id: string): Promise<StaffAlertRow | undefined> {
  return tx.selectFrom("staff_alert").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
}

/** The alert that a notice carries; undefined when it carries a page of a chain, or nothing. */
export async function readNoticeAlert(tx: Tx, notice: string): Promise<StaffAlertRow | undefined> {
  return tx
    .selectFrom("staff_alert")
    .selectAll("staff_alert")
    .innerJoin("escalation_notice", (join) => join.on(sql<boolean>`escalation_notice.key = staff_alert.id::text`))
    .where("escalation_notice.notice_id", "=", notice)
    .where("escalation_notice.escalation_id", "is", null)
    .executeTakeFirst();
}

export async function answerAlert(tx: Tx, id: string, now: string): Promise<void> {
  await tx.updateTable("staff_alert").set({ answered_at: now }).where("id", "=", id).execute();
}

/** What the alerts of an incident were about is done with: whoever has not answered is told no more. */
export async function settleAlerts(
  tx: Tx,
  of: { readonly incident: string; readonly purposes?: readonly string[]; readonly staff?: string },
  now: string,
): Promise<void> {
  let query = tx
    .updateTable("staff_alert")
    .set({ settled_at: now })
    .where("incident_id", "=", of.incident)
    .where("settled_at", "is", null);
  if (of.purposes !== undefined) query = query.where("purpose", "in", of.purposes);
  if (of.staff !== undefined) query = query.where("staff_id", "=", of.staff);
  await query.execute();
}

/** Alerts about a request that has become part of an incident. */
export async function moveAlerts(tx: Tx, request: string, incident: string): Promise<void> {
  await tx.updateTable("staff_alert").set({ incident_id: incident }).where("request_id", "=", request).execute();
}
