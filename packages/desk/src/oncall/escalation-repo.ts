import type { EscalationLine } from "@stanch/model/duty-plan";
import type { EscalationRun } from "@stanch/model/escalation";
import type { Selectable } from "kysely";
import type { Tx } from "../tables.ts";
import type { EscalationTable } from "./duty-table.ts";
import { nextDue } from "./escalation.ts";

export type EscalationRow = Selectable<EscalationTable>;

/** The incident that a chain belongs to by now. */
export async function readEscalationIncident(tx: Tx, request: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom("escalation")
    .select("incident_id")
    .where("request_id", "=", request)
    .executeTakeFirst();
  return row?.incident_id ?? undefined;
}

/**
 * The chain of a request, an incident (the newest first) or a notice, held until the unit ends. An incident is always held before its
 * chains, so that two units never wait for each other.
 */
export async function lockEscalations(
  tx: Tx,
  key: { readonly request: string } | { readonly incident: string } | { readonly notice: string },
): Promise<EscalationRow[]> {
  const query = tx.selectFrom("escalation").selectAll("escalation").orderBy("started_at", "desc").forUpdate();
  if ("request" in key) return query.where("request_id", "=", key.request).execute();
  if ("incident" in key) return query.where("incident_id", "=", key.incident).execute();
  return query
    .where("id", "in", (from) =>
      from.selectFrom("escalation_notice").select("escalation_id").where("notice_id", "=", key.notice),
    )
    .execute();
}

/** One chain by its own id, held until the unit ends. */
export async function lockEscalation(tx: Tx, id: string): Promise<EscalationRow | undefined> {
  return tx.selectFrom("escalation").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
}

export async function readEscalation(tx: Tx, request: string): Promise<EscalationRow | undefined> {
  return tx.selectFrom("escalation").selectAll().where("request_id", "=", request).executeTakeFirst();
}

/** Chains in which something is due, the longest waiting first. */
export async function readDueEscalations(
  tx: Tx,
  now: string,
): Promise<{ id: string; request_id: string; incident_id: string | null }[]> {
  return tx
    .selectFrom("escalation")
    .select(["id", "request_id", "incident_id"])
    .where("next_at", "<=", now)
    .orderBy("next_at")
    .limit(100)
    .execute();
}

/** Takes a chain in which something is still due; undefined when another process has it or has done it. */
export async function lockDueEscalation(tx: Tx, id: string, now: string): Promise<EscalationRow | undefined> {
  return tx
    .selectFrom("escalation")
    .selectAll()
    .where("id", "=", id)
    .where("next_at", "<=", now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

export async function insertEscalation(
  tx: Tx,
  row: { readonly id: string; readonly request: string; readonly run: EscalationRun; readonly now: string },
): Promise<void> {
  const { id, request, run, now } = row;
  await tx
    .insertInto("escalation")
    .values({
      id,
      request_id: request,
      run: JSON.stringify(run),
      log: "[]",
      next_at: nextDue(run) ?? null,
      started_at: now,
    })
    .execute();
}

export async function saveEscalation(
  tx: Tx,
  id: string,
  set: { readonly run: EscalationRun; readonly log: readonly EscalationLine[] },
): Promise<void> {
  const next = nextDue(set.run) ?? null;
  const columns = { run: JSON.stringify(set.run), log: JSON.stringify(set.log), next_at: next };
  await tx.updateTable("escalation").set(columns).where("id", "=", id).execute();
}

export async function linkEscalation(tx: Tx, request: string, incident: string): Promise<void> {
  await tx.updateTable("escalation").set({ incident_id: incident }).where("request_id", "=", request).execute();
}

export async function insertPageNotice(
  tx: Tx,
  row: {
    readonly notice_id: string;
    readonly escalation_id: string | null;
    readonly key: string;
    readonly staff_id: string;
  },
): Promise<void> {
  await tx.insertInto("escalation_notice").values(row).execute();
}

/** The page that a notice carries, and to whom. */
export async function readPageNotice(tx: Tx, notice: string): Promise<{ key: string; staff_id: string } | undefined> {
  return tx
    .selectFrom("escalation_notice")
    .select(["key", "staff_id"])
    .where("notice_id", "=", notice)
    .executeTakeFirst();
}

/** The chain, as it stands, of the page that a notice carries. */
export async function readPageRun(tx: Tx, notice: string): Promise<{ key: string; run: EscalationRun } | undefined> {
  return tx
    .selectFrom("escalation_notice")
    .innerJoin("escalation", "escalation.id", "escalation_notice.escalation_id")
    .select(["escalation_notice.key", "escalation.run"])
    .where("escalation_notice.notice_id", "=", notice)
    .executeTakeFirst();
}
