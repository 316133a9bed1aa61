import type { IncidentState } from "@stanch/model/incident";
import { searchText } from "../search-text.ts";
import type { IncidentRow } from "./incident-repo.ts";
import type { ClockState } from "./response-clock.ts";
import { siteDue, type SiteState } from "./site-clock.ts";

/** Which state may follow which; `archived` is the end. */
export const incidentSteps: Readonly<Record<IncidentState, readonly IncidentState[]>> = {
  open: ["not-an-incident", "closed", "archived"],
  "not-an-incident": ["open", "archived"],
  closed: ["open", "archived"],
  archived: [],
};

export function clockOf(row: IncidentRow): ClockState {
  const iso = (at: string): string => new Date(at).toISOString();
  const clock = {
    startedAt: iso(row.clock_started_at),
    minutes: row.response_minutes,
    dueAt: iso(row.clock_due_at),
    warned: row.clock_warned as ClockState["warned"],
  };
  if (row.clock_stopped_at === null) return clock;
  return {
    ...clock,
    stoppedAt: iso(row.clock_stopped_at),
    stoppedBy: row.clock_stopped_by ?? "",
    how: row.clock_how ?? "",
  };
}

/** Whether a request speaks for the organisation that an incident is at. */
export function sameOrganisation(
  form: { readonly organisation: string },
  incident: { readonly organisation: string },
): boolean {
  return searchText([form.organisation]) === searchText([incident.organisation]);
}

/** The columns that hold a clock. */
export function clockColumns(clock: ClockState) {
  return {
    clock_started_at: clock.startedAt,
    clock_due_at: clock.dueAt,
    response_minutes: clock.minutes,
    clock_stopped_at: clock.stoppedAt ?? null,
    clock_stopped_by: clock.stoppedBy ?? null,
    clock_how: clock.how ?? null,
    clock_warned: clock.warned,
  };
}

/** The columns that hold the promise to be there. */
export function siteColumns(clock: SiteState): { site_clock: string; site_due_at: string | null } {
  const due = clock.stoppedAt === undefined ? siteDue(clock) : undefined;
  return { site_clock: JSON.stringify(clock), site_due_at: due ?? null };
}

/** The clock as customers and staff see it. */
export function shownClock(clock: ClockState) {
  const { startedAt, dueAt, stoppedAt, stoppedBy, how } = clock;
  return {
    startedAt,
    dueAt,
    ...(stoppedAt === undefined ? {} : { stoppedAt }),
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
    ...(how === undefined ? {} : { how }),
  };
}
