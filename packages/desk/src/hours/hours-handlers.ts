import type { Handlers } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { Work } from "../unit-of-work.ts";
import type { HoursService } from "./hours-service.ts";

export function hoursHandlers({
  work,
  within,
  hours,
}: {
  readonly work: Work;
  readonly within: IncidentWork;
  readonly hours: HoursService;
}): Handlers<`hours.${"list" | "record" | "correct" | "totals"}`> {
  return {
    "hours.list": (call, { params: { incident } }) =>
      within(call, "hours.list", incident, (unit) => hours.list(unit, incident), reading),
    "hours.record": (call, { params: { incident }, body }) =>
      within(call, "hours.record", incident, (unit) => hours.record(unit, incident, body)),
    "hours.correct": (call, { params: { incident, line }, body }) =>
      within(call, "hours.correct", incident, (unit) => hours.correct(unit, incident, line, body)),
    "hours.totals": (call, { query }) => work(call, "hours.totals", (unit) => hours.totals(unit, query), reading),
  };
}
