import { z } from "zod";
import { incidentParams, within } from "./api-params.ts";
import { playbook } from "./playbook.ts";
import { route } from "./route.ts";
import { task, taskChange, taskDifference, taskForm } from "./task.ts";

/** What is to be done in an incident, and the playbooks it comes from. */
export const taskRoutes = {
  "playbook.list": route({
    method: "GET",
    path: "/playbooks",
    permission: "incident.read",
    output: z.array(playbook),
  }),
  "task.list": route({
    method: "GET",
    path: "/incidents/:incident/tasks",
    permission: "incident.read",
    params: incidentParams,
    output: z.array(task),
  }),
  "task.create": route({
    method: "POST",
    path: "/incidents/:incident/tasks",
    permission: "incident.write",
    params: incidentParams,
    body: taskForm,
    output: task,
  }),
  "task.change": route({
    method: "POST",
    path: "/incidents/:incident/tasks/:task",
    permission: "incident.write",
    params: within("task", z.uuid()),
    body: taskChange,
    output: task,
  }),
  /** What a determination with these types would add and retire. `types`: keys, separated by commas. */
  "task.difference": route({
    method: "GET",
    path: "/incidents/:incident/tasks/difference",
    permission: "incident.read",
    params: incidentParams,
    query: z.object({ types: z.string().max(200) }),
    output: taskDifference,
  }),
};
