import { z } from "zod";
import { assignment } from "./handling.ts";
import { assignmentId, staffId } from "./ids.ts";

/*
 * Who goes: handlers ranked by duty, skill and travel; one is asked at a time, and whoever says nothing for ten minutes makes room for
 * the next. Source: the process table of ARCHITECTURE.md ("handlers by duty, skill, distance").
 */

const instant = z.iso.datetime({ offset: true });
const person = z.object({ id: staffId, name: z.string() });

/** Minutes that whoever is asked has to accept. */
export const acceptMinutes = 10;

/**
 * A handler as a dispatcher ranks them. `travelMinutes` is an estimate from door to door by the city table of `place.ts`, absent where a
 * place names no city of it; `skilled` is absent while the type of the incident is not determined.
 *
 * @example { staff, team: "Hangzhou", place: "杭州", onDuty: true, skilled: true, travelMinutes: 30, busy: 0 }
 */
export const handlerCandidate = z.object({
  staff: person,
  /** The handling team, empty for a handler of none. */
  team: z.string(),
  place: z.string(),
  onDuty: z.boolean(),
  skilled: z.boolean().optional(),
  travelMinutes: z.int().optional(),
  /** Other incidents that they have accepted and not left. */
  busy: z.int(),
});
export type HandlerCandidate = z.infer<typeof handlerCandidate>;

/** `silent`: did not answer in time; `withdrawn`: taken back, because another took it or the round was stopped. */
export const offerOutcome = z.enum(["accepted", "declined", "silent", "withdrawn"]);
export type OfferOutcome = z.infer<typeof offerOutcome>;

/** One person asked. */
export const dispatchOffer = z.object({
  assignment: assignmentId,
  staff: person,
  at: instant,
  until: instant,
  outcome: offerOutcome.optional(),
  endedAt: instant.optional(),
});
export type DispatchOffer = z.infer<typeof dispatchOffer>;

export const dispatchForm = z.object({ part: assignment.shape.part, mode: assignment.shape.mode });

/**
 * A round of offers: `offering` asks one after the other, `handed-over` has asked everybody and told the emergency team.
 *
 * @example { part: "handler", mode: "on-site", state: "offering", offers: [{ staff, at, until, … }] }
 */
export const dispatchRun = dispatchForm.extend({
  state: z.enum(["offering", "accepted", "handed-over", "stopped"]),
  offers: z.array(dispatchOffer),
});
export type DispatchRun = z.infer<typeof dispatchRun>;

export const dispatch = dispatchRun.extend({ id: z.uuid(), startedAt: instant, startedBy: z.string() });
export type Dispatch = z.infer<typeof dispatch>;
