import { availableParallelism } from "node:os";
import path from "node:path";
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from "@duckdb/node-api";
import { StanchError } from "@stanch/model/error";
import type { Sighting } from "@stanch/model/clock-skew";
import { formatInstant } from "@stanch/model/log-event";
import type { TimelineEvent } from "@stanch/model/timeline";
import type {
  EventFilter,
  EventHistogram,
  EventPage,
  EventQuery,
  EventScope,
  EventStore,
  TopField,
  TopValue,
} from "./events.ts";
import { literal, quoted, requiredColumns, SEARCH_COLUMN, segmentColumns } from "./event-columns.ts";
import { all, type Condition, conditionOf } from "./event-condition.ts";
import { decodeCursor, encodeCursor, type EventCursor } from "./event-cursor.ts";
import { EventSegments } from "./event-segments.ts";

export interface DuckdbEventsOptions {
  /** Folder of the segments. */
  readonly folder: string;
  /** Most memory a query may take, MiB. Default 768. */
  readonly memory?: number;
}

/** Small enough that a page of 200 rows touches little, large enough that a scan is not all headers. */
const ROW_GROUP = 40_960;

type Row = Record<string, unknown>;

const columnList = segmentColumns.map(([name]) => quoted(name)).join(", ");
/** Columns that no search for a word looks into: ours, not the words of the record. */
const unsearched = new Set(["time", "digits", "nanos", "event.id", "log.offset", "log.record", "stanch.time"]);
/** Columns that make up an event line but are not copied as they are. */
const derived = new Set(["time", "digits", "nanos", "fields", "rules"]);

function toEvent(row: Row): TimelineEvent {
  const event: Row = {};
  if (row["time"] !== null)
    event["@timestamp"] = formatInstant(Number(row["time"]), Number(row["digits"] ?? 0), Number(row["nanos"] ?? 0));
  for (const [name] of segmentColumns) {
    const value = row[name];
    if (derived.has(name) || value === null || value === undefined) continue;
    event[name] = typeof value === "bigint" ? Number(value) : value;
  }
  if (typeof row["fields"] === "string") event["fields"] = JSON.parse(row["fields"]) as unknown;
  event["rules"] = typeof row["rules"] === "string" ? row["rules"].split("\n") : [];
  return event as TimelineEvent;
}

/** Rows beyond the cursor; events without a time come last in both orders. */
function beyond({ time, id }: EventCursor, newest: boolean): Condition {
  const sign = newest ? "<" : ">";
  if (time === null) return { sql: `time is null and "event.id" ${sign} ?`, values: [id] };
  return {
    sql: `time ${sign} ? or (time = ? and "event.id" ${sign} ?) or time is null`,
    values: [time, time, id],
  };
}

function segmentError(error: unknown, from: string, to: string): StanchError {
  const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  if (/No space left|disk full/i.test(reason)) return new StanchError("E_DISK_FULL", { path: to }, error);
  return new StanchError("E_SEGMENT_BAD", { path: from, reason: reason.slice(0, 300) }, error);
}

class DuckdbEvents implements EventStore {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #segments: EventSegments;
  readonly #columns = new Map<string, ReadonlySet<string>>();
  constructor(instance: DuckDBInstance, connection: DuckDBConnection, segments: EventSegments) {
    this.#instance = instance;
    this.#connection = connection;
    this.#segments = segments;
  }

  async #rows(sql: string, values: readonly DuckDBValue[] = []): Promise<Row[]> {
    const reader = await this.#connection.runAndReadAll(sql, [...values]);
    return reader.getRowObjectsJS();
  }

  /** The columns a segment holds: those of which it has a value. Segments never change, so this is asked once. */
  async #columnsOf(file: string): Promise<ReadonlySet<string>> {
    const known = this.#columns.get(file);
    if (known !== undefined) return known;
    const columns = await this.#describe(file);
    this.#columns.set(file, columns);
    return columns;
  }

  async #describe(file: string): Promise<ReadonlySet<string>> {
    const rows = await this.#rows(`describe select * from read_parquet(${literal(file)})`);
    return new Set(rows.map((row) => String(row["column_name"])));
  }

  /** The table of a scope with all columns; undefined when it has no events. */
  async #table(scope: EventScope): Promise<string | undefined> {
    const files = this.#segments.files(scope);
    if (files.length === 0) return undefined;
    const there = new Set<string>();
    for (const file of files) for (const name of await this.#columnsOf(file)) there.add(name);
    const absent = segmentColumns.filter(([name]) => !there.has(name));
    const nothing = absent.map(([name, type]) => `, null::${type} as ${quoted(name)}`).join("");
    return `(select *${nothing} from read_parquet([${files.map(literal).join(", ")}], union_by_name = true))`;
  }

  async addSegments(scope: Required<EventScope>, files: readonly string[]): Promise<void> {
    await this.#segments.add(scope, files, (from, to) => this.#convert(from, to));
  }

  /** Sorts by time, so that most queries skip most of a segment, and adds the column that text search needs. */
  async #convert(from: string, to: string): Promise<void> {
    try {
      const source = `read_parquet(${literal(path.resolve(from))})`;
      const there = await this.#describe(path.resolve(from));
      const missing = requiredColumns.filter((name) => !there.has(name));
      if (missing.length > 0) throw new TypeError(`no column ${missing.join(", ")}`);
      const known = segmentColumns.filter(([name]) => there.has(name));
      const counts = known.map(([name], at) => `count(${quoted(name)}) as c${at}`).join(", ");
      const [held] = await this.#rows(`select ${counts} from ${source}`);
      // An empty column costs as much to write as a full one.
      const kept = known.filter(([name], at) => requiredColumns.includes(name) || held?.[`c${at}`] !== 0n);
      const columns = kept.map(([name, type]) => `${quoted(name)}::${type} as ${quoted(name)}`).join(", ");
      const texts = kept.flatMap(([name]) => (unsearched.has(name) ? [] : [quoted(name)])).join(", ");
      await this.#connection.run(
        `copy (select ${columns}, lower(concat_ws(chr(10), ${texts})) as ${quoted(SEARCH_COLUMN)} from ${source}
          order by time nulls last, "event.id")
          to ${literal(to)} (format parquet, compression zstd, row_group_size ${ROW_GROUP})`,
      );
    } catch (error) {
      throw segmentError(error, from, to);
    }
  }

  async remove(scope: EventScope): Promise<void> {
    await this.#segments.remove(scope);
  }

  async search(scope: EventScope, query: EventQuery): Promise<EventPage> {
    const cursor = query.after === undefined ? undefined : decodeCursor(query.after);
    const table = await this.#table(scope);
    const limit = Math.max(1, Math.min(1000, Math.trunc(query.limit)));
    if (table === undefined) return { events: [] };
    const newest = query.order === "newest";
    const where = all([conditionOf(query.filter), ...(cursor === undefined ? [] : [beyond(cursor, newest)])]);
    const direction = newest ? "desc" : "asc";
    const keys = await this.#rows(
      `select time, "event.id" as id from ${table} where ${where.sql}
        order by time ${direction} nulls last, "event.id" ${direction} limit ${limit + 1}`,
      where.values,
    );
    const page = keys.slice(0, limit);
    const last = page.at(-1);
    const events = await this.#fetch(table, page);
    return keys.length > limit && last !== undefined
      ? { events, next: encodeCursor({ time: last["time"] as bigint | null, id: String(last["id"]) }) }
      : { events };
  }

  /** The whole rows of known keys: their span of time lets the reader skip nearly everything. */
  async #fetch(table: string, keys: readonly Row[]): Promise<TimelineEvent[]> {
    if (keys.length === 0) return [];
    const times = keys.map((key) => key["time"]).filter((time) => typeof time === "bigint");
    const ids = keys.map((key) => String(key["id"]));
    const conditions: Condition[] = [{ sql: `"event.id" in (${ids.map(() => "?").join(", ")})`, values: ids }];
    if (times.length === keys.length) {
      const [low, high] = [times[0] ?? 0n, times.at(-1) ?? 0n].sort((a, b) => (a < b ? -1 : 1));
      conditions.unshift({ sql: "time between ? and ?", values: [low ?? 0n, high ?? 0n] });
    } else if (times.length === 0) conditions.unshift({ sql: "time is null", values: [] });
    const where = all(conditions);
    const rows = await this.#rows(`select ${columnList} from ${table} where ${where.sql}`, where.values);
    const byId = new Map(rows.map((row) => [row["event.id"], row]));
    return ids.flatMap((id) => {
      const row = byId.get(id);
      return row === undefined ? [] : [toEvent(row)];
    });
  }

  async count(scope: EventScope, filter: EventFilter): Promise<number> {
    const table = await this.#table(scope);
    if (table === undefined) return 0;
    const where = conditionOf(filter);
    const [row] = await this.#rows(`select count(*) as n from ${table} where ${where.sql}`, where.values);
    return Number(row?.["n"] ?? 0);
  }

  async histogram(scope: EventScope, filter: EventFilter, buckets: number): Promise<EventHistogram | undefined> {
    const table = await this.#table(scope);
    if (table === undefined) return undefined;
    const rows = await this.#buckets(table, filter, BigInt(Math.max(1, Math.min(500, Math.trunc(buckets)))));
    const { low, high, n: number, timeless } = rows[0] ?? {};
    if (typeof low !== "bigint" || typeof high !== "bigint" || typeof number !== "bigint") return undefined;
    const at = new Map(rows.map((row) => [Number(row["bucket"]), row]));
    return {
      from: Number(low),
      to: Number(high),
      timeless: Number(timeless),
      buckets: Array.from({ length: Number(number) }, (_, index) => ({
        at: Number(low + (BigInt(index) * (high - low) + number - 1n) / number),
        count: Number(at.get(index)?.["events"] ?? 0),
        failures: Number(at.get(index)?.["failures"] ?? 0),
        detections: Number(at.get(index)?.["detections"] ?? 0),
      })),
    };
  }

  /** Span, number and contents of the buckets that are not empty: what matches is looked for once. */
  async #buckets(table: string, { from, to, ...rest }: EventFilter, wanted: bigint): Promise<Row[]> {
    const where = conditionOf(rest);
    const ranged = all([conditionOf({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) })]);
    const given = [from, to].map((one) => (one === undefined ? null : BigInt(Math.ceil(one))));
    // Without the casts the arithmetic would be done in 128 bits, row by row.
    return this.#rows(
      `with hit as materialized (select time, "event.outcome" = 'failure' as failed, rules is not null as ruled
          from ${table} where ${where.sql}),
        extent as (select min(time) as least, max(time) as most from hit where ${ranged.sql}),
        span as (select coalesce(?::BIGINT, least) as low, coalesce(?::BIGINT, most + 1) as high from extent),
        grid as (select low, high, least(?::BIGINT, high - low) as n from span)
        select low, high, n, (select count(*) - count(time) from hit) as timeless, (time - low) * n // (high - low) as bucket,
          count(*) as events, count(*) filter (failed) as failures, count(*) filter (ruled) as detections
        from hit, grid where time >= low and time < high group by low, high, n, bucket`,
      [...where.values, ...ranged.values, ...given, wanted],
    );
  }

  async top(scope: EventScope, filter: EventFilter, field: TopField, limit: number): Promise<readonly TopValue[]> {
    const table = await this.#table(scope);
    if (table === undefined) return [];
    const where = conditionOf(filter);
    const value = field === "rule" ? "unnest(string_split(rules, chr(10)))" : quoted(field);
    const rows = await this.#rows(
      `select value, count(*) as n from (select ${value} as value from ${table} where ${where.sql})
        where value is not null group by value order by n desc, value limit ${Math.max(1, Math.min(1000, Math.trunc(limit)))}`,
      where.values,
    );
    return rows.map((row) => ({ value: String(row["value"]), count: Number(row["n"]) }));
  }

  async sightings(scope: EventScope, limit: number): Promise<readonly Sighting[]> {
    const table = await this.#table(scope);
    if (table === undefined) return [];
    const rows = await this.#rows(
      `with seen as (select "host.name" as host, "source.ip" as address, "source.port" as port, time, "event.id" as event from ${table}
          where "host.name" is not null and "source.ip" is not null and "source.port" >= 1024 and time is not null),
        shared as (select address, port from seen group by address, port having count(distinct host) > 1)
        select host, address, port, min(time) as first, arg_min(event, time) as event, max(time) as last, arg_max(event, time) as closing
        from seen join shared using (address, port) group by host, address, port
        order by first, host, address, port limit ${Math.max(1, Math.min(200_000, Math.trunc(limit)))}`,
      [],
    );
    return rows.flatMap(sightingsOf);
  }

  async byIds(scope: EventScope, ids: readonly string[]): Promise<readonly TimelineEvent[]> {
    const table = await this.#table(scope);
    if (table === undefined || ids.length === 0) return [];
    const where = conditionOf({ ids });
    const keys = await this.#rows(
      `select time, "event.id" as id from ${table} where ${where.sql} order by time nulls last`,
      where.values,
    );
    const found = new Map((await this.#fetch(table, keys)).map((event) => [event["event.id"], event]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  async close(): Promise<void> {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/**
 * Events as Parquet segments in a folder, queried by DuckDB on its own threads: no query blocks the event loop. Memory is
 * bounded; what does not fit goes to a scratch folder.
 *
 * @example await using events = await openDuckdbEvents({ folder: "data/events" });
 */
export async function openDuckdbEvents(options: DuckdbEventsOptions): Promise<EventStore> {
  const segments = new EventSegments(path.resolve(options.folder));
  await segments.clean();
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: `${options.memory ?? 768}MiB`,
    threads: String(Math.max(2, Math.min(4, availableParallelism()))),
    temp_directory: path.join(path.resolve(options.folder), ".adding"),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  await connection.run("set parquet_metadata_cache = true");
  await connection.run("set lock_configuration = true");
  return new DuckdbEvents(instance, connection, segments);
}

/** The first and the last record of a connection by one host: the distance between them tells a port that came again. */
function sightingsOf(row: Record<string, unknown>): Sighting[] {
  const one = { host: String(row["host"]), address: String(row["address"]), port: Number(row["port"]) };
  const first = { ...one, time: Number(row["first"]), event: String(row["event"]) };
  const last = { ...one, time: Number(row["last"]), event: String(row["closing"]) };
  return first.event === last.event ? [first] : [first, last];
}
