import { z } from "zod";

/** Days after the first rating in which the customer may think again. */
export const RATING_DAYS = 14;
/** Ratings of one request that are kept; each later one takes the place of the earlier in the figures. */
export const MOST_RATINGS = 10;

/** How the customer found the service, once the case is over. */
export const ratingForm = z.object({
  stars: z.int().min(1).max(5),
  words: z.string().trim().max(2000),
});
export type RatingForm = z.infer<typeof ratingForm>;

/** A rating as it was given. It is never changed: a later one stands beside it and counts instead. */
export const rating = ratingForm.extend({
  by: z.string(),
  at: z.iso.datetime({ offset: true }),
  /** Number of the request whose page it was given on. */
  request: z.string(),
  /** A later one of the same request counts. */
  replaced: z.boolean(),
});
export type Rating = z.infer<typeof rating>;
