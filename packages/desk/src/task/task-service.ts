import { plannedTasks, type PlannedTask, type Playbook, retyped } from "@stanch/model/playbook";
import type { Task, TaskChange, taskDifference, TaskForm } from "@stanch/model/task";
import type { z } from "zod";
import { deskError, found } from "../desk-error.ts";
import { lockIncident } from "../incident/incident-repo.ts";
import { journalData } from "../journal/journal.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { Random } from "../ports.ts";
import type { StaffService } from "../staff/staff-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { insertTasks, lockTask, readTasks, updateTask } from "./task-repo.ts";

export interface TaskService {
  readonly list: (unit: Unit, incident: string) => Promise<Task[]>;
  readonly create: (unit: Unit, incident: string, form: TaskForm) => Promise<Task>;
  readonly change: (unit: Unit, incident: string, id: string, change: TaskChange) => Promise<Task>;
  /** What these types would change, without changing it. */
  readonly difference: (
    unit: Unit,
    incident: string,
    types: readonly string[],
  ) => Promise<z.infer<typeof taskDifference>>;
  /** Brings the list in line with the incident's types: finished work stays, open tasks that nobody asks for any more are retired. */
  readonly plan: (unit: Unit, incident: string, types: readonly string[]) => Promise<void>;
  readonly playbooks: readonly Playbook[];
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly staff: Pick<StaffService, "get">;
  readonly playbooks: readonly Playbook[];
}

const finished = (task: Task): boolean => task.state === "done" || task.state === "under-way";

function differenceOf(parts: Parts, tasks: readonly Task[], types: readonly string[]) {
  const planned = tasks.filter((one) => one.playbook !== undefined && one.state !== "retired");
  const have = planned.map((one) => ({ id: one.playbook ?? "", finished: finished(one) }));
  return retyped(have, plannedTasks(parts.playbooks, types));
}

function rowOf(parts: Parts, unit: Unit, { id, step, role, title, detail }: PlannedTask) {
  return {
    id: parts.random.uuid(),
    playbook: id,
    step,
    role,
    title: JSON.stringify(title),
    detail: JSON.stringify(detail),
    state: "open" as const,
    changed_at: unit.now,
    changed_by: unit.call.actor.name,
  };
}

async function plan(parts: Parts, unit: Unit, incident: string, types: readonly string[]): Promise<void> {
  found(await lockIncident(unit.tx, incident), "incident");
  const tasks = await readTasks(unit.tx, incident);
  const { added, retired } = differenceOf(parts, tasks, types);
  if (added.length === 0 && retired.length === 0) return;
  const data = journalData({ types, added: added.map(({ id }) => id), retired });
  await parts.journal.append(unit, incident, { kind: "task.planned", data });
  const mark = { changed_at: unit.now, changed_by: unit.call.actor.name };
  const byPlaybook = new Map(tasks.map((one) => [one.playbook, one.id]));
  for (const id of retired) await updateTask(unit.tx, byPlaybook.get(id) ?? "", { state: "retired", ...mark });
  // A task that was retired before is asked for again: it is the same one.
  const again = added.filter(({ id }) => byPlaybook.has(id));
  for (const { id } of again) await updateTask(unit.tx, byPlaybook.get(id) ?? "", { state: "open", ...mark });
  const fresh = added.filter(({ id }) => !byPlaybook.has(id));
  await insertTasks(
    unit.tx,
    incident,
    fresh.map((one) => rowOf(parts, unit, one)),
  );
}

async function create(parts: Parts, unit: Unit, incident: string, form: TaskForm): Promise<Task> {
  found(await lockIncident(unit.tx, incident), "incident");
  const id = parts.random.uuid();
  const { step, title, detail } = form;
  await parts.journal.append(unit, incident, { kind: "task.added", data: { task: id, step, title, detail } });
  const both = (words: string): string => JSON.stringify({ zh: words, en: words });
  const words = { title: both(title), detail: both(detail === "" ? title : detail) };
  const mark = { changed_at: unit.now, changed_by: unit.call.actor.name };
  await insertTasks(unit.tx, incident, [
    { id, playbook: null, step, role: "handler", ...words, state: "open", ...mark },
  ]);
  return found(await lockTask(unit.tx, incident, id), "task");
}

/** The columns of who is to do it. */
async function assigneeOf(parts: Parts, unit: Unit, id: string | null | undefined) {
  if (id === undefined) return {};
  if (id === null) return { assignee_id: null, assignee_name: null };
  const person = await parts.staff.get(unit, id);
  if (!person.active || person.roles.includes("customer")) throw deskError("E_NOT_FOUND", { what: "staff" });
  return { assignee_id: person.id, assignee_name: person.name };
}

async function change(parts: Parts, unit: Unit, incident: string, id: string, wanted: TaskChange): Promise<Task> {
  const before = found(await lockTask(unit.tx, incident, id), "task");
  if (before.state === "retired") throw deskError("E_STATE", { state: before.state });
  const assignee = await assigneeOf(parts, unit, wanted.assignee);
  const title = before.title.en;
  const data = journalData({ task: id, playbook: before.playbook, title, ...wanted, name: assignee.assignee_name });
  await parts.journal.append(unit, incident, { kind: "task.changed", data });
  await updateTask(unit.tx, id, {
    ...assignee,
    ...(wanted.state === undefined ? {} : { state: wanted.state }),
    ...(wanted.note === undefined ? {} : { note: wanted.note === "" ? null : wanted.note }),
    changed_at: unit.now,
    changed_by: unit.call.actor.name,
  });
  return found(await lockTask(unit.tx, incident, id), "task");
}

/** What is to be done: planned from playbooks by the incident's types, added to by people, every change in the journal. */
export function taskService(parts: Parts): TaskService {
  return {
    playbooks: parts.playbooks,
    list: (unit, incident) => readTasks(unit.tx, incident),
    create: (unit, incident, form) => create(parts, unit, incident, form),
    change: (unit, incident, id, wanted) => change(parts, unit, incident, id, wanted),
    plan: (unit, incident, types) => plan(parts, unit, incident, types),
    difference: async (unit, incident, types) => {
      const tasks = await readTasks(unit.tx, incident);
      const { added, retired } = differenceOf(parts, tasks, types);
      const gone = tasks.filter((one) => retired.includes(one.playbook ?? ""));
      return {
        added: added.map(({ id, title }) => ({ playbook: id, title })),
        retired: gone.map(({ playbook, title }) => ({ playbook: playbook ?? "", title })),
      };
    },
  };
}
