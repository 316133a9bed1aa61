import { staffId } from "@stanch/model/ids";
import type { Task } from "@stanch/model/task";
import type { Insertable, Selectable, Updateable } from "kysely";
import type { Tx } from "../tables.ts";
import type { TaskTable } from "./task-table.ts";

type Row = Selectable<TaskTable>;

function taskOf(row: Row): Task {
  const { assignee_id: assignee, assignee_name: name } = row;
  return {
    id: row.id,
    step: row.step,
    role: row.role,
    title: row.title,
    detail: row.detail,
    state: row.state,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    ...(row.playbook === null ? {} : { playbook: row.playbook }),
    ...(assignee === null || name === null ? {} : { assignee: { id: staffId.parse(assignee), name } }),
    ...(row.note === null ? {} : { note: row.note }),
  };
}

/** Tasks of an incident in the order in which they were asked for. */
export async function readTasks(tx: Tx, incident: string): Promise<Task[]> {
  const rows = await tx
    .selectFrom("incident_task")
    .selectAll()
    .where("incident_id", "=", incident)
    .orderBy("seq")
    .execute();
  return rows.map(taskOf);
}

export async function lockTask(tx: Tx, incident: string, id: string): Promise<Task | undefined> {
  const row = await tx
    .selectFrom("incident_task")
    .selectAll()
    .where("incident_id", "=", incident)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : taskOf(row);
}

/** Adds tasks after those that are there. The caller holds the incident. */
export async function insertTasks(
  tx: Tx,
  incident: string,
  tasks: readonly Omit<Insertable<TaskTable>, "incident_id" | "seq">[],
): Promise<void> {
  if (tasks.length === 0) return;
  const last = await tx
    .selectFrom("incident_task")
    .select((one) => one.fn.max("seq").as("seq"))
    .where("incident_id", "=", incident)
    .executeTakeFirst();
  const first = Number(last?.seq ?? 0) + 1;
  const rows = tasks.map((one, at) => ({ ...one, incident_id: incident, seq: first + at }));
  await tx.insertInto("incident_task").values(rows).execute();
}

export async function updateTask(tx: Tx, id: string, set: Updateable<TaskTable>): Promise<void> {
  await tx.updateTable("incident_task").set(set).where("id", "=", id).execute();
}
