import type { custodyAction, Evidence } from "@stanch/model/handling";
import { evidenceId } from "@stanch/model/ids";
import { type Selectable, sql } from "kysely";
import type { z } from "zod";
import type { CustodyTable, EvidenceTable, UploadTable } from "../handling-tables.ts";
import type { Tx } from "../tables.ts";

export type EvidenceRow = Selectable<EvidenceTable>;
export type UploadRow = Selectable<UploadTable>;
export type CustodyAction = z.infer<typeof custodyAction>;
type CustodyRow = Selectable<CustodyTable>;

/** `E-01` within the incident. */
export function evidenceLabel(seq: number): string {
  return `E-${String(seq).padStart(2, "0")}`;
}

function lineOf(row: CustodyRow): Evidence["custody"][number] {
  return {
    seq: row.seq,
    at: row.at,
    action: row.action,
    purpose: row.purpose,
    sha256: row.sha256,
    by: row.by_name,
    ...(row.from_party === null ? {} : { from: row.from_party }),
    ...(row.to_party === null ? {} : { to: row.to_party }),
  };
}

function evidenceOf(row: EvidenceRow, custody: Evidence["custody"]): Evidence {
  return {
    ...row.form,
    id: evidenceId.parse(row.id),
    label: evidenceLabel(row.seq),
    name: row.name,
    size: Number(row.size),
    sha256: row.sha256,
    receivedAt: row.received_at,
    receivedFrom: row.received_from,
    custody,
  };
}

/** Items with their custody, in the order of their labels. */
export async function readEvidence(tx: Tx, incident: string): Promise<Evidence[]> {
  const lines = await tx.selectFrom("custody").selectAll().where("incident_id", "=", incident).orderBy("seq").execute();
  const byItem = Map.groupBy(lines, (line) => line.evidence_id);
  const rows = await tx.selectFrom("evidence").selectAll().where("incident_id", "=", incident).orderBy("seq").execute();
  return rows.map((row) => evidenceOf(row, (byItem.get(row.id) ?? []).map(lineOf)));
}

export async function readItem(
  tx: Tx,
  incident: string,
  key: { readonly id: string } | { readonly sha256: string },
): Promise<EvidenceRow | undefined> {
  const query = tx.selectFrom("evidence").selectAll().where("incident_id", "=", incident);
  return ("id" in key ? query.where("id", "=", key.id) : query.where("sha256", "=", key.sha256)).executeTakeFirst();
}

/** The next number within the incident, which the caller has locked. */
export async function nextItem(tx: Tx, incident: string): Promise<number> {
  const row = await tx
    .selectFrom("evidence")
    .select(sql<number>`coalesce(max(seq), 0) + 1`.as("next"))
    .where("incident_id", "=", incident)
    .executeTakeFirstOrThrow();
  return row.next;
}

export async function insertItem(tx: Tx, row: Omit<EvidenceRow, "form"> & { readonly form: string }): Promise<void> {
  await tx.insertInto("evidence").values(row).execute();
}

export async function insertCustody(tx: Tx, row: Omit<CustodyRow, "seq">): Promise<void> {
  const seq = sql<number>`(select coalesce(max(seq), 0) + 1 from custody where evidence_id = ${row.evidence_id}::uuid)`;
  await tx
    .insertInto("custody")
    .values({ ...row, seq })
    .execute();
}

export async function insertUpload(
  tx: Tx,
  row: Pick<UploadRow, "id" | "incident_id" | "name" | "size" | "received" | "by_id" | "by_name" | "created_at"> & {
    readonly form: string;
  },
): Promise<void> {
  await tx.insertInto("upload").values(row).execute();
}

export async function readUpload(tx: Tx, incident: string, id: string): Promise<UploadRow | undefined> {
  return tx
    .selectFrom("upload")
    .selectAll()
    .where("incident_id", "=", incident)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** What accounts of a customer handed in to a case, in the order of arrival. */
export async function readHandedIn(
  tx: Tx,
  incident: string,
  customer: string,
): Promise<{ name: string; size: number; sha256: string; at: string; by: string }[]> {
  const rows = await tx
    .selectFrom("upload")
    .innerJoin("staff", (join) => join.on(sql<boolean>`staff.id::text = upload.by_id`))
    .select(["upload.name", "upload.size", "upload.sha256", "upload.created_at", "upload.by_name"])
    .where("upload.incident_id", "=", incident)
    .where("staff.customer_id", "=", customer)
    .where("upload.evidence_id", "is not", null)
    .orderBy("upload.created_at")
    .orderBy("upload.id")
    .execute();
  return rows.map((row) => ({
    name: row.name,
    size: Number(row.size),
    sha256: row.sha256 ?? "",
    at: row.created_at,
    by: row.by_name,
  }));
}

export async function updateUpload(
  tx: Tx,
  id: string,
  set: Partial<Pick<UploadRow, "received" | "sha256" | "evidence_id">>,
): Promise<void> {
  await tx.updateTable("upload").set(set).where("id", "=", id).execute();
}
