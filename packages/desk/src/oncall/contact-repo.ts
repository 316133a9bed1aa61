import type { ContactMethod, ContactRule } from "@stanch/model/contact";
import { type Insertable, type Selectable, sql, type Updateable } from "kysely";
import type { Tx } from "../tables.ts";
import type { CallRecordTable, ContactMethodTable, PageContactTable } from "./contact-table.ts";

export type ContactRow = Selectable<ContactMethodTable>;
export type PageContactRow = Selectable<PageContactTable>;

export function shownContact(row: ContactRow): ContactMethod {
  return {
    id: row.id,
    channel: row.channel,
    address: row.address,
    createdAt: row.created_at,
    ...(row.verified_at === null ? {} : { verifiedAt: row.verified_at }),
    ...(row.verified_by === null ? {} : { verifiedBy: row.verified_by }),
    ...(row.gone_at === null ? {} : { goneAt: row.gone_at }),
  };
}

/** The ways of people, the oldest first; removed ones are not among them. */
export async function readContacts(tx: Tx, staff: readonly string[]): Promise<ContactRow[]> {
  if (staff.length === 0) return [];
  return tx
    .selectFrom("contact_method")
    .selectAll()
    .where("staff_id", "in", staff)
    .where("removed_at", "is", null)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

/** One way, held until the unit ends. */
export async function lockContact(tx: Tx, id: string): Promise<ContactRow | undefined> {
  return tx
    .selectFrom("contact_method")
    .selectAll()
    .where("id", "=", id)
    .where("removed_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertContact(tx: Tx, row: Insertable<ContactMethodTable>): Promise<void> {
  await tx.insertInto("contact_method").values(row).execute();
}

export async function updateContact(tx: Tx, id: string, set: Updateable<ContactMethodTable>): Promise<void> {
  await tx.updateTable("contact_method").set(set).where("id", "=", id).execute();
}

export async function readContactRules(tx: Tx, staff: string): Promise<readonly ContactRule[]> {
  const row = await tx.selectFrom("contact_rules").select("rules").where("staff_id", "=", staff).executeTakeFirst();
  return row?.rules ?? [];
}

/** The rules of everybody who wrote some. */
export async function readAllContactRules(tx: Tx): Promise<ReadonlyMap<string, readonly ContactRule[]>> {
  const rows = await tx.selectFrom("contact_rules").select(["staff_id", "rules"]).execute();
  return new Map(rows.map((row) => [row.staff_id, row.rules]));
}

export async function writeContactRules(
  tx: Tx,
  staff: string,
  rules: readonly ContactRule[],
  now: string,
): Promise<void> {
  const row = { rules: JSON.stringify(rules), changed_at: now };
  await tx
    .insertInto("contact_rules")
    .values({ staff_id: staff, ...row })
    .onConflict((at) => at.column("staff_id").doUpdateSet(row))
    .execute();
}

export async function insertPageContact(tx: Tx, row: Insertable<PageContactTable>): Promise<void> {
  await tx.insertInto("page_contact").values(row).execute();
}

export interface DuePageContact {
  readonly id: string;
  readonly escalation_id: string | null;
  readonly key: string;
  readonly incident_id: string | null;
}

/** Ways that are due, with the incident that their chain belongs to. */
export async function readDuePageContacts(tx: Tx, now: string): Promise<DuePageContact[]> {
  return tx
    .selectFrom("page_contact")
    .leftJoin("escalation", "escalation.id", "page_contact.escalation_id")
    .leftJoin("staff_alert", (join) =>
      join.on(sql<boolean>`page_contact.escalation_id is null and staff_alert.id::text = page_contact.key`),
    )
    .select((from) => [
      "page_contact.id",
      "page_contact.escalation_id",
      "page_contact.key",
      from.fn.coalesce("escalation.incident_id", "staff_alert.incident_id").as("incident_id"),
    ])
    .where("page_contact.state", "=", "waiting")
    .where("page_contact.due_at", "<=", now)
    .orderBy("page_contact.due_at")
    .limit(100)
    .execute();
}

/** Takes a way that is still due; undefined when another process has it or has done it. */
export async function lockDuePageContact(tx: Tx, id: string, now: string): Promise<PageContactRow | undefined> {
  return tx
    .selectFrom("page_contact")
    .selectAll()
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .where("due_at", "<=", now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

export async function updatePageContact(
  tx: Tx,
  id: string,
  set: Pick<Updateable<PageContactTable>, "state" | "notice_id" | "due_at">,
): Promise<void> {
  await tx.updateTable("page_contact").set(set).where("id", "=", id).execute();
}

/** The way that comes after the one that this notice took, for the same person and page. */
export async function readNextPageContact(tx: Tx, notice: string): Promise<PageContactRow | undefined> {
  return tx
    .selectFrom("page_contact")
    .selectAll("page_contact")
    .innerJoin("escalation_notice", (join) =>
      join
        .on(sql<boolean>`escalation_notice.escalation_id is not distinct from page_contact.escalation_id`)
        .onRef("escalation_notice.key", "=", "page_contact.key")
        .onRef("escalation_notice.staff_id", "=", "page_contact.staff_id"),
    )
    .where("escalation_notice.notice_id", "=", notice)
    .where("page_contact.state", "=", "waiting")
    .orderBy("page_contact.due_at")
    .orderBy("page_contact.id")
    .executeTakeFirst();
}

/** The next way of the same person and page is due now. */
export async function hurryPageContact(
  tx: Tx,
  after: Pick<PageContactRow, "escalation_id" | "key" | "staff_id">,
  now: string,
): Promise<void> {
  const next = await tx
    .selectFrom("page_contact")
    .select("id")
    .where(sql<boolean>`escalation_id is not distinct from ${after.escalation_id}::uuid`)
    .where("key", "=", after.key)
    .where("staff_id", "=", after.staff_id)
    .where("state", "=", "waiting")
    .orderBy("due_at")
    .orderBy("id")
    .executeTakeFirst();
  if (next !== undefined) await updatePageContact(tx, next.id, { due_at: now });
}

export async function insertCall(tx: Tx, row: Insertable<CallRecordTable>): Promise<void> {
  await tx.insertInto("call_record").values(row).execute();
}

export async function readCalls(tx: Tx, request: string): Promise<Selectable<CallRecordTable>[]> {
  return tx
    .selectFrom("call_record")
    .selectAll()
    .where("request_id", "=", request)
    .orderBy("at")
    .orderBy("id")
    .execute();
}

/** Notes that a person is tested on a day; false when they were already. */
export async function insertTestPage(tx: Tx, day: string, staff: string): Promise<boolean> {
  const rows = await tx
    .insertInto("test_page")
    .values({ day, staff_id: staff })
    .onConflict((at) => at.columns(["day", "staff_id"]).doNothing())
    .returning("staff_id")
    .execute();
  return rows.length > 0;
}
