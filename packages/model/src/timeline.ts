import { z } from "zod";
import { eventLine } from "./event-line.ts";

const list = z.array(z.string().max(1000)).max(50);

/** What the timeline shows: all filters hold together; values of one filter are alternatives. Times are RFC 3339. */
export const timelineFilter = z.object({
  from: z.string().optional(),
  to: z.string().optional(),
  host: list.optional(),
  user: list.optional(),
  address: list.optional(),
  module: list.optional(),
  action: list.optional(),
  outcome: z.array(z.enum(["success", "failure", "unknown"])).optional(),
  rule: list.optional(),
  path: list.optional(),
  ids: z.array(z.string()).max(1000).optional(),
  /** Case-insensitive; every word must occur in the line. */
  text: z.string().max(500).optional(),
});
export type TimelineFilter = z.infer<typeof timelineFilter>;

export const timelineQuery = z.object({
  filter: timelineFilter,
  order: z.enum(["oldest", "newest"]),
  limit: z.int().min(1).max(1000),
  /** Cursor of the last row seen. */
  after: z.string().optional(),
});
export type TimelineQuery = z.infer<typeof timelineQuery>;

export const timelineEvent = eventLine.extend({ rules: z.array(z.string()) });
export type TimelineEvent = z.infer<typeof timelineEvent>;

export const timelinePage = z.object({
  events: z.array(timelineEvent),
  next: z.string().optional(),
  total: z.int().optional(),
});
export const histogram = z.object({
  from: z.string(),
  to: z.string(),
  buckets: z.array(z.object({ at: z.string(), count: z.int(), failures: z.int(), detections: z.int() })),
});
export const topValues = z.array(z.object({ value: z.string(), count: z.int() }));

/** The bytes of one record as they lie in the evidence, with where and which. */
export const rawRecord = z.object({
  id: z.string(),
  path: z.string(),
  offset: z.int(),
  record: z.int(),
  sha256: z.string(),
  evidence: z.object({ id: z.string(), label: z.string(), name: z.string(), sha256: z.string() }),
  /** Decoded text (or the rendered form of a binary record); control characters shown, not obeyed. */
  raw: z.string(),
  before: z.array(z.string()),
  after: z.array(z.string()),
  citation: z.string(),
});
export type RawRecord = z.infer<typeof rawRecord>;
