import type { Handlers } from "../handler.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { Work } from "../unit-of-work.ts";
import type { IncidentService } from "./incident-service.ts";
import type { SiteService } from "./site-service.ts";
import { type IncidentWork, reading } from "./incident-work.ts";

type Operation =
  | `incident.${"list" | "get" | "journal" | "contact" | "note" | "skip" | "done"}`
  | `siteClock.${"pause" | "resume"}`;

export function incidentHandlers({
  work,
  within,
  incidents,
  journal,
  sites,
}: {
  readonly work: Work;
  readonly within: IncidentWork;
  readonly incidents: IncidentService;
  readonly journal: Pick<JournalService, "read">;
  readonly sites: Pick<SiteService, "pause" | "resume">;
}): Handlers<Operation> {
  return {
    "incident.list": (call, { query }) => work(call, "incident.list", (unit) => incidents.list(unit, query), reading),
    "incident.get": (call, { params: { incident } }) =>
      within(call, "incident.get", incident, (unit) => incidents.get(unit, incident), reading),
    "incident.journal": (call, { params: { incident } }) =>
      within(call, "incident.journal", incident, (unit) => journal.read(unit, incident), reading),
    "incident.contact": (call, { params: { incident }, body }) =>
      within(call, "incident.contact", incident, (unit) => incidents.contact(unit, incident, body)),
    ...siteHandlers({ within, incidents, sites }),
    "incident.note": (call, { params: { incident }, body }) =>
      within(call, "incident.note", incident, async (unit) => {
        const mentioned = await incidents.note(unit, incident, body);
        return { ok: true as const, ...(mentioned.length === 0 ? {} : { mentioned }) };
      }),
    "incident.skip": (call, { params: { incident }, body }) =>
      within(call, "incident.skip", incident, (unit) => incidents.skip(unit, incident, body.step, body.reason)),
    "incident.done": (call, { params: { incident }, body }) =>
      within(call, "incident.done", incident, (unit) => incidents.done(unit, incident, body.step, body.note)),
  };
}

function siteHandlers({
  within,
  incidents,
  sites,
}: {
  readonly within: IncidentWork;
  readonly incidents: Pick<IncidentService, "get">;
  readonly sites: Pick<SiteService, "pause" | "resume">;
}): Handlers<`siteClock.${"pause" | "resume"}`> {
  return {
    "siteClock.pause": (call, { params: { incident }, body }) =>
      within(call, "siteClock.pause", incident, async (unit) => {
        await sites.pause(unit, incident, body.reason);
        return incidents.get(unit, incident);
      }),
    "siteClock.resume": (call, { params: { incident } }) =>
      within(call, "siteClock.resume", incident, async (unit) => {
        await sites.resume(unit, incident);
        return incidents.get(unit, incident);
      }),
  };
}
