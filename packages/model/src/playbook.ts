import { z } from "zod";
import { incidentType } from "./incident-type.ts";
import { processStep } from "./process.ts";
import { role } from "./role.ts";
import { text } from "./text.ts";

const key = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);

/** One thing to do in an emergency of a certain type. */
export const playbookTask = z.object({
  /** Unique within its playbook. */
  id: key,
  /** The step of the process it belongs to. */
  step: processStep,
  /** Who usually does it. */
  role,
  title: text,
  detail: text,
});
export type PlaybookTask = z.infer<typeof playbookTask>;

/**
 * What to do in emergencies of certain types; files under `playbooks/`. One without types holds for every emergency.
 *
 * @example playbook.parse(parse(await readFile("playbooks/mining.yml", "utf8"))).types // ["MAL-08"]
 */
export const playbook = z
  .object({
    id: key,
    title: text,
    /** Keys of GB/T 20986-2023. */
    types: z.array(z.string().refine((type) => incidentType(type) !== undefined)),
    tasks: z.array(playbookTask).min(1).max(100),
  })
  .refine(({ tasks }) => new Set(tasks.map(({ id }) => id)).size === tasks.length);
export type Playbook = z.infer<typeof playbook>;

/** A task of a playbook, named across all of them: `mining/pool`. */
export interface PlannedTask extends Omit<PlaybookTask, "id"> {
  readonly id: string;
}

/**
 * Every task for an incident's types: those that always hold first, then each playbook that names one of the types, in the order of
 * the types.
 *
 * @example plannedTasks(playbooks, ["MAL-08"]).map(({ id }) => id) // ["common/call-back", …, "mining/pool", …]
 */
export function plannedTasks(playbooks: readonly Playbook[], types: readonly string[]): PlannedTask[] {
  const always = playbooks.filter((one) => one.types.length === 0);
  const fitting = types.flatMap((type) => playbooks.filter((one) => one.types.includes(type)));
  return [...new Set([...always, ...fitting])].flatMap(({ id: book, tasks }) =>
    tasks.map(({ id, ...task }) => ({ ...task, id: `${book}/${id}` })),
  );
}

/** What a new type changes in the list of tasks. */
export interface Retyped {
  readonly added: readonly PlannedTask[];
  /** Ids of tasks that are no longer asked for. */
  readonly retired: readonly string[];
  /** Ids of tasks that stay, and of those that are finished and kept although the new type does not ask for them. */
  readonly kept: readonly string[];
}

/**
 * The difference when an incident gets other types: finished work is always kept, open tasks that are no longer asked for are retired,
 * missing ones are added.
 *
 * @example retyped([{ id: "mining/pool", finished: true }], plannedTasks(playbooks, ["MAL-07"])).kept // ["mining/pool"]
 */
export function retyped(
  have: readonly { readonly id: string; readonly finished: boolean }[],
  wanted: readonly PlannedTask[],
): Retyped {
  const asked = new Set(wanted.map(({ id }) => id));
  const known = new Set(have.map(({ id }) => id));
  return {
    added: wanted.filter(({ id }) => !known.has(id)),
    retired: have.filter(({ id, finished }) => !finished && !asked.has(id)).map(({ id }) => id),
    kept: have.filter(({ id, finished }) => finished || asked.has(id)).map(({ id }) => id),
  };
}
