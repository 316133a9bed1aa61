import type { Handlers } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { Work } from "../unit-of-work.ts";
import type { LegalService } from "./legal-service.ts";

export function legalHandlers({
  work,
  within,
  legal,
}: {
  readonly work: Work;
  readonly within: IncidentWork;
  readonly legal: LegalService;
}): Handlers<`legal.${"running" | "get" | "state" | "draft" | "report" | "waive"}`> {
  return {
    "legal.running": (call) => work(call, "legal.running", legal.running, reading),
    "legal.get": (call, { params: { incident } }) =>
      within(call, "legal.get", incident, (unit) => legal.get(unit, incident), reading),
    "legal.state": (call, { params: { incident }, body }) =>
      within(call, "legal.state", incident, (unit) => legal.state(unit, incident, body)),
    "legal.draft": (call, { params: { incident, rule }, query: { language } }) =>
      within(
        call,
        "legal.draft",
        incident,
        async (unit) => ({ body: await legal.draft(unit, incident, rule, language) }),
        reading,
      ),
    "legal.report": (call, { params: { incident, rule }, body }) =>
      within(call, "legal.report", incident, (unit) => legal.report(unit, incident, rule, body)),
    "legal.waive": (call, { params: { incident, rule }, body }) =>
      within(call, "legal.waive", incident, (unit) => legal.waive(unit, incident, rule, body.reason)),
  };
}
