import { mkdirSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { Kysely } from "kysely";
import { existingImage } from "./cluster-image.ts";
import type { PgliteAsk, PgliteOpening, PgliteReply } from "./pglite-protocol.ts";
import { type PidLock, takePidLock } from "./pid-lock.ts";
import type { Records } from "./records.ts";
import { recordsDialect } from "./records-dialect.ts";
import { SqlError, StoreUnavailable } from "./sql-error.ts";
import type { SqlAnswer, SqlPool, SqlSession } from "./sql-session.ts";

export interface PgliteRecordsOptions {
  /** Folder of the cluster; its lock lies beside it as `<folder>.lock`. Undefined: in memory, for tests. */
  readonly folder?: string;
  /**
   * Where the image of a fresh cluster is kept, so that the next first start takes a fraction of the time. Default: the one that ships,
   * if there is one.
   */
  readonly image?: string;
}

type Unnumbered<T> = T extends unknown ? Omit<T, "id"> : never;

interface Pending {
  readonly resolve: (answer: SqlAnswer | null) => void;
  readonly reject: (error: unknown) => void;
}

/** The one session of the cluster, in its worker thread. */
class PgliteSession implements SqlSession {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #last = 0;
  #gone: Error | undefined;
  readonly opened: Promise<unknown>;

  constructor(opening: PgliteOpening) {
    const file = import.meta.url.endsWith(".ts") ? "./pglite-worker.ts" : "./pglite-worker.js";
    this.#worker = new Worker(new URL(file, import.meta.url), { workerData: opening });
    this.opened = new Promise((resolve, reject) => this.#pending.set(0, { resolve, reject }));
    this.#worker.on("message", (reply: PgliteReply) => this.#settle(reply));
    this.#worker.on("error", (error: unknown) => this.#fail(error instanceof Error ? error : new Error(String(error))));
    this.#worker.on("exit", () => this.#fail(new Error("the database thread has ended")));
  }

  async query(sql: string, params: readonly (string | null)[]): Promise<SqlAnswer> {
    const answer = await this.#ask({ ask: "query", sql, params });
    if (answer === null) throw new TypeError("a query without an answer");
    return answer;
  }

  async script(sql: string): Promise<void> {
    await this.#ask({ ask: "script", sql });
  }

  async close(): Promise<void> {
    if (this.#gone === undefined) await this.#ask({ ask: "close" });
    await this.#worker.terminate();
  }

  #ask(ask: Unnumbered<PgliteAsk>): Promise<SqlAnswer | null> {
    return new Promise((resolve, reject) => {
      if (this.#gone !== undefined) {
        reject(new StoreUnavailable(this.#gone.message, this.#gone));
        return;
      }
      const id = ++this.#last;
      this.#pending.set(id, { resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage({ ...ask, id });
    });
  }

  #settle(reply: PgliteReply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    // An idle database keeps no process alive.
    if (this.#pending.size === 0) this.#worker.unref();
    if ("error" in reply) pending?.reject(new SqlError(reply.error));
    else pending?.resolve(reply.answer);
  }

  #fail(error: Error): void {
    this.#gone ??= error;
    for (const pending of this.#pending.values()) pending.reject(new StoreUnavailable(error.message, error));
    this.#pending.clear();
  }
}

/** One session, one holder at a time, first come first served. */
class PglitePool implements SqlPool {
  readonly #session: PgliteSession;
  readonly #waiting: (() => void)[] = [];
  #held = false;
  constructor(session: PgliteSession) {
    this.#session = session;
  }

  async acquire(): Promise<SqlSession> {
    if (this.#held) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#held = true;
    return this.#session;
  }

  async release(): Promise<void> {
    const next = this.#waiting.shift();
    if (next === undefined) this.#held = false;
    else next();
  }

  async close(): Promise<void> {
    await this.acquire();
    await this.#session.close();
    await this.release();
  }
}

async function openSession(opening: PgliteOpening, lock: PidLock | undefined): Promise<PgliteSession> {
  const session = new PgliteSession(opening);
  try {
    await session.opened;
    return session;
  } catch (error) {
    await session.close().catch(() => undefined);
    lock?.release();
    throw error;
  }
}

/**
 * Records in an embedded PostgreSQL (PGlite) that lives in a worker thread of this process. One process owns the folder:
 * a second one gets `E_STORE_LOCKED` and must talk to the first.
 *
 * @example await using records = await openPgliteRecords<DeskTables>({ folder: "data/records", image: "cache/pgdata.tar.gz" });
 */
export async function openPgliteRecords<Tables>(options: PgliteRecordsOptions = {}): Promise<Records<Tables>> {
  const { folder, image = existingImage() } = options;
  let lock: PidLock | undefined;
  if (folder !== undefined) {
    mkdirSync(path.dirname(path.resolve(folder)), { recursive: true });
    lock = await takePidLock(`${path.resolve(folder)}.lock`);
  }
  const session = await openSession({ folder, image }, lock);
  const pool = new PglitePool(session);
  const db = new Kysely<Tables>({ dialect: recordsDialect(pool) });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= pool.close().finally(() => lock?.release()));
  return {
    engine: "pglite",
    db,
    dialect: (wanted) => recordsDialect(pool, wanted),
    close,
    [Symbol.asyncDispose]: close,
  };
}
