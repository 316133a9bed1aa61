import type { Handlers } from "../handler.ts";
import { reading } from "../incident/incident-work.ts";
import type { Work } from "../unit-of-work.ts";
import type { RatingService } from "./rating-service.ts";

export function ratingHandlers({
  work,
  ratings,
}: {
  readonly work: Work;
  readonly ratings: RatingService;
}): Handlers<"rating.list"> {
  return {
    "rating.list": (call, { params }) =>
      work(call, "rating.list", (unit) => ratings.list(unit, params.incident), reading),
  };
}
