import { deskError, found } from "../desk-error.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { siteColumns } from "./incident.ts";
import { lockIncident, updateIncident } from "./incident-repo.ts";
import { pauseSite, resumeSite, siteDue, type SiteState, stopSite } from "./site-clock.ts";

export interface SiteService {
  /** `E_STATE` when nobody promised to come, somebody is there, it stands still already, or the time is up. */
  readonly pause: (unit: Unit, incident: string, reason: string) => Promise<void>;
  readonly resume: (unit: Unit, incident: string) => Promise<void>;
  /** Somebody is there. */
  readonly arrived: (unit: Unit, incident: string, at: string, name: string) => Promise<void>;
}

async function held(unit: Unit, incident: string): Promise<SiteState | undefined> {
  return found(await lockIncident(unit.tx, incident), "incident").site_clock ?? undefined;
}

/** A paused clock is told by its state in words; the same word for what was never promised. */
function stateOf(clock: SiteState | undefined): string {
  if (clock === undefined) return "none";
  if (clock.stoppedAt !== undefined) return "arrived";
  return siteDue(clock) === undefined ? "paused" : "running";
}

/** The promise to be there: it stands still with a reason, goes on, and ends when somebody arrives. */
export function siteService(parts: { readonly journal: Pick<JournalService, "append"> }): SiteService {
  return {
    pause: async (unit, incident, reason) => {
      const before = await held(unit, incident);
      const next = before && pauseSite(before, unit.now, reason, unit.call.actor.name);
      if (before === undefined || next === undefined || next === before)
        throw deskError("E_STATE", { state: stateOf(before) });
      await parts.journal.append(unit, incident, { kind: "site-clock.paused", at: unit.now, data: { reason } });
      await updateIncident(unit.tx, incident, siteColumns(next));
    },
    resume: async (unit, incident) => {
      const before = await held(unit, incident);
      const next = before && resumeSite(before, unit.now);
      if (before === undefined || next === undefined || next === before)
        throw deskError("E_STATE", { state: stateOf(before) });
      const data = { dueAt: siteDue(next) ?? null };
      await parts.journal.append(unit, incident, { kind: "site-clock.resumed", at: unit.now, data });
      await updateIncident(unit.tx, incident, siteColumns(next));
    },
    arrived: async (unit, incident, at, name) => {
      const before = await held(unit, incident);
      const next = before && stopSite(before, at, name);
      if (before === undefined || next === undefined || next === before) return;
      const due = siteDue(next);
      const late = due !== undefined && Date.parse(at) > Date.parse(due);
      await parts.journal.append(unit, incident, { kind: "site-clock.stopped", at, data: { name, late } });
      await updateIncident(unit.tx, incident, siteColumns(next));
    },
  };
}
