import { z } from "zod";
import { staffId } from "./ids.ts";
import { playbookTask } from "./playbook.ts";
import { text } from "./text.ts";

const line = (max: number) => z.string().trim().max(max);

/** `retired`: a playbook asked for it until the incident got another type. */
export const taskState = z.enum(["open", "under-way", "done", "retired"]);
export type TaskState = z.infer<typeof taskState>;

/** Something to be done in an incident, from a playbook or written by a person. */
export const task = playbookTask.extend({
  id: z.uuid(),
  /** `mining/pool`; absent for a task that a person wrote. */
  playbook: z.string().optional(),
  state: taskState,
  assignee: z.object({ id: staffId, name: z.string() }).optional(),
  /** What came of it. */
  note: z.string().optional(),
  changedAt: z.iso.datetime({ offset: true }),
  changedBy: z.string(),
});
export type Task = z.infer<typeof task>;

/** A task that a person writes; in the language they write in. */
export const taskForm = z.object({
  step: playbookTask.shape.step,
  title: line(300).min(1),
  detail: line(4000),
});
export type TaskForm = z.infer<typeof taskForm>;

/** What changes; a key that is absent stays. `assignee: null` frees it. */
export const taskChange = z.object({
  state: z.enum(["open", "under-way", "done"]).optional(),
  note: line(4000).optional(),
  assignee: staffId.nullable().optional(),
});
export type TaskChange = z.infer<typeof taskChange>;

/** What other types would change in the list of tasks. */
export const taskDifference = z.object({
  added: z.array(z.object({ playbook: z.string(), title: text })),
  retired: z.array(z.object({ playbook: z.string(), title: text })),
});
