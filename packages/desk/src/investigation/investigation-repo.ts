import { evidenceId, incidentId, investigationId } from "@stanch/model/ids";
import type { Investigation } from "@stanch/model/handling";
import type { Selectable } from "kysely";
import type { InvestigationSheets, InvestigationTable } from "../handling-tables.ts";
import type { Tx } from "../tables.ts";

export type InvestigationRow = Selectable<InvestigationTable>;

export function investigationOf(row: InvestigationRow): Investigation {
  return {
    id: investigationId.parse(row.id),
    incidentId: incidentId.parse(row.incident_id),
    state: row.state,
    evidence: row.evidence.map((id) => evidenceId.parse(id)),
    zone: row.zone,
    by: row.by_name,
    ...(row.started_at === null ? {} : { startedAt: row.started_at }),
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
    ...(row.progress === null ? {} : { progress: row.progress }),
    ...(row.error === null ? {} : { error: row.error }),
  };
}

/** Newest first. */
export async function readInvestigations(tx: Tx, incident: string): Promise<InvestigationRow[]> {
  return tx
    .selectFrom("investigation")
    .selectAll()
    .where("incident_id", "=", incident)
    .orderBy("asked_at", "desc")
    .orderBy("id")
    .execute();
}

export async function readInvestigation(tx: Tx, id: string, incident?: string): Promise<InvestigationRow | undefined> {
  const query = tx.selectFrom("investigation").selectAll().where("id", "=", id);
  return (incident === undefined ? query : query.where("incident_id", "=", incident)).executeTakeFirst();
}

export async function insertInvestigation(
  tx: Tx,
  row: Pick<InvestigationRow, "id" | "incident_id" | "zone" | "asked_at" | "by_name" | "job_id"> & {
    readonly evidence: string;
  },
): Promise<void> {
  const empty = { progress: "null", error: "null", sheets: "null" };
  await tx
    .insertInto("investigation")
    .values({ ...row, ...empty, state: "queued" })
    .execute();
}

export interface InvestigationChange {
  readonly state?: InvestigationRow["state"];
  readonly started_at?: string | null;
  readonly finished_at?: string | null;
  readonly progress?: InvestigationRow["progress"];
  readonly error?: InvestigationRow["error"];
  readonly verdict?: InvestigationRow["verdict"];
  readonly sheets?: InvestigationSheets | null;
}

export async function updateInvestigation(tx: Tx, id: string, change: InvestigationChange): Promise<void> {
  const { progress, error, sheets, ...rest } = change;
  await tx
    .updateTable("investigation")
    .set({
      ...rest,
      ...(progress === undefined ? {} : { progress: JSON.stringify(progress) }),
      ...(error === undefined ? {} : { error: JSON.stringify(error) }),
      ...(sheets === undefined ? {} : { sheets: JSON.stringify(sheets) }),
    })
    .where("id", "=", id)
    .execute();
}

/** Those that wait or run, of all incidents. */
export async function readUnfinished(tx: Tx): Promise<InvestigationRow[]> {
  return tx.selectFrom("investigation").selectAll().where("state", "in", ["queued", "running"]).execute();
}
