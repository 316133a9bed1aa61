import type { Handlers } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { TaskService } from "./task-service.ts";

export function taskHandlers({
  within,
  tasks,
}: {
  readonly within: IncidentWork;
  readonly tasks: TaskService;
}): Handlers<"playbook.list" | `task.${"list" | "create" | "change" | "difference"}`> {
  return {
    "playbook.list": async () => [...tasks.playbooks],
    "task.list": (call, { params: { incident } }) =>
      within(call, "task.list", incident, (unit) => tasks.list(unit, incident), reading),
    "task.create": (call, { params: { incident }, body }) =>
      within(call, "task.create", incident, (unit) => tasks.create(unit, incident, body)),
    "task.change": (call, { params: { incident, task }, body }) =>
      within(call, "task.change", incident, (unit) => tasks.change(unit, incident, task, body)),
    "task.difference": (call, { params: { incident }, query }) =>
      within(
        call,
        "task.difference",
        incident,
        (unit) => tasks.difference(unit, incident, query.types.split(",").filter(Boolean)),
        reading,
      ),
  };
}
