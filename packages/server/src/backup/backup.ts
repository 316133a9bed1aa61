import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { StanchError } from "@stanch/model/error";
import type { Blobs } from "@stanch/store/blobs";
import { openFolderBlobs } from "@stanch/store/folder-blobs";
import { openPgliteRecords } from "@stanch/store/pglite-records";
import { openPostgresRecords } from "@stanch/store/postgres-records";
import type { Records } from "@stanch/store/records";
import { sql, type Transaction } from "kysely";
import { openCentreKeys } from "../centre-keys.ts";
import { version } from "../version.ts";
import { ArchiveWriter } from "./archive-writer.ts";
import { type BackupManifest, fingerprintOf } from "./backup-manifest.ts";
import { type BackupTable, columnsOf, orderedTables, rowTexts, seeAll } from "./table-rows.ts";

export interface BackupOptions {
  /** Data folder of the centre. */
  readonly data: string;
  /** Where the backup goes; a file that is there already is replaced once the new one is whole. */
  readonly file: string;
  /** `postgres://…` where the records are in a PostgreSQL. */
  readonly database?: string | undefined;
  /** Default: now. */
  readonly now?: Date;
}

/** What a backup holds, for whoever asked for it. */
export interface BackupSummary {
  readonly manifest: BackupManifest;
  /** Bytes of the archive. */
  readonly size: number;
  /** Fingerprint of the key that signed it. */
  readonly fingerprint: string;
}

const partBytes = 4 << 20;

/**
 * Writes one file from which the whole centre can be made again: records, evidence, events, keys. With PostgreSQL the centre may go on
 * working meanwhile: the records are those of one moment, and evidence is only ever added. The embedded database belongs to one process,
 * so there the centre must stand still.
 *
 * The file holds the centre's keys: who has it can read everything and sign as the centre.
 *
 * @throws StanchError `E_STORE_LOCKED` while a centre has the embedded database open, `E_BACKUP_NONE` when there is no centre in the folder
 * @example await backup({ data: "./stanch-data", file: "/backup/stanch-2026-12-01.tar" });
 */
export async function backup({ data, file, database, now = new Date() }: BackupOptions): Promise<BackupSummary> {
  const folder = path.resolve(data);
  const keyFile = path.join(folder, "signing-key.pem");
  const known = await stat(keyFile).catch(() => undefined);
  if (known === undefined) throw new StanchError("E_BACKUP_NONE", { path: data });
  await using records = await (database === undefined
    ? openPgliteRecords({ folder: path.join(folder, "records") })
    : openPostgresRecords({ url: database }));
  const archive = newArchive(file, now);
  try {
    const { tables, migrations } = await writeRecords(records, archive);
    const { signer } = openCentreKeys(folder, "stanch-centre");
    for (const name of ["signing-key.pem", "secret", "push-key.json"]) {
      const bytes = await readFile(path.join(folder, name));
      await archive.add(`keys/${name}`, bytes.length, [bytes]);
    }
    const damaged = await writeBlobs(await openFolderBlobs(path.join(folder, "blobs")), archive);
    await writeEvents(path.join(folder, "events"), archive);
    const manifest: BackupManifest = {
      format: "stanch-backup",
      version: 1,
      made: now.toISOString(),
      program: version,
      engine: records.engine,
      key: Buffer.from(signer.publicKey).toString("hex"),
      migrations,
      tables,
      entries: archive.entries,
      damaged,
    };
    const bytes = Buffer.from(JSON.stringify(manifest));
    await archive.close({ "manifest.json": bytes, "manifest.sig": await signer.sign(bytes) });
    return { manifest, size: (await stat(file)).size, fingerprint: fingerprintOf(manifest) };
  } catch (error) {
    await archive.abandon();
    throw diskError(error, file);
  }
}

function newArchive(file: string, made: Date): ArchiveWriter {
  try {
    return new ArchiveWriter(file, made);
  } catch (error) {
    throw diskError(error, file);
  }
}

function diskError(error: unknown, file: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOSPC" || code === "EDQUOT") return new StanchError("E_DISK_FULL", { path: file }, error);
  if (code === "EACCES" || code === "EPERM" || code === "EROFS" || code === "ENOENT")
    return new StanchError("E_STORE_DENIED", { path: pathOf(error) ?? file }, error);
  return error;
}

const pathOf = (error: unknown): string | undefined =>
  error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : undefined;

interface RecordsWritten {
  readonly tables: BackupTable[];
  readonly migrations: string[];
}

/** All tables as they are at one moment. */
function writeRecords(records: Records, archive: ArchiveWriter): Promise<RecordsWritten> {
  const reading = records.db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only");
  return reading.execute(async (tx) => {
    await seeAll(tx);
    const applied = await sql<{ name: string }>`select name from stanch_migration order by at, name`.execute(tx);
    const tables: BackupTable[] = [];
    for (const name of await orderedTables(tx)) tables.push(await writeTable(tx, name, archive));
    return { tables, migrations: applied.rows.map((row) => row.name) };
  });
}

async function writeTable(tx: Transaction<unknown>, name: string, archive: ArchiveWriter): Promise<BackupTable> {
  const columns = await columnsOf(tx, name);
  let rows = 0;
  let part = 0;
  let size = 0;
  let lines: Buffer[] = [];
  const flush = async (): Promise<void> => {
    if (lines.length === 0) return;
    await archive.add(`records/${name}/${String(++part).padStart(6, "0")}.jsonl`, size, lines);
    lines = [];
    size = 0;
  };
  for await (const texts of rowTexts(tx, name)) {
    for (const text of texts) {
      const line = Buffer.from(`${JSON.stringify(text)}\n`);
      lines.push(line);
      size += line.length;
      rows++;
      if (size >= partBytes) await flush();
    }
  }
  await flush();
  return { name, columns, rows };
}

async function writeBlobs(blobs: Blobs, archive: ArchiveWriter): Promise<string[]> {
  const damaged: string[] = [];
  for await (const sha256 of blobs.all()) {
    const found = await archive.add(`blobs/${sha256}`, (await blobs.size(sha256)) ?? 0, blobs.read(sha256));
    if (found !== sha256) damaged.push(sha256);
  }
  return damaged;
}

/** Segments appear whole, and what is in one never changes; drafts have names of their own. */
async function writeEvents(folder: string, archive: ArchiveWriter): Promise<void> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = found
    .filter((one) => one.isFile() && one.name.endsWith(".parquet"))
    .map((one) => path.relative(folder, path.join(one.parentPath, one.name)))
    .filter((name) => !name.startsWith("."))
    .sort();
  for (const name of files) {
    const from = path.join(folder, name);
    // An investigation that runs again takes the segments of the one before it away.
    const there = await stat(from).catch(() => undefined);
    if (there === undefined) continue;
    await archive.add(`events/${name.split(path.sep).join("/")}`, there.size, createReadStream(from));
  }
}
