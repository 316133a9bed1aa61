import { parentPort, workerData } from "node:worker_threads";
import type { PGlite, Results } from "@electric-sql/pglite";
import { openCluster } from "./pglite-cluster.ts";
import type { PgliteAsk, PgliteOpening, PgliteReply } from "./pglite-protocol.ts";
import type { SqlErrorFields } from "./sql-error.ts";
import type { SqlAnswer } from "./sql-session.ts";

/** Every type keeps its text form: values are read in one place for both engines. */
function asText(): Record<number, (value: string) => string> {
  return new Proxy({}, { get: () => (value: string) => value });
}

function errorFields(error: unknown): SqlErrorFields {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, detail, hint, table, column, constraint, where } = error as Error & SqlErrorFields;
  return { message: error.message, code, detail, hint, table, column, constraint, where };
}

type TextRow = (string | null)[];

async function query(db: PGlite, sql: string, params: readonly (string | null)[]): Promise<SqlAnswer> {
  const result = (await db.query<TextRow>(sql, [...params], { rowMode: "array" })) as Results<TextRow> & {
    command?: string;
  };
  return {
    fields: result.fields.map(({ name, dataTypeID }) => ({ name, oid: dataTypeID })),
    rows: result.rows,
    command: result.command ?? "",
    affected: result.affectedRows ?? 0,
  };
}

async function answer(db: PGlite, ask: PgliteAsk): Promise<SqlAnswer | null> {
  switch (ask.ask) {
    case "query":
      return query(db, ask.sql, ask.params);
    case "script":
      await db.exec(ask.sql);
      return null;
    case "close":
      await db.close();
      return null;
  }
}

async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const reply = (message: PgliteReply): void => port.postMessage(message);
  let db: PGlite;
  try {
    db = await openCluster(workerData as PgliteOpening);
    await db.exec("set timezone to 'UTC'; set datestyle to 'ISO'; set bytea_output to 'hex'");
    Object.assign(db, { parsers: asText(), serializers: asText() });
  } catch (error) {
    reply({ id: 0, error: errorFields(error) });
    return;
  }
  port.on("message", (ask: PgliteAsk) => {
    answer(db, ask)
      .then((result) => reply({ id: ask.id, answer: result }))
      .catch((error: unknown) => reply({ id: ask.id, error: errorFields(error) }))
      .finally(() => {
        if (ask.ask === "close") port.close();
      });
  });
  reply({ id: 0, answer: null });
}

if (parentPort !== null) await serve(parentPort);
