import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { chmod, mkdir, readdir, rename, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { deskMigrations } from "@stanch/desk/migrations/desk-migrations";
import { StanchError } from "@stanch/model/error";
import { openFolderBlobs } from "@stanch/store/folder-blobs";
import { migrate } from "@stanch/store/migrate";
import { openPgliteRecords } from "@stanch/store/pglite-records";
import { openPostgresRecords } from "@stanch/store/postgres-records";
import type { Records } from "@stanch/store/records";
import { sql, type Transaction } from "kysely";
import { authMigrations } from "../sign-in/auth-migration.ts";
import { backupEntries, checkBackup } from "./archive-reader.ts";
import type { BackupManifest } from "./backup-manifest.ts";
import { columnsOf, insertRows, orderedTables, seeAll, setCounters, undisturbed } from "./table-rows.ts";

export interface RestoreOptions {
  readonly file: string;
  /** Data folder to be made; it must not be there, or be empty. */
  readonly data: string;
  /** `postgres://…` of an empty database, where the records shall be in a PostgreSQL. */
  readonly database?: string | undefined;
  /** Fingerprint of the key that must have signed the backup. */
  readonly key?: string | undefined;
}

/**
 * Makes a centre from a backup, in an empty place only, whole or not at all. Every byte is checked before the first is written. Records
 * may have come from the other kind of database. Afterwards all rows, and so the hashes of the journals, are those of the backup; the
 * next start brings the schema up to date.
 *
 * @throws StanchError `E_RESTORE_TAKEN` when there is something already, `E_BACKUP_BROKEN`, `E_BACKUP_KEY`, `E_BACKUP_NEWER` when a newer
 * program made it
 * @example await restore({ file: "/backup/stanch-2026-12-01.tar", data: "./stanch-data" });
 */
export async function restore({ file, data, database, key }: RestoreOptions): Promise<BackupManifest> {
  const folder = path.resolve(data);
  await mustBeEmpty(folder, data);
  const manifest = await checkBackup(file, key);
  mustBeKnown(manifest);
  await mkdir(path.dirname(folder), { recursive: true });
  const draft = `${folder}.restoring-${randomUUID().slice(0, 8)}`;
  await mkdir(draft, { mode: 0o700 });
  try {
    {
      await using records = await (database === undefined
        ? openPgliteRecords({ folder: path.join(draft, "records") })
        : openPostgresRecords({ url: database }));
      if (database !== undefined) await mustHoldNothing(records);
      try {
        await migrateTo(records, manifest);
        await fillAll(records, file, manifest, draft);
      } catch (error) {
        if (database !== undefined) await dropAll(records);
        throw error;
      }
    }
    await rm(path.join(draft, "records.lock"), { force: true });
    await rmdir(folder).catch(() => undefined);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw isUnfit(error) ? new StanchError("E_BACKUP_BROKEN", { entry: "records" }, error) : error;
  }
  return manifest;
}

/** Rows that are none, or that do not fit together. Source: PostgreSQL, appendix A, classes 22 and 23. */
function isUnfit(error: unknown): boolean {
  if (error instanceof SyntaxError) return true;
  return error instanceof Error && "code" in error && /^2[23]\w{3}$/.test(String(error.code));
}

async function mustBeEmpty(folder: string, told: string): Promise<void> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw new StanchError("E_DATA_FOLDER", { path: told, reason: error.code ?? "?" }, error);
  });
  if (found.length > 0) throw new StanchError("E_RESTORE_TAKEN", { path: told });
}

interface Made {
  readonly name: string;
  readonly kind: string;
}

/** Tables, and the functions that are named as ours are. */
async function found(records: Records): Promise<readonly Made[]> {
  const { rows } = await sql<Made>`
    select quote_ident(relname) as name, 'table' as kind from pg_class
      where relkind in ('r', 'p', 'v', 'm') and relnamespace = 'public'::regnamespace
    union all select oid::regprocedure::text, 'function' from pg_proc
      where pronamespace = 'public'::regnamespace and proname ~ '^(stanch|desk)_'`.execute(records.db);
  return rows;
}

async function mustHoldNothing(records: Records): Promise<void> {
  const [first] = await found(records);
  if (first !== undefined) throw new StanchError("E_RESTORE_TAKEN", { path: `PostgreSQL: ${first.name}` });
}

/** The database held nothing before: whatever is there now was made by the restore that failed. */
async function dropAll(records: Records): Promise<void> {
  await records.db.transaction().execute(async (tx) => {
    for (const { name, kind } of await found(records))
      await sql.raw(`drop ${kind} if exists ${name} cascade`).execute(tx);
  });
}

/** A part is closed as soon as it has 4 MB; one row is never so large. */
const mostPartBytes = 128 << 20;

/** Steps of the store itself come with every migration. */
const isOwn = (name: string): boolean => name.startsWith("store-");

function mustBeKnown({ migrations, program }: BackupManifest): void {
  const known = new Set([...authMigrations, ...deskMigrations].map(({ name }) => name));
  if (migrations.some((name) => !isOwn(name) && !known.has(name)))
    throw new StanchError("E_BACKUP_NEWER", { version: program });
}

/** The schema as it was when the backup was made. */
async function migrateTo(records: Records, { migrations }: BackupManifest): Promise<void> {
  const had = new Set(migrations);
  for (const steps of [authMigrations, deskMigrations])
    await migrate(
      records,
      steps.filter(({ name }) => had.has(name)),
    );
}

async function fillAll(records: Records, file: string, manifest: BackupManifest, draft: string): Promise<void> {
  const blobs = await openFolderBlobs(path.join(draft, "blobs"));
  const damaged = new Set(manifest.damaged);
  await records.db.transaction().execute(async (tx) => {
    await seeAll(tx);
    await mustFit(tx, manifest);
    await undisturbed(tx, async () => {
      // What the migrations themselves wrote is in the backup too.
      for (const { name } of manifest.tables.toReversed()) await sql`delete from ${sql.table(name)}`.execute(tx);
      for await (const { name, bytes } of backupEntries(file, manifest)) {
        const [kind = "", second = ""] = name.split("/");
        if (kind === "records") await insertLines(tx, second, bytes);
        else if (kind === "keys") await keep(path.join(draft, second), bytes, 0o600);
        else if (kind === "events") await keep(path.join(draft, name), bytes, 0o600);
        else if (damaged.has(second))
          await keep(path.join(draft, "blobs/sha256", second.slice(0, 2), second), bytes, 0o400);
        else await blobs.write(bytes);
      }
    });
    await setCounters(tx);
    for (const { name, rows } of manifest.tables) await mustCount(tx, name, rows);
  });
}

/** Whoever signed it: a backup names our tables, each once, and no other table of the database. */
async function mustFit(tx: Transaction<unknown>, { tables, entries }: BackupManifest): Promise<void> {
  const named = tables.map(({ name }) => name).sort();
  const ours = [...(await orderedTables(tx))].sort();
  const other = named.find((name, at) => name !== ours[at]) ?? ours[named.length];
  if (other !== undefined) throw new StanchError("E_BACKUP_BROKEN", { entry: `records/${other}` });
  for (const { name, columns } of tables) {
    const own = await columnsOf(tx, name);
    if (own.join() !== columns.join()) throw new StanchError("E_BACKUP_BROKEN", { entry: `records/${name}` });
  }
  const foreign = entries.find(({ name, size }) => {
    const [kind, table = ""] = name.split("/");
    return kind === "records" && (!named.includes(table) || size > mostPartBytes);
  });
  if (foreign !== undefined) throw new StanchError("E_BACKUP_BROKEN", { entry: foreign.name });
}

async function mustCount(tx: Transaction<unknown>, table: string, rows: number): Promise<void> {
  const { rows: found } = await sql<{ count: number }>`select count(*) from ${sql.table(table)}`.execute(tx);
  if (found[0]?.count !== rows) throw new StanchError("E_BACKUP_BROKEN", { entry: `records/${table}` });
}

async function insertLines(tx: Transaction<unknown>, table: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  const lines = Buffer.concat(parts)
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
  await insertRows(
    tx,
    table,
    lines.map((line) => JSON.parse(line) as string),
  );
}

async function keep(file: string, bytes: AsyncIterable<Uint8Array>, mode: number): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await pipeline(bytes, createWriteStream(file, { flags: "wx", mode: 0o600, flush: true }));
  await chmod(file, mode);
}
