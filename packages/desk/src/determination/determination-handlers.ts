import type { Handlers } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { DeterminationService } from "./determination-service.ts";

export function determinationHandlers({
  within,
  determinations,
}: {
  readonly within: IncidentWork;
  readonly determinations: DeterminationService;
}): Handlers<"determination.list" | "determination.create"> {
  return {
    "determination.list": (call, { params: { incident } }) =>
      within(call, "determination.list", incident, (unit) => determinations.list(unit, incident), reading),
    "determination.create": (call, { params: { incident }, body }) =>
      within(call, "determination.create", incident, (unit) => determinations.create(unit, incident, body)),
  };
}
