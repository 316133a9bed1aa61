import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from "kysely";
import type { DialectOptions } from "./records.ts";
import { scopeContext, scopedSql } from "./scope-context.ts";
import { sqlError, StoreUnavailable } from "./sql-error.ts";
import type { SqlAnswer, SqlPool, SqlSession } from "./sql-session.ts";
import { decoderOf, encodeValue } from "./sql-value.ts";

type Instants = NonNullable<DialectOptions["instants"]>;

function decodeRows(answer: SqlAnswer, instants: Instants): Record<string, unknown>[] {
  const columns = answer.fields.map(({ name, oid }) => ({ name, decode: decoderOf(oid, instants) }));
  return answer.rows.map((row) => {
    const record: Record<string, unknown> = {};
    for (const [at, { name, decode }] of columns.entries()) {
      const text = row[at] ?? null;
      record[name] = text === null || decode === undefined ? text : decode(text);
    }
    return record;
  });
}

const scripts = new WeakSet<CompiledQuery>();

/** Several statements in one go, without parameters: for migrations. */
export function scriptQuery(text: string): CompiledQuery {
  const query = CompiledQuery.raw(text);
  scripts.add(query);
  return query;
}

const changing = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

class RecordsConnection implements DatabaseConnection {
  readonly session: SqlSession;
  readonly #instants: Instants;
  broken = false;
  constructor(session: SqlSession, instants: Instants) {
    this.session = session;
    this.#instants = instants;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (scripts.has(query)) {
      await this.#script(query.sql);
      return { rows: [] };
    }
    const answer = await this.ask(scopedSql(query.sql), query.parameters);
    return {
      rows: decodeRows(answer, this.#instants) as R[],
      ...(changing.has(answer.command) ? { numAffectedRows: BigInt(answer.affected) } : {}),
    };
  }

  async #script(text: string): Promise<void> {
    try {
      await this.session.script(scopedSql(text));
    } catch (error) {
      throw sqlError(error);
    }
  }

  async ask(sql: string, parameters: readonly unknown[] = []): Promise<SqlAnswer> {
    try {
      return await this.session.query(sql, parameters.map(encodeValue));
    } catch (error) {
      const known = sqlError(error);
      if (known instanceof StoreUnavailable) this.broken = true;
      throw known;
    }
  }

  // oxlint-disable-next-line require-yield -- the port wants a generator; nothing here streams
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new TypeError("records are paged, not streamed");
  }
}

function held(connection: DatabaseConnection): RecordsConnection {
  if (connection instanceof RecordsConnection) return connection;
  throw new TypeError("a connection of another driver");
}

class RecordsDriver implements Driver {
  readonly #pool: SqlPool;
  readonly #instants: Instants;
  constructor(pool: SqlPool, instants: Instants) {
    this.#pool = pool;
    this.#instants = instants;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    if (scopeContext.getStore()?.open === true)
      throw new TypeError("inside withScope use the transaction it gives: another connection would wait for this one");
    return new RecordsConnection(await this.#pool.acquire(), this.#instants);
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const level = settings.isolationLevel === undefined ? "" : ` isolation level ${settings.isolationLevel}`;
    const access = settings.accessMode === undefined ? "" : ` ${settings.accessMode}`;
    await held(connection).ask(`begin${level}${access}`);
  }

  /** PostgreSQL answers COMMIT of a failed transaction with ROLLBACK: that is not a commit. */
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const answer = await held(connection).ask("commit");
    if (answer.command === "ROLLBACK") throw new TypeError("the transaction had failed and was rolled back");
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    const inner = held(connection);
    try {
      await inner.session.query("rollback", []);
    } catch {
      inner.broken = true;
    }
  }

  async savepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await held(connection).executeQuery(CompiledQuery.raw(`savepoint "${name.replaceAll('"', "")}"`));
  }

  async rollbackToSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await held(connection).executeQuery(CompiledQuery.raw(`rollback to "${name.replaceAll('"', "")}"`));
  }

  async releaseSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await held(connection).executeQuery(CompiledQuery.raw(`release "${name.replaceAll('"', "")}"`));
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    const inner = held(connection);
    await this.#pool.release(inner.session, inner.broken);
  }

  /** The pool belongs to the records, not to a dialect. */
  async destroy(): Promise<void> {}
}

/** A Kysely dialect over a pool of sessions. */
export function recordsDialect(pool: SqlPool, options: DialectOptions = {}): Dialect {
  return {
    createAdapter: (): DialectAdapter => new PostgresAdapter(),
    createDriver: (): Driver => new RecordsDriver(pool, options.instants ?? "text"),
    createIntrospector: (db: Kysely<unknown>): DatabaseIntrospector => new PostgresIntrospector(db as never),
    createQueryCompiler: (): QueryCompiler => new PostgresQueryCompiler(),
  };
}
