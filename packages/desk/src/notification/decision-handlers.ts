import type { Handlers } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { DecisionService } from "./decision-service.ts";

export function decisionHandlers({
  within,
  decisions,
}: {
  readonly within: IncidentWork;
  readonly decisions: DecisionService;
}): Handlers<"decision.list" | "decision.create"> {
  return {
    "decision.list": (call, { params: { incident } }) =>
      within(call, "decision.list", incident, (unit) => decisions.list(unit, incident), reading),
    "decision.create": (call, { params: { incident }, body }) =>
      within(call, "decision.create", incident, (unit) => decisions.create(unit, incident, body)),
  };
}
