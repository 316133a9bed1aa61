import { z } from "zod";
import { type Assignment, assignment } from "./handling.ts";

/*
 * Who was in charge of what from when until when. Source: the dated roles of Netflix Dispatch (ParticipantRole: assumed, renounced).
 */

const instant = z.iso.datetime({ offset: true });

/** Somebody's part in an incident; without `until` they have it still. */
export const participant = assignment.pick({ staff: true, part: true, mode: true }).extend({
  assignment: assignment.shape.id,
  from: instant,
  until: instant.optional(),
});
export type Participant = z.infer<typeof participant>;

/**
 * The dated roles that assignments amount to: from when somebody accepted until they left, or said that they cannot come after all.
 *
 * @example participantsOf([{ staff, part: "lead", times: { accepted: "…01Z", left: "…02Z" }, … }]) // [{ from: "…01Z", until: "…02Z", … }]
 */
export function participantsOf(assignments: readonly Assignment[]): Participant[] {
  return assignments
    .flatMap(({ id, staff, part, mode, times }) => {
      const { accepted: from, left, declined } = times;
      if (from === undefined) return [];
      const until = left ?? declined;
      return [{ assignment: id, staff, part, mode, from, ...(until === undefined ? {} : { until }) }];
    })
    .toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from));
}
