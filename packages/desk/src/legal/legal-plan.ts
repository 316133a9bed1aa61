import {
  deadlineClock,
  type DeadlineMoments,
  type DeadlineRule,
  deadlinesFor,
  deadlineRules,
} from "@stanch/model/legal-deadline";
import type { IncidentLevel } from "@stanch/model/incident";
import type { LegalDuty, LegalSheet } from "@stanch/model/legal-duty";
import { warnAt, type WarnPercent } from "../incident/response-clock.ts";

/** What is known of a duty that is on the list already. */
export interface KnownDuty {
  readonly id: string;
  readonly state: LegalDuty["state"];
}

/** What a determination or a statement changes on the list. */
export interface DutyPlan {
  readonly added: readonly DeadlineRule[];
  /** Retired before, asked for again: the same duty goes on, with the clock it had. */
  readonly again: readonly string[];
  readonly retired: readonly string[];
}

/** A sheet of an incident about which nobody has said anything. */
export const emptySheet: LegalSheet = Object.freeze({
  jurisdictions: ["CN"],
  operator: "other",
  sectors: [],
  zone: "Asia/Shanghai",
  holidays: [],
  data: "none",
  crime: false,
  ransomPaid: false,
  moments: {},
} satisfies LegalSheet);

/** The rules that hold; none where it is no incident. */
export function wantedRules(
  sheet: LegalSheet,
  incident: { readonly level: IncidentLevel | null; readonly state: string },
  rules: readonly DeadlineRule[] = deadlineRules,
): readonly DeadlineRule[] {
  if (incident.state === "not-an-incident") return [];
  const { moments: _moments, zone: _zone, holidays: _holidays, ...facts } = sheet;
  return deadlinesFor({ ...facts, ...(incident.level === null ? {} : { level: incident.level }) }, rules);
}

/**
 * Compares what is owed with what is on the list. A duty that was reported or waived stays as it is; nothing is ever taken off.
 */
export function planDuties(wanted: readonly DeadlineRule[], have: readonly KnownDuty[]): DutyPlan {
  const ids = new Set(wanted.map(({ id }) => id));
  const known = new Map(have.map((one) => [one.id, one.state]));
  return {
    added: wanted.filter(({ id }) => !known.has(id)),
    again: have.filter(({ id, state }) => state === "retired" && ids.has(id)).map(({ id }) => id),
    retired: have.filter(({ id, state }) => state === "open" && !ids.has(id)).map(({ id }) => id),
  };
}

/** The clock of a duty as the moments give it; empty while it has not begun. */
export interface DutyClock {
  readonly startedAt?: string;
  readonly dueAt?: string;
}

const iso = (instant: string): string => new Date(instant).toISOString();

export function dutyClock(
  rule: Pick<DeadlineRule, "start" | "limit">,
  moments: DeadlineMoments,
  { zone, holidays }: Pick<LegalSheet, "zone" | "holidays">,
): DutyClock {
  const clock = deadlineClock(rule, moments, zone, new Set(holidays));
  switch (clock.state) {
    case "not-started":
      return {};
    case "at-once":
      return { startedAt: iso(clock.startedAt) };
    case "running":
      return { startedAt: iso(clock.startedAt), dueAt: iso(clock.dueAt) };
  }
}

/** The highest share of a duty's time that is spent and was not warned about. */
export function dutyWarning(
  clock: { readonly startedAt: string; readonly dueAt: string; readonly warned: number },
  now: string,
): WarnPercent | undefined {
  const start = Date.parse(clock.startedAt);
  const whole = Date.parse(clock.dueAt) - start;
  const spent = Date.parse(now) - start;
  return warnAt.findLast((percent) => percent > clock.warned && spent * 100 >= percent * whole);
}

/** Minutes after which people are reminded of what is to be reported at once and is not; the last is one day. */
const remindAfter = [30, 120, 1440] as const;

/**
 * How many reminders of a duty without a number are due by now; undefined when no new one is. A duty that came up later than it began
 * is reminded of from when it came up.
 */
export function dutyReminder(
  duty: { readonly startedAt: string; readonly addedAt: string; readonly warned: number },
  now: string,
): number | undefined {
  const since = Math.max(Date.parse(duty.startedAt), Date.parse(duty.addedAt));
  const due = remindAfter.filter((minutes) => Date.parse(now) >= since + minutes * 60_000).length;
  return due > duty.warned ? due : undefined;
}
