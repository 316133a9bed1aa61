import { z } from "zod";
import { customerId, incidentId, staffId } from "./ids.ts";

const instant = z.iso.datetime({ offset: true });
const line = (max: number) => z.string().trim().max(max);
const month = z.string().regex(/^[1-9]\d{3}-(?:0[1-9]|1[0-2])$/);
/** One line is one stretch of work: at most a day, in whole minutes. */
const minutes = z.int().min(0).max(1440);

/**
 * Time that a person spent on a case. `staff` absent: the caller.
 *
 * @example { startedAt: "2026-03-01T02:00:00Z", minutes: 90, purpose: "disk image of web-01", billable: true }
 */
export const hoursForm = z.object({
  staff: staffId.optional(),
  startedAt: instant,
  minutes: minutes.min(1),
  purpose: line(2000).min(1),
  billable: z.boolean(),
});
export type HoursForm = z.infer<typeof hoursForm>;

/** What stands in place of a line that was wrong. `minutes: 0` takes the line out; `staff` absent: whose line it was. */
export const hoursCorrection = hoursForm.extend({ minutes, reason: line(2000).min(1) });
export type HoursCorrection = z.infer<typeof hoursCorrection>;

/** One line as it was written; never changed afterwards. It counts unless another line corrects it. */
export const hoursLine = z.object({
  id: z.uuid(),
  staff: z.object({ id: staffId, name: z.string() }),
  startedAt: instant,
  minutes,
  purpose: z.string(),
  billable: z.boolean(),
  recordedAt: instant,
  recordedBy: z.string(),
  /** The line in whose place this one stands, and why. */
  corrects: z.uuid().optional(),
  reason: z.string().optional(),
  /** The line that stands in place of this one. */
  correctedBy: z.uuid().optional(),
});
export type HoursLine = z.infer<typeof hoursLine>;

/** Minutes of the lines that count. */
export const hoursSum = z.object({ minutes: z.int(), billableMinutes: z.int() });
export type HoursSum = z.infer<typeof hoursSum>;
const ofPerson = hoursSum.extend({ staff: z.object({ id: staffId, name: z.string() }) });

/** All lines of a case in the order of writing, and their sums. */
export const caseHours = z.object({ lines: z.array(hoursLine), total: hoursSum, byPerson: z.array(ofPerson) });
export type CaseHours = z.infer<typeof caseHours>;

/** Months `YYYY-MM` of the centre's zone, both included; a line belongs to the month in which the work began. */
export const hoursQuery = z.object({
  from: month.optional(),
  to: month.optional(),
  customer: customerId.optional(),
});
export type HoursQuery = z.infer<typeof hoursQuery>;

/** Sums of many cases, the largest first. */
export const hoursTotals = z.object({
  total: hoursSum,
  byPerson: z.array(ofPerson),
  byCase: z.array(hoursSum.extend({ incident: incidentId, number: z.string(), organisation: z.string() })),
});
export type HoursTotals = z.infer<typeof hoursTotals>;

const size = (lines: readonly HoursLine[]): HoursSum => ({
  minutes: lines.reduce((sum, one) => sum + one.minutes, 0),
  billableMinutes: lines.reduce((sum, one) => sum + (one.billable ? one.minutes : 0), 0),
});

/**
 * The sums of a case: lines that another corrects do not count, whoever works under two names counts under the latest.
 *
 * @example sumHours([{ id: "a", minutes: 60, … }, { id: "b", corrects: "a", minutes: 30, … }]).total.minutes // 30
 */
export function sumHours(lines: readonly HoursLine[]): Omit<CaseHours, "lines"> {
  const counted = lines.filter(({ correctedBy, minutes: spent }) => correctedBy === undefined && spent > 0);
  const people = new Map(counted.map(({ staff }) => [staff.id, staff]));
  const byPerson = [...people.values()].map((staff) => ({
    staff,
    ...size(counted.filter((one) => one.staff.id === staff.id)),
  }));
  return { total: size(counted), byPerson: byPerson.toSorted((a, b) => b.minutes - a.minutes) };
}
