import { ecsFields } from "@stanch/model/event-line";

/** The column that text search looks into: every text of the event in lower case. Only in our own segments. */
export const SEARCH_COLUMN = "stanch.search";

interface Schema {
  readonly type: string;
}

function isNumber(schema: Schema): boolean {
  const inner = "unwrap" in schema ? (schema.unwrap as () => Schema)() : schema;
  return inner.type === "number";
}

/** ECS names with the type their columns have here, in the order of the event line. */
export const ecsColumns: readonly (readonly [name: string, type: "BIGINT" | "VARCHAR"])[] = Object.entries(
  ecsFields.shape,
).map(([name, schema]) => [name, isNumber(schema) ? "BIGINT" : "VARCHAR"] as const);

/** Columns of an event segment, in order. Those of `events.parquet`, as `packages/investigate` writes it. */
export const segmentColumns: readonly (readonly [name: string, type: string])[] = [
  ["time", "BIGINT"],
  ["digits", "INTEGER"],
  ["nanos", "INTEGER"],
  ["event.id", "VARCHAR"],
  ...ecsColumns,
  ["log.file.path", "VARCHAR"],
  ["log.offset", "BIGINT"],
  ["log.record", "BIGINT"],
  ["stanch.time", "VARCHAR"],
  ["fields", "VARCHAR"],
  ["rules", "VARCHAR"],
];

/** Without these a file is not an event segment. */
export const requiredColumns: readonly string[] = ["time", "event.id", "log.file.path", "log.offset", "log.record"];

/** An SQL name. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** An SQL text literal: for file names, which no statement takes as a parameter everywhere. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
