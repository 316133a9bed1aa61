import type { Handlers } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { AssignmentService } from "./assignment-service.ts";

export function assignmentHandlers({
  within,
  assignments,
}: {
  readonly within: IncidentWork;
  readonly assignments: AssignmentService;
}): Handlers<`assignment.${"list" | "create" | "change"}`> {
  return {
    "assignment.list": (call, { params: { incident } }) =>
      within(call, "assignment.list", incident, (unit) => assignments.list(unit, incident), reading),
    "assignment.create": (call, { params: { incident }, body }) =>
      within(call, "assignment.create", incident, (unit) => assignments.create(unit, incident, body)),
    "assignment.change": (call, { params: { incident, assignment }, body }) =>
      within(call, "assignment.change", incident, (unit) => assignments.change(unit, incident, assignment, body)),
  };
}
