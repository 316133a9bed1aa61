import { MOST_RATINGS, type Rating, RATING_DAYS, type RatingForm } from "@stanch/model/rating";
import { deskError, found } from "../desk-error.ts";
import { lockIncident, readIncident } from "../incident/incident-repo.ts";
import type { AccessLog } from "../journal/access-log.ts";
import type { Random } from "../ports.ts";
import type { Unit } from "../unit-of-work.ts";
import { insertRating, readRatings } from "./rating-repo.ts";

export interface RatingService {
  readonly list: (unit: Unit, incident: string) => Promise<Rating[]>;
  /**
   * What the customer says of a case that is over. A sealed journal takes no line any more: it stands in the access log, which is kept
   * like a journal.
   *
   * @throws StanchError `E_STATE` before the case is over, `E_RATING_OVER` when it was rated and the days for another thought are over
   */
  readonly rate: (
    unit: Unit,
    place: { readonly incident: string; readonly request: string; readonly name: string },
    form: RatingForm,
  ) => Promise<void>;
}

/** A case about which nothing is decided any more. */
export const isOver = (state: string): boolean => ["closed", "archived", "not-an-incident"].includes(state);

/** Whether the customer may rate, or think again. */
export function mayRate(state: string, given: readonly Rating[], now: string): boolean {
  const [first] = given;
  if (!isOver(state) || given.length >= MOST_RATINGS) return false;
  return first === undefined || Date.parse(now) - Date.parse(first.at) <= RATING_DAYS * 86_400_000;
}

export function ratingService(parts: {
  readonly random: Pick<Random, "uuid">;
  readonly access: Pick<AccessLog, "note">;
}): RatingService {
  return {
    list: async (unit, incident) => {
      found(await readIncident(unit.tx, incident), "incident");
      return readRatings(unit.tx, incident);
    },
    rate: async (unit, { incident, request, name }, { stars, words }) => {
      const { state } = found(await lockIncident(unit.tx, incident), "incident");
      const given = await readRatings(unit.tx, incident, request);
      if (!isOver(state)) throw deskError("E_STATE", { state });
      if (!mayRate(state, given, unit.now)) throw deskError("E_RATING_OVER", { days: String(RATING_DAYS) });
      await insertRating(unit.tx, {
        id: parts.random.uuid(),
        incident_id: incident,
        request_id: request,
        seq: given.length + 1,
        stars,
        words,
        by_name: name,
        at: unit.now,
      });
      await parts.access.note(unit, { what: "rating.given", detail: `${stars}/5 ${name}`, incident });
      unit.changed({ kind: "rating.given", incident });
    },
  };
}
