import { pagedPurposes } from "../notification/notice.ts";
import { sql } from "kysely";
import type { Tx } from "../tables.ts";
import type { StepFacts } from "./process-steps.ts";

/*
 * The one place that reads across slices: how far an incident is follows from all of its records, in one question to the database.
 */

const count = (table: string, where: string) =>
  sql.raw(`(select count(*) from ${table} where incident_id = incident.id${where === "" ? "" : ` and ${where}`})`);

const grouped = (table: string, key: string) =>
  sql.raw(
    `(select coalesce(jsonb_object_agg(k, n), '{}') from (select ${key} as k, count(*) as n from ${table} where incident_id = incident.id group by 1) t)`,
  );

type Marks = StepFacts["marks"];

const marks = sql<Marks>`(select coalesce(jsonb_agg(jsonb_build_object('step', step, 'state', state, 'reason', reason,
  'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))), '[]') from step_mark where incident_id = incident.id)`;

/** A page that took the person's next way instead, or was answered before it left: nobody has to do anything. */
const paged = [...pagedPurposes].map((one) => `'${one}'`).join(", ");
const movedOn = `purpose in (${paged}) and exists (select from notice_attempt a where a.notice_id = notice.id and a.provider in ('limit', 'stopped'))`;

/** Undefined when the caller may not see such an incident. */
export async function readStepFacts(tx: Tx, incident: string): Promise<StepFacts | undefined> {
  const row = await tx
    .selectFrom("incident")
    .select([
      "state",
      "opened_at",
      "clock_stopped_at",
      sql<number>`${count("notice", "state in ('sent', 'delivered', 'acknowledged')")}`.as("noticesTold"),
      sql<number>`${count("notice", `state = 'failed' and not (${movedOn})`)}`.as("noticesFailed"),
      sql<number>`${count("decision", "")}`.as("decisions"),
      sql<number>`${count("determination", "")}`.as("determinations"),
      sql<number>`${count("assignment", "state in ('accepted', 'under-way', 'arrived', 'left')")}`.as(
        "assignmentsTaken",
      ),
      sql<number>`${count("advice", "")}`.as("advice"),
      sql<number>`${count("evidence", "")}`.as("evidence"),
      sql<number>`${count("investigation", "state in ('done', 'partial')")}`.as("investigationsDone"),
      sql<number>`${count("investigation", "state in ('queued', 'running')")}`.as("investigationsRunning"),
      sql<Record<string, number>>`${grouped("measure", "phase || ' ' || state")}`.as("measures"),
      sql<Record<string, number>>`${grouped("report", "state")}`.as("reports"),
      marks.as("marks"),
    ])
    .where("id", "=", incident)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { state, opened_at: openedAt, clock_stopped_at: stoppedAt, ...counts } = row;
  return {
    state,
    openedAt,
    clockStopped: stoppedAt !== null,
    ...counts,
  };
}
