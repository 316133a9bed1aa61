import type { Handlers } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { AdviceService } from "./advice-service.ts";

export function adviceHandlers({
  within,
  advice,
}: {
  readonly within: IncidentWork;
  readonly advice: AdviceService;
}): Handlers<"advice.list" | "advice.create"> {
  return {
    "advice.list": (call, { params: { incident } }) =>
      within(call, "advice.list", incident, (unit) => advice.list(unit, incident), reading),
    "advice.create": (call, { params: { incident }, body }) =>
      within(call, "advice.create", incident, (unit) => advice.create(unit, incident, body)),
  };
}
