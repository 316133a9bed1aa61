import { z } from "zod";
import { sourceClock } from "./clock.ts";
import { text } from "./text.ts";

/** Records passed over on purpose, counted by reason. */
export const skipReason = z.enum([
  "comment",
  "blank",
  "joined",
  "header",
  "continuation",
  "repeat-note",
  "out-of-range",
  "duplicate",
]);
export type SkipReason = z.infer<typeof skipReason>;

/** Bytes that could not be read: what, where and why; `code` is a key of the error catalogue. */
export const damage = z.object({
  from: z.int().min(0),
  /** End, exclusive. */
  to: z.int().min(0),
  code: z.string(),
  detail: z.string().optional(),
});
export type Damage = z.infer<typeof damage>;

/**
 * What became of one source file. `records = events + unparsed + skipped` always holds (checked by `balance`).
 * Lines joined into another record's event count as skipped with reason `joined`.
 */
export const sourceReport = z.object({
  path: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(0),
  /** Format id, or `unknown` when nothing recognised it, or `container` for an archive whose members follow. */
  format: z.string(),
  encoding: z.string().optional(),
  records: z.int().min(0),
  events: z.int().min(0),
  unparsed: z.int().min(0),
  skipped: z.partialRecord(skipReason, z.int().min(1)),
  /** First and last instant, RFC 3339 UTC. */
  first: z.string().optional(),
  last: z.string().optional(),
  hosts: z.array(z.string()),
  /** How many events know their time in which way. */
  times: z.partialRecord(z.enum(["stated", "year-inferred", "zone-assumed", "none"]), z.int()),
  /** By which clock it was read; absent for containers. */
  clock: sourceClock.optional(),
  damage: z.array(damage),
  /** Present when the file as a whole could not be read. */
  failure: z.object({ code: z.string(), message: text }).optional(),
});
export type SourceReport = z.infer<typeof sourceReport>;

/** `sources.json`. */
export const sourcesSheet = z.object({ version: z.literal(1), sources: z.array(sourceReport) });
export type SourcesSheet = z.infer<typeof sourcesSheet>;

/** Records that no count explains: 0 for an honest report. */
export function balance(report: Pick<SourceReport, "records" | "events" | "unparsed" | "skipped">): number {
  const skipped = Object.values(report.skipped).reduce((sum: number, count) => sum + (count ?? 0), 0);
  return report.records - report.events - report.unparsed - skipped;
}
