import type { Handlers } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { MeasureService } from "./measure-service.ts";

export function measureHandlers({
  within,
  measures,
}: {
  readonly within: IncidentWork;
  readonly measures: MeasureService;
}): Handlers<`measure.${"list" | "plan" | "decide" | "done" | "undo"}`> {
  return {
    "measure.list": (call, { params: { incident } }) =>
      within(call, "measure.list", incident, (unit) => measures.list(unit, incident), reading),
    "measure.plan": (call, { params: { incident }, body }) =>
      within(call, "measure.plan", incident, (unit) => measures.plan(unit, incident, body)),
    "measure.decide": (call, { params: { incident, measure }, body }) =>
      within(call, "measure.decide", incident, (unit) => measures.decide(unit, incident, measure, body)),
    "measure.done": (call, { params: { incident, measure }, body }) =>
      within(call, "measure.done", incident, (unit) => measures.done(unit, incident, measure, body)),
    "measure.undo": (call, { params: { incident, measure }, body }) =>
      within(call, "measure.undo", incident, (unit) => measures.undo(unit, incident, measure, body.reason)),
  };
}
