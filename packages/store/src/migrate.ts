import { createHash } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import { StanchError } from "@stanch/model/error";
import { baseMigration } from "./base-migration.ts";
import { jobsMigration } from "./jobs-migration.ts";
import type { Records } from "./records.ts";
import { scriptQuery } from "./records-dialect.ts";

/**
 * One step forward of the schema. Its name and its text are fixed once released: what was applied is compared by hash.
 * Each entry of `sql` may hold several statements; all of it runs in one transaction as the owner.
 *
 * @example
 * export const deskMigrations: readonly Migration[] = [
 *   { name: "desk-0001-request", sql: [`create table request (id uuid primary key, tenant uuid);`, tenantTable("request")] },
 * ];
 */
export interface Migration {
  readonly name: string;
  readonly sql: readonly string[];
}

/** What the store itself needs; always applied first. */
const ownMigrations: readonly Migration[] = [baseMigration, jobsMigration];

interface MigrationTables {
  readonly stanch_migration: { name: string; sha256: string; at: string };
}

/** Any number will do as long as it stays: the ASCII letters `stanch`. */
const LOCK_KEY = 0x7374616e6368;

function hashOf(migration: Migration): string {
  return createHash("sha256").update(migration.sql.join("\0")).digest("hex");
}

function checkNames(migrations: readonly Migration[]): void {
  const seen = new Set<string>();
  for (const { name } of migrations) {
    if (seen.has(name)) throw new TypeError(`two migrations named ${name}`);
    seen.add(name);
  }
}

/** Steps are named `<area>-<number>-<what>`; each area migrates on its own. */
function areaOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf("-")));
}

/** Refuses a database whose history is not ours: changed texts, or steps of these areas that this program does not know. */
function checkHistory(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, hashOf(migration)]));
  const areas = new Set(migrations.map(({ name }) => areaOf(name)));
  for (const [name, hash] of applied) {
    const ours = known.get(name);
    if (ours === undefined && !areas.has(areaOf(name))) continue;
    if (ours === undefined) throw new StanchError("E_MIGRATION_UNKNOWN", { name });
    if (ours !== hash) throw new StanchError("E_MIGRATION_CHANGED", { name });
  }
}

async function applyMissing(
  tx: Transaction<MigrationTables>,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  await sql`select pg_advisory_xact_lock(${LOCK_KEY})`.execute(tx);
  await sql`create table if not exists stanch_migration (
    name text primary key, sha256 text not null, at timestamptz not null default now())`.execute(tx);
  const rows = await tx.selectFrom("stanch_migration").select(["name", "sha256"]).execute();
  const applied = new Map(rows.map((row) => [row.name, row.sha256]));
  checkHistory(applied, migrations);
  const missing = migrations.filter(({ name }) => !applied.has(name));
  for (const migration of missing) {
    for (const text of migration.sql) await tx.executeQuery(scriptQuery(text));
    const row = { name: migration.name, sha256: hashOf(migration), at: sql<string>`now()` };
    await tx.insertInto("stanch_migration").values(row).execute();
  }
  return missing.map(({ name }) => name);
}

/**
 * Brings the schema up to date: the store's own steps, then the given ones in their order. All missing steps are applied in
 * one transaction, or none; several processes starting at once wait for each other. There is no way back.
 *
 * @returns names of the steps applied now
 * Errors: `E_MIGRATION_CHANGED`, `E_MIGRATION_UNKNOWN` with `{name}`.
 */
export async function migrate<Tables>(
  records: Pick<Records<Tables>, "db">,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  const all = [...ownMigrations, ...migrations];
  checkNames(all);
  const db = records.db as unknown as Kysely<MigrationTables>;
  return db.transaction().execute((tx) => applyMissing(tx, all));
}
