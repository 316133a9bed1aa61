import type { Handlers } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { DispatchService } from "./dispatch-service.ts";

export function dispatchHandlers({
  within,
  dispatches,
}: {
  readonly within: IncidentWork;
  readonly dispatches: DispatchService;
}): Handlers<`dispatch.${"candidates" | "list" | "begin" | "stop"}`> {
  return {
    "dispatch.candidates": (call, { params: { incident }, query }) =>
      within(
        call,
        "dispatch.candidates",
        incident,
        (unit) => dispatches.candidates(unit, incident, query.mode),
        reading,
      ),
    "dispatch.list": (call, { params: { incident } }) =>
      within(call, "dispatch.list", incident, (unit) => dispatches.list(unit, incident), reading),
    "dispatch.begin": (call, { params: { incident }, body }) =>
      within(call, "dispatch.begin", incident, (unit) => dispatches.begin(unit, incident, body)),
    "dispatch.stop": (call, { params: { incident, dispatch }, body }) =>
      within(call, "dispatch.stop", incident, (unit) => dispatches.stop(unit, incident, dispatch, body.reason)),
  };
}
