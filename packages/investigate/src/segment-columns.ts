import { ecsFields } from "@stanch/model/event-line";
import type { z } from "zod";

/**
 * How a column of `events.parquet` is encoded. `dictionary`: text that repeats; `text`: text that seldom does;
 * `int32` and `int64`: whole numbers; `instant`: microseconds since 1970 as INT64.
 */
export type ColumnKind = "dictionary" | "text" | "int32" | "int64" | "instant";

/** One column of an event segment; the same list for every segment, so that segments join. */
export interface SegmentColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

const seldomRepeated = new Set([
  "message",
  "url.original",
  "url.query",
  "process.command_line",
  "http.request.referrer",
]);

function ecsColumn([name, schema]: [string, z.ZodType]): SegmentColumn {
  const inner = "unwrap" in schema ? (schema.unwrap as () => z.ZodType)() : schema;
  if (inner.type === "number")
    return { name, kind: name.endsWith("bytes") || name === "file.size" ? "int64" : "int32" };
  return { name, kind: seldomRepeated.has(name) ? "text" : "dictionary" };
}

/** ECS columns in the order of the event line contract. */
export const ecsColumns: readonly SegmentColumn[] = Object.entries(ecsFields.shape).map(ecsColumn);

/**
 * All columns. `time` and `@timestamp` carry the same instant: one as a plain number for queries, one typed for outsiders.
 * `rules` lists the ids of matching rules, separated by line feeds.
 */
export const segmentColumns: readonly SegmentColumn[] = [
  { name: "time", kind: "int64" },
  { name: "@timestamp", kind: "instant" },
  { name: "digits", kind: "int32" },
  { name: "nanos", kind: "int32" },
  { name: "event.id", kind: "text" },
  ...ecsColumns,
  { name: "log.file.path", kind: "dictionary" },
  { name: "log.offset", kind: "int64" },
  { name: "log.record", kind: "int32" },
  { name: "stanch.time", kind: "dictionary" },
  { name: "fields", kind: "text" },
  { name: "rules", kind: "dictionary" },
];
