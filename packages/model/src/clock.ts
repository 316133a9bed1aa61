import { z } from "zod";

/** Ten years: a clock that is further off was never set. */
const widest = 3653 * 86_400;

/**
 * How the clock of a host, or of one source file, is to be read: the zone of dates that name none, and what is added to every time to
 * correct a clock that went wrong. Set by a person, never concluded. A file's own setting goes before that of its host.
 *
 * @example { host: "web-01", zone: "Asia/Shanghai", correction: -312 }
 */
export const clockSetting = z
  .object({
    host: z.string().min(1).max(253).optional(),
    /** Logical path of a source file, as `sources.json` has it. */
    path: z.string().min(1).max(4096).optional(),
    /** IANA name or offset. */
    zone: z.string().min(1).max(60).optional(),
    /** Seconds to add. */
    correction: z.number().min(-widest).max(widest).multipleOf(0.001).optional(),
  })
  .refine(({ host, path }) => (host === undefined) !== (path === undefined), "one of host and path")
  .refine(({ zone, correction }) => zone !== undefined || correction !== undefined, "zone or correction");
export type ClockSetting = z.infer<typeof clockSetting>;

export const clockSettings = z.array(clockSetting).max(500);

/** The zone that takes, for each host, what the evidence tells, and UTC where it tells nothing. */
export const autoZone = "auto";

/** Where the zone of a source file comes from: a setting, the whole investigation, the host's own files, the log itself, or nowhere. */
export const zoneOrigin = z.enum(["set", "asked", "collection", "log", "none"]);

/** By which clock a source file was read. */
export const sourceClock = z.object({
  zone: z.string(),
  from: zoneOrigin,
  /** Seconds added to every time of the file. */
  correction: z.number().optional(),
  /** What was set for this very file. */
  file: clockSetting.optional(),
  /** Settings of hosts that records of the file name. */
  hosts: z.array(clockSetting).optional(),
});
export type SourceClock = z.infer<typeof sourceClock>;

/** Acts that two hosts recorded, and by how much their clocks differ. */
export const clockOffer = z.object({
  host: z.string(),
  against: z.string(),
  /** Seconds the clock of `host` is ahead of that of `against`: the median of all pairs. */
  ahead: z.number(),
  /** Half of the pairs lie within this many seconds of it. */
  spread: z.number(),
  /** Connections that both recorded. */
  pairs: z.int().min(1),
  /** `low` for few pairs or wide ones. */
  confidence: z.enum(["low", "moderate", "high"]),
  examples: z.array(z.object({ address: z.string(), port: z.int(), event: z.string(), other: z.string() })).max(5),
});
export type ClockOffer = z.infer<typeof clockOffer>;
