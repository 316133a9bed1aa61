import { z } from "zod";
import type { incidentLevel } from "./incident.ts";
import { text } from "./text.ts";

const minutes = z.int().min(1).max(10_080);
/** What is promised: minutes until somebody has spoken with the customer, and until somebody is there. */
const promise = z.object({ responseMinutes: minutes.optional(), onSiteMinutes: minutes.optional() });

/**
 * A service that customers have a contract for. A level may promise more than the plan in general; whatever applies, the strictest
 * counts.
 *
 * @example { id: "high", name: { zh: "高级", en: "High" }, responseMinutes: 120, onSiteMinutes: 480, levels: { "1": { responseMinutes: 30 } } }
 */
export const servicePlan = promise.extend({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  name: text,
  /** By level, 1 to 4, as its digit. */
  levels: z.partialRecord(z.enum(["1", "2", "3", "4"]), promise).default({}),
});
export type ServicePlan = z.infer<typeof servicePlan>;

/** A contract: which plan, and on which days of the centre it is in force, both ends included. */
export const contract = z
  .object({
    number: z.string().trim().max(120),
    plan: servicePlan.shape.id,
    from: z.iso.date(),
    until: z.iso.date(),
  })
  .refine((one) => one.from <= one.until);
export type Contract = z.infer<typeof contract>;

export interface Promised {
  readonly responseMinutes: number;
  /** Absent when nobody promised to come. */
  readonly onSiteMinutes?: number;
}

/**
 * What a customer was promised: the strictest of the customer's own promise, the plan of a contract in force on `day`, and what the plan
 * promises for the level. A plan that is no longer there promises nothing.
 */
export function promised(of: {
  readonly responseMinutes: number;
  readonly contract: Contract | null;
  readonly plans: readonly ServicePlan[];
  /** The day at the centre on which the request was made. */
  readonly day: string;
  readonly level?: z.infer<typeof incidentLevel> | undefined;
}): Promised {
  const { contract: signed, day, level } = of;
  const inForce = signed !== null && signed.from <= day && day <= signed.until;
  const plan = inForce ? of.plans.find((one) => one.id === signed.plan) : undefined;
  const byLevel = level === undefined ? undefined : plan?.levels[`${level}`];
  const strictest = (all: readonly (number | undefined)[]): number =>
    Math.min(...all.filter((one) => one !== undefined));
  const onSite = strictest([plan?.onSiteMinutes, byLevel?.onSiteMinutes]);
  return {
    responseMinutes: strictest([of.responseMinutes, plan?.responseMinutes, byLevel?.responseMinutes]),
    ...(Number.isFinite(onSite) ? { onSiteMinutes: onSite } : {}),
  };
}
