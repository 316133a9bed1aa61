import { participantsOf } from "@stanch/model/participant";
import type { AssignmentService } from "../assignment/assignment-service.ts";
import type { Handlers } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { SupportService } from "./support-service.ts";

export function supportHandlers({
  within,
  support,
  assignments,
}: {
  readonly within: IncidentWork;
  readonly support: SupportService;
  readonly assignments: Pick<AssignmentService, "list">;
}): Handlers<`support.${"list" | "ask" | "take" | "answer"}` | "participant.list"> {
  return {
    "participant.list": (call, { params: { incident } }) =>
      within(
        call,
        "participant.list",
        incident,
        async (unit) => participantsOf(await assignments.list(unit, incident)),
        reading,
      ),
    "support.list": (call, { params: { incident } }) =>
      within(call, "support.list", incident, (unit) => support.list(unit, incident), reading),
    "support.ask": (call, { params: { incident }, body }) =>
      within(call, "support.ask", incident, (unit) => support.ask(unit, incident, body)),
    "support.take": (call, { params }) =>
      within(call, "support.take", params.incident, (unit) => support.take(unit, params.incident, params.support)),
    "support.answer": (call, { params, body }) =>
      within(call, "support.answer", params.incident, (unit) =>
        support.answer(unit, params.incident, params.support, body.answer),
      ),
  };
}
