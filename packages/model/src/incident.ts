import { z } from "zod";
import { customerId, incidentId, requestId, staffId } from "./ids.ts";
import { processStep, stepState } from "./process.ts";
import { recurrenceLink, recurrenceWatch } from "./recurrence.ts";
import { symptom } from "./request.ts";
import { language, text } from "./text.ts";

const instant = z.iso.datetime({ offset: true });

/** `not-an-incident` ends with a letter to the applicant; `archived` is read-only, also in the database. */
export const incidentState = z.enum(["open", "not-an-incident", "closed", "archived"]);
export type IncidentState = z.infer<typeof incidentState>;

/** The promise: a named person has spoken with the customer before `dueAt`. Runs 7×24, never restarts. */
export const responseClock = z.object({
  startedAt: instant,
  dueAt: instant,
  stoppedAt: instant.optional(),
  stoppedBy: z.string().optional(),
  /** How the customer was reached, in words. */
  how: z.string().optional(),
});
export type ResponseClock = z.infer<typeof responseClock>;

/**
 * The promise to be there: somebody has arrived before `dueAt`. It may be paused, with a reason that the customer reads; a pause moves
 * what is due by its length. While it is paused nothing is due.
 */
export const siteClock = z.object({
  startedAt: instant,
  minutes: z.int(),
  dueAt: instant.optional(),
  pauses: z.array(z.object({ from: instant, to: instant.optional(), reason: z.string(), by: z.string() })),
  stoppedAt: instant.optional(),
  stoppedBy: z.string().optional(),
});
export type SiteClock = z.infer<typeof siteClock>;

export const incidentLevel = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type IncidentLevel = z.infer<typeof incidentLevel>;

export const incidentSummary = z.object({
  id: incidentId,
  /** `SEC-2026-0001` */
  number: z.string(),
  title: z.string(),
  organisation: z.string(),
  customerId: customerId.optional(),
  state: incidentState,
  level: incidentLevel.optional(),
  type: z.string().optional(),
  clock: responseClock,
  lead: z.object({ id: staffId, name: z.string() }).optional(),
  openedAt: instant,
  updatedAt: instant,
});
export type IncidentSummary = z.infer<typeof incidentSummary>;

/** The next thing to do, for the column "now". `screen` is where to do it. */
export const nextAction = z.object({ step: processStep, what: text, screen: z.string(), since: instant.optional() });
export type NextAction = z.infer<typeof nextAction>;

export const incident = incidentSummary.extend({
  steps: z.array(
    z.object({ step: processStep, state: stepState, at: instant.optional(), reason: z.string().optional() }),
  ),
  next: z.array(nextAction),
  requests: z.array(z.object({ id: requestId, number: z.string() })),
  symptoms: z.array(symptom),
  location: z.string(),
  contact: z.object({ name: z.string(), phone: z.string(), email: z.string().optional() }),
  systems: z.string(),
  description: z.string(),
  language,
  people: z.array(z.object({ id: staffId, name: z.string(), part: z.string(), since: instant })),
  /** Closed cases that came back in this one. */
  recurrenceOf: z.array(recurrenceLink).optional(),
  /** Once it is closed: whether it came back. */
  recurrenceWatch: recurrenceWatch.optional(),
  /** The case that its requests belong to now. */
  mergedInto: z.object({ id: incidentId, number: z.string() }).optional(),
  /** Cases whose requests belong to this one now; their journals stay. */
  mergedFrom: z.array(z.object({ id: incidentId, number: z.string() })).optional(),
  /** The caller's identity: a number on record was called back, and whoever answered there confirmed. */
  callerVerified: z
    .object({ caller: z.string(), person: z.string(), number: z.string(), at: instant, by: z.string() })
    .optional(),
  /** Only where somebody promised to come. */
  siteClock: siteClock.optional(),
  /** Verdict of the newest finished investigation. */
  verdict: z.enum(["incident", "suspected", "no-incident"]).optional(),
  journalHead: z.object({ seq: z.int(), hash: z.string() }),
  /** Path of the customer's page: `/c/<token>`. */
  customerPath: z.string(),
});
export type Incident = z.infer<typeof incident>;
