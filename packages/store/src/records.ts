import type { Dialect, Kysely, Transaction } from "kysely";

/** Which engine answers; for display and for tests, never for a change of behaviour. */
export type Engine = "pglite" | "postgres";

/**
 * Who acts. `tenant` is the customer whose rows may be seen (null: none), `staff` sees every tenant,
 * `actor` names who it is for triggers and logs (`staff:<id>`, `customer:<id>`, `public`, `system:<part>`).
 */
export interface Scope {
  readonly tenant: string | null;
  readonly staff: boolean;
  readonly actor: string;
}

export interface ScopeOptions {
  /** Put before every statement as a comment (`/* desk.request.create *\/`), so that logs of the database say where it comes from. */
  readonly tag?: string;
  readonly readOnly?: boolean;
}

export interface DialectOptions {
  /**
   * How `timestamptz` comes back: `text` (the default everywhere in Stanch) is RFC 3339 in UTC with the digits the database
   * holds, `date` is a JavaScript `Date` for libraries that want one (better-auth).
   */
  readonly instants?: "text" | "date";
}

/**
 * The relational store, the same on PGlite and on PostgreSQL.
 *
 * Values come back alike on both engines: `timestamptz` as RFC 3339 text, `date` as `YYYY-MM-DD`, `int8` as number
 * (a bigint beyond 2^53), `numeric` as text, `json`/`jsonb` as values, arrays as arrays, `bytea` as `Uint8Array`.
 * Parameters: `Date` and text for instants, objects **and arrays** as JSON only through `JSON.stringify` or `json()`.
 *
 * `db` acts as the owner of the tables and sees everything: migrations and tests only. All other work goes through
 * {@link withScope}.
 *
 * @example
 * await using records = await openPgliteRecords<DeskTables>({ folder: "data/records" });
 * await migrate(records, deskMigrations);
 * const rows = await withScope(records, { tenant: null, staff: true, actor: `staff:${id}` }, (tx) =>
 *   tx.selectFrom("request").selectAll().execute());
 */
export interface Records<Tables = unknown> extends AsyncDisposable {
  readonly engine: Engine;
  readonly db: Kysely<Tables>;
  /** A Kysely dialect over the same connections, for libraries that bring their own Kysely. Destroying it closes nothing. */
  dialect(options?: DialectOptions): Dialect;
  close(): Promise<void>;
}

/** What the work inside {@link withScope} gets: one transaction under the application's role. */
export type Work<Tables> = (tx: Transaction<Tables>) => Promise<unknown>;
