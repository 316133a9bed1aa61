import { constants, DatabaseSync, type SQLOutputValue } from "node:sqlite";
import type { LogEvent } from "@stanch/model/log-event";
import type { Text } from "@stanch/model/text";
import type { ByteFormat, ByteInput, ReadContext } from "../../format.ts";

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** One question to a database, and the event of each row it gives. */
export interface RowSource {
  /** Tables that must be there for the question to make sense. */
  readonly tables: readonly string[];
  readonly sql: string;
  /** Sets what a row says; returns microseconds since 1970, or undefined when the row has no time. */
  map(row: Row, event: LogEvent): number | undefined;
}

/** A program's SQLite database that holds records. */
export interface SqliteShape {
  readonly id: string;
  readonly names: Text;
  readonly family: ByteFormat["family"];
  readonly module: string;
  readonly references: readonly string[];
  /** Texts of the schema that no other program's database has together. */
  readonly marks: readonly RegExp[];
  readonly sources: readonly RowSource[];
}

const magic = "SQLite format 3\0";
const largest = 1 << 28;
const mostRows = 20_000_000;

/** Text of a column; undefined when it is empty or of another kind. */
export const textOf = (value: SQLOutputValue | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
/** A number of a column, as far as it can be told exactly. */
export function numberOf(value: SQLOutputValue | undefined): number | undefined {
  const number = typeof value === "bigint" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
/** Microseconds since 1601, as Chromium counts, as microseconds since 1970. */
export function chromiumMicros(value: SQLOutputValue | undefined): number | undefined {
  if (typeof value !== "bigint" || value <= 0n) return undefined;
  const micros = Number(value - 11_644_473_600_000_000n);
  return Number.isSafeInteger(micros) ? micros : undefined;
}

/** Opens a copy in memory on which nothing but reading is allowed. */
function open(bytes: Uint8Array): DatabaseSync {
  const database = new DatabaseSync(":memory:", { allowExtension: false });
  const copy = new Uint8Array(bytes);
  // A database in write-ahead mode wants its second file, which memory has not.
  copy[18] = 1;
  copy[19] = 1;
  database.deserialize(copy);
  database.enableDefensive(true);
  // Views of a hostile file could compute for ever: only tables are read, and no function is called.
  const allowed = new Set([constants.SQLITE_SELECT, constants.SQLITE_READ]);
  database.setAuthorizer((action) => (allowed.has(action) ? constants.SQLITE_OK : constants.SQLITE_DENY));
  return database;
}

function tablesOf(database: DatabaseSync): Set<string> {
  const rows = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  return new Set(rows.map((row) => String(row["name"])));
}

interface Reading {
  readonly shape: SqliteShape;
  readonly context: ReadContext;
  record: number;
}

function eventOf({ shape, context, record }: Reading): LogEvent {
  const event: LogEvent = {
    time: undefined,
    digits: 0,
    basis: "none",
    offset: 0,
    record,
    "event.module": shape.module,
  };
  // Rows have no place of their own in the file: their number tells them apart.
  if (record > 1) event.part = record - 1;
  if (context.host !== undefined) event["host.name"] = context.host;
  return event;
}

function readRows(reading: Reading, database: DatabaseSync, source: RowSource): void {
  const statement = database.prepare(source.sql);
  statement.setReadBigInts(true);
  for (const row of statement.iterate()) {
    if (reading.record >= mostRows) return;
    reading.record++;
    const event = eventOf(reading);
    const time = source.map(row, event);
    if (time !== undefined && Number.isSafeInteger(time)) {
      event.time = time;
      event.digits = 6;
      event.basis = "stated";
    }
    reading.context.sink.event(event);
  }
}

function readDatabase(reading: Reading, bytes: Uint8Array): void {
  const damaged = (error: unknown): void => {
    const detail = error instanceof Error ? error.message : "SQLite";
    reading.context.sink.damage({ from: 0, to: Math.max(bytes.length, 1), code: "E_RECORD_BROKEN", detail });
  };
  let database: DatabaseSync;
  try {
    database = open(bytes);
  } catch (error) {
    return damaged(error);
  }
  try {
    const tables = tablesOf(database);
    for (const source of reading.shape.sources) {
      if (!source.tables.every((table) => tables.has(table))) continue;
      try {
        readRows(reading, database, source);
      } catch (error) {
        damaged(error);
      }
    }
  } catch (error) {
    damaged(error);
  } finally {
    database.close();
  }
}

/** The {@link ByteFormat} of a program's database. What lies in a write-ahead file beside it is not in it. */
export function sqliteFormat(shape: SqliteShape): ByteFormat {
  return {
    by: "bytes",
    id: shape.id,
    names: shape.names,
    family: shape.family,
    modules: [shape.module],
    references: shape.references,
    sniff({ bytes }): number {
      const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
      return head.startsWith(magic) && shape.marks.every((mark) => mark.test(head)) ? 98 : 0;
    },
    read(input: ByteInput, context: ReadContext): void {
      if (input.size === 0) return;
      if (input.size > largest) {
        context.sink.damage({ from: 0, to: input.size, code: "E_TOO_LARGE", detail: "SQLite" });
        return;
      }
      readDatabase({ shape, context, record: 0 }, input.read(0, input.size));
    },
  };
}
