import { reportId, staffId } from "@stanch/model/ids";
import type { ReportVersion } from "@stanch/model/handling";
import { type Selectable, sql } from "kysely";
import type { ReportTable, Writer } from "../handling-tables.ts";
import type { Tx } from "../tables.ts";

export type ReportRow = Selectable<ReportTable>;

/** What a person sees of a row. */
export function reportOf(row: ReportRow): ReportVersion {
  return {
    id: reportId.parse(row.id),
    number: row.number,
    version: row.version,
    state: row.state,
    author: { id: staffId.parse(row.author_id), name: row.author_name },
    draftedAt: row.drafted_at,
    words: row.words,
    lint: row.lint,
    files: row.files.map(({ name, language, sha256, size }) =>
      language === undefined ? { name, sha256, size } : { name, language, sha256, size },
    ),
    ...(row.reviewer === null ? {} : { reviewer: row.reviewer }),
    ...(row.approver === null ? {} : { approver: row.approver }),
    ...(row.approved_at === null ? {} : { approvedAt: row.approved_at }),
    ...(row.delivered_at === null ? {} : { deliveredAt: row.delivered_at }),
    ...(row.read_at === null ? {} : { readAt: row.read_at }),
    ...(row.countersigned_by === null ? {} : { countersignedBy: row.countersigned_by }),
    ...(row.countersigned_at === null ? {} : { countersignedAt: row.countersigned_at }),
  };
}

/** Oldest version first. */
export async function readReports(tx: Tx, incident: string): Promise<ReportRow[]> {
  return tx.selectFrom("report").selectAll().where("incident_id", "=", incident).orderBy("version").execute();
}

export async function readReport(tx: Tx, incident: string, id: string): Promise<ReportRow | undefined> {
  return tx
    .selectFrom("report")
    .selectAll()
    .where("incident_id", "=", incident)
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function lockReport(tx: Tx, incident: string, id: string): Promise<ReportRow | undefined> {
  return tx
    .selectFrom("report")
    .selectAll()
    .where("incident_id", "=", incident)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export async function nextVersion(tx: Tx, incident: string): Promise<number> {
  const row = await tx
    .selectFrom("report")
    .select(sql<number>`coalesce(max(version), 0) + 1`.as("next"))
    .where("incident_id", "=", incident)
    .executeTakeFirstOrThrow();
  return row.next;
}

export async function insertReport(
  tx: Tx,
  row: Pick<ReportRow, "id" | "incident_id" | "number" | "version" | "author_id" | "author_name" | "drafted_at"> & {
    readonly words: ReportVersion["words"];
  },
): Promise<void> {
  const { words, ...rest } = row;
  const writers: Writer[] = [{ id: row.author_id, name: row.author_name }];
  await tx
    .insertInto("report")
    .values({
      ...rest,
      state: "draft",
      writers: JSON.stringify(writers),
      words: JSON.stringify(words),
      lint: "[]",
      files: "[]",
    })
    .execute();
}

export interface ReportChange extends Partial<
  Pick<
    ReportRow,
    | "state"
    | "reviewer"
    | "approver_id"
    | "approver"
    | "approved_at"
    | "delivered_at"
    | "read_at"
    | "countersigned_by"
    | "countersigned_at"
  >
> {
  readonly words?: ReportRow["words"];
  readonly lint?: ReportRow["lint"];
  readonly files?: ReportRow["files"];
  readonly writers?: ReportRow["writers"];
}

export async function updateReport(tx: Tx, id: string, change: ReportChange): Promise<void> {
  const { words, lint, files, writers, ...rest } = change;
  await tx
    .updateTable("report")
    .set({
      ...rest,
      ...(words === undefined ? {} : { words: JSON.stringify(words) }),
      ...(lint === undefined ? {} : { lint: JSON.stringify(lint) }),
      ...(files === undefined ? {} : { files: JSON.stringify(files) }),
      ...(writers === undefined ? {} : { writers: JSON.stringify(writers) }),
    })
    .where("id", "=", id)
    .execute();
}
