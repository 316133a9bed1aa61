import { Kysely } from "kysely";
import { Pool, type PoolClient, type QueryArrayConfig, type QueryArrayResult } from "pg";
import type { Records } from "./records.ts";
import { recordsDialect } from "./records-dialect.ts";
import { sqlError } from "./sql-error.ts";
import type { SqlAnswer, SqlPool, SqlSession } from "./sql-session.ts";

export interface PostgresRecordsOptions {
  /** `postgres://user:password@host:5432/database`; the user owns the tables and may create roles, or `stanch_app` exists already. */
  readonly url: string;
  /** Most connections at a time. Default 10. */
  readonly connections?: number;
}

type TextRow = (string | null)[];

/** Every type keeps its text form: values are read in one place for both engines. */
const asText = {
  getTypeParser:
    () =>
    (value: unknown): unknown =>
      value,
};

class PostgresSession implements SqlSession {
  readonly client: PoolClient;
  constructor(client: PoolClient) {
    this.client = client;
  }

  async query(text: string, params: readonly (string | null)[]): Promise<SqlAnswer> {
    // `extended` makes the server refuse a second statement even when there are no parameters.
    const config = { text, values: [...params], rowMode: "array", types: asText, queryMode: "extended" };
    const result: QueryArrayResult<TextRow> = await this.client.query<TextRow>(config as unknown as QueryArrayConfig);
    return {
      fields: result.fields.map(({ name, dataTypeID }) => ({ name, oid: dataTypeID })),
      rows: result.rows,
      command: result.command ?? "",
      affected: result.rowCount ?? 0,
    };
  }

  async script(sql: string): Promise<void> {
    await this.client.query(sql);
  }
}

class PostgresPool implements SqlPool {
  readonly #pool: Pool;
  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async acquire(): Promise<SqlSession> {
    try {
      return new PostgresSession(await this.#pool.connect());
    } catch (error) {
      throw sqlError(error);
    }
  }

  async release(session: SqlSession, broken: boolean): Promise<void> {
    if (session instanceof PostgresSession) session.client.release(broken);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

/**
 * Records in a PostgreSQL (15 or newer) of its own.
 *
 * Errors: `E_STORE_UNAVAILABLE` when it cannot be reached.
 *
 * @example await using records = await openPostgresRecords<DeskTables>({ url: "postgres://stanch@127.0.0.1/stanch" });
 */
export async function openPostgresRecords<Tables>(options: PostgresRecordsOptions): Promise<Records<Tables>> {
  const inner = new Pool({
    connectionString: options.url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 10_000,
    application_name: "stanch",
    // Questions are short: compiling one takes longer than answering it.
    options: "-c timezone=UTC -c datestyle=ISO -c bytea_output=hex -c jit=off",
  });
  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  inner.on("error", () => undefined);
  const pool = new PostgresPool(inner);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= pool.close());
  try {
    const session = await pool.acquire();
    await pool.release(session, false);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    engine: "postgres",
    db: new Kysely<Tables>({ dialect: recordsDialect(pool) }),
    dialect: (wanted) => recordsDialect(pool, wanted),
    close,
    [Symbol.asyncDispose]: close,
  };
}
