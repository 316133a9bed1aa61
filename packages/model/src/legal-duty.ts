import { z } from "zod";
import { customerId, incidentId } from "./ids.ts";
import { deadlineFacts, deadlineRule } from "./legal-deadline.ts";
import { text } from "./text.ts";

const instant = z.iso.datetime({ offset: true });
const line = (max: number) => z.string().trim().max(max);

/** The jurisdictions for which rules are kept. */
export const jurisdictions = ["CN", "EU", "US", "JP", "KR", "SG", "HK", "AU"] as const;

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** What the law asks of an organisation whatever happens to it; kept for the customer's next incident. */
export const legalProfile = z.object({
  jurisdictions: z.array(z.enum(jurisdictions)).max(jurisdictions.length),
  operator: deadlineFacts.shape.operator,
  sectors: deadlineFacts.shape.sectors,
  /** IANA zone in which days and months are counted. */
  zone: z.string().max(60).refine(isZone),
  /** Days on which no business is done there, for duties counted in business days. */
  holidays: z.array(z.iso.date()).max(400),
});
export type LegalProfile = z.infer<typeof legalProfile>;

/** The moments that a person states; a clock begins at one of them. */
export const statedMoments = z.object({
  /** When the organisation found out; until somebody states it, the earliest proof of the request. */
  aware: instant.optional(),
  assessed: instant.optional(),
  materiality: instant.optional(),
  payment: instant.optional(),
  "handling-ended": instant.optional(),
});
export type StatedMoments = z.infer<typeof statedMoments>;

/** What is known of one incident that the rules ask for; the level comes from its determination. */
export const legalSheet = legalProfile.extend({
  data: deadlineFacts.shape.data,
  crime: z.boolean(),
  ransomPaid: z.boolean(),
  moments: statedMoments,
});
export type LegalSheet = z.infer<typeof legalSheet>;

/** A new sheet, why it changed, and whether the customer's next incident begins with its profile. */
export const legalStatement = z.object({
  sheet: legalSheet,
  reason: line(4000).min(1),
  keepForCustomer: z.boolean(),
});
export type LegalStatement = z.infer<typeof legalStatement>;

/** That a report was made: no report counts without recipient, channel, time, the words and something that proves it. */
export const legalReportForm = z.object({
  sentAt: instant,
  /** Who sent it, by name. */
  sender: line(200).min(1),
  recipient: line(400).min(1),
  /** `12387 web`, `fax`, `in person`. */
  channel: line(200).min(1),
  body: z.string().trim().min(1).max(40_000),
  /** Number of the receipt, name of who took it, identification of the fax: what proves that it arrived. */
  receipt: line(2000).min(1),
});
export type LegalReportForm = z.infer<typeof legalReportForm>;
export const legalReport = legalReportForm.extend({ recordedAt: instant, recordedBy: z.string() });
export type LegalReport = z.infer<typeof legalReport>;

/**
 * `open`: owed; `sent`: a report was made, others may follow; `retired`: a new determination or new facts no longer ask for it;
 * `waived`: a person decided that it is not owed.
 */
export const legalDutyState = z.enum(["open", "sent", "retired", "waived"]);

/** A duty to report of one incident. The rule is kept as it read when the duty came up. */
export const legalDuty = z.object({
  rule: deadlineRule,
  state: legalDutyState,
  addedAt: instant,
  /** When its clock began; absent until the moment it runs from is known. Set once, it moves only by a person's statement. */
  startedAt: instant.optional(),
  /** Absent where the law says "at once". */
  dueAt: instant.optional(),
  /** Why it was retired or waived, and who said so. */
  ended: z.object({ at: instant, by: z.string(), reason: z.string() }).optional(),
  reports: z.array(legalReport),
});
export type LegalDuty = z.infer<typeof legalDuty>;

/** The legal side of an incident. */
export const legalView = z.object({ sheet: legalSheet, duties: z.array(legalDuty) });
export type LegalView = z.infer<typeof legalView>;

/** One line of the list of all legal clocks that run. */
export const runningDuty = legalDuty.pick({ startedAt: true, dueAt: true, addedAt: true }).extend({
  incident: z.object({ id: incidentId, number: z.string(), organisation: z.string() }),
  customer: customerId.optional(),
  rule: z.object({ id: z.string(), jurisdiction: z.string(), regime: text, duty: text, recipient: text }),
});
export type RunningDuty = z.infer<typeof runningDuty>;
