import { z } from "zod";
import { incidentId } from "./ids.ts";

/*
 * After a case is closed its customer, its types, its indicators and its assets are watched for a while: what comes back within that time
 * is linked to it, and nobody coming back is written down too.
 */

const instant = z.iso.datetime({ offset: true });
const days = z.int().min(1).max(3650);

/**
 * For how many days a closed case is watched: by type, else by its category, else in general.
 *
 * @example watchDays({ days: 90, types: { MAL: 180 } }, ["MAL-06"]) // 180
 */
export const recurrenceSettings = z.object({ days, types: z.record(z.string().max(20), days) });
export type RecurrenceSettings = z.infer<typeof recurrenceSettings>;

export function watchDays({ days: general, types }: RecurrenceSettings, keys: readonly string[]): number {
  const of = (key: string): number | undefined => types[key] ?? types[key.slice(0, Math.max(0, key.lastIndexOf("-")))];
  const own = keys.map(of).filter((one) => one !== undefined);
  return own.length === 0 ? general : Math.max(...own);
}

/** `type`: the same customer and the same type; `indicator`: a shared address, name or hash; `asset`: the same asset of the customer. */
export const recurrenceKind = z.enum(["type", "indicator", "asset"]);
export const recurrenceReason = z.object({ kind: recurrenceKind, values: z.array(z.string()) });
export type RecurrenceReason = z.infer<typeof recurrenceReason>;

/** A case that came back, on the page of the new one. */
export const recurrenceLink = z.object({
  previous: z.object({ id: incidentId, number: z.string() }),
  reasons: z.array(recurrenceReason),
  at: instant,
});
export type RecurrenceLink = z.infer<typeof recurrenceLink>;

/** The watch over a closed case. `held`: it ended and nothing had come back. */
export const recurrenceWatch = z.object({
  startsAt: instant,
  endsAt: instant,
  state: z.enum(["watching", "held", "recurred"]),
  endedAt: instant.optional(),
  /** Cases in which it came back. */
  later: z.array(z.object({ id: incidentId, number: z.string() })),
});
export type RecurrenceWatch = z.infer<typeof recurrenceWatch>;
