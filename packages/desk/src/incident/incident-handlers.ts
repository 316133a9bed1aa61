import type { Handlers } from "../handler.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { Work } from "../unit-of-work.ts";
import type { IncidentService } from "./incident-service.ts";
import { type IncidentWork, reading } from "./incident-work.ts";

type Operation = `incident.${"list" | "get" | "journal" | "contact" | "note" | "skip" | "done"}`;

export function incidentHandlers({
  work,
  within,
  incidents,
  journal,
}: {
  readonly work: Work;
  readonly within: IncidentWork;
  readonly incidents: IncidentService;
  readonly journal: Pick<JournalService, "read">;
}): Handlers<Operation> {
  return {
    "incident.list": (call, { query }) => work(call, "incident.list", (unit) => incidents.list(unit, query), reading),
    "incident.get": (call, { params: { incident } }) =>
      within(call, "incident.get", incident, (unit) => incidents.get(unit, incident), reading),
    "incident.journal": (call, { params: { incident } }) =>
      within(call, "incident.journal", incident, (unit) => journal.read(unit, incident), reading),
    "incident.contact": (call, { params: { incident }, body }) =>
      within(call, "incident.contact", incident, (unit) => incidents.contact(unit, incident, body)),
    "incident.note": (call, { params: { incident }, body }) =>
      within(call, "incident.note", incident, async (unit) => {
        await incidents.note(unit, incident, body.body);
        return { ok: true as const };
      }),
    "incident.skip": (call, { params: { incident }, body }) =>
      within(call, "incident.skip", incident, (unit) => incidents.skip(unit, incident, body.step, body.reason)),
    "incident.done": (call, { params: { incident }, body }) =>
      within(call, "incident.done", incident, (unit) => incidents.done(unit, incident, body.step, body.note)),
  };
}
