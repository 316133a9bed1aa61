import { z } from "zod";

export const ruleLevel = z.enum(["informational", "low", "medium", "high", "critical"]);
export type RuleLevel = z.infer<typeof ruleLevel>;

/**
 * One rule that matched one or several events: a line of `detections.jsonl` and of `stanch detect`.
 *
 * @example {"rule":{"id":"…","title":"SSH password guessing that succeeded","level":"high","tags":["attack.t1110.001"]},
 *  "events":["5b2c…-1k2","5b2c…-9zz"],"at":"2026-03-01T02:14:07Z","path":"auth.log","record":19}
 */
export const detection = z.object({
  rule: z.object({ id: z.string(), title: z.string(), level: ruleLevel, tags: z.array(z.string()) }),
  /** Event ids in time order; correlations list the events that met the condition (at most 1,000, then `count` says how many). */
  events: z.array(z.string()).min(1),
  count: z.int().min(1).optional(),
  /** Instant of the last event that completed the match, RFC 3339 UTC. */
  at: z.string().optional(),
  path: z.string(),
  record: z.int(),
  /** Group-by values of a correlation. */
  group: z.record(z.string(), z.string()).optional(),
});
export type Detection = z.infer<typeof detection>;
