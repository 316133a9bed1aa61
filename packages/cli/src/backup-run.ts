import { existsSync } from "node:fs";
import { StanchError } from "@stanch/model/error";
import { backup } from "@stanch/server/backup/backup";
import { fingerprintOf } from "@stanch/server/backup/backup-manifest";
import { restore } from "@stanch/server/backup/restore";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { note } from "./terminal.ts";

export interface BackupCommandOptions {
  readonly data: string;
}

export interface RestoreCommandOptions extends BackupCommandOptions {
  readonly key?: string;
}

/** The records are where the centre would look for them. */
const database = (): string | undefined => process.env["STANCH_DATABASE_URL"] || undefined;

/**
 * Writes a backup and says what is in it.
 *
 * @returns 0, or 1 when files of evidence were damaged on the disk already
 * @throws StanchError `E_BACKUP_NONE`, `E_STORE_LOCKED`, `E_DISK_FULL`
 */
export async function backupCommand(
  file: string,
  { data }: BackupCommandOptions,
  { say }: CommandContext,
): Promise<ExitCode> {
  const { manifest, size, fingerprint } = await backup({ data, file, database: database() });
  const count = (kind: string): string =>
    String(manifest.entries.filter(({ name }) => name.startsWith(`${kind}/`)).length);
  const figures = { tables: String(manifest.tables.length), blobs: count("blobs"), events: count("events") };
  note(say("backupDone", { file, size: (size / 1e6).toFixed(2), ...figures }));
  note(say("backupKey", { fingerprint }));
  note(say("backupSecret"));
  const [first] = manifest.damaged;
  if (first === undefined) return 0;
  note(say("backupDamaged", { count: String(manifest.damaged.length), first }));
  return 1;
}

/**
 * Makes a centre from a backup.
 *
 * @throws StanchError `E_PATH_MISSING`, `E_RESTORE_TAKEN`, `E_BACKUP_BROKEN`, `E_BACKUP_KEY`, `E_BACKUP_NEWER`
 */
export async function restoreCommand(
  file: string,
  { data, key }: RestoreCommandOptions,
  { say }: CommandContext,
): Promise<ExitCode> {
  if (!existsSync(file)) throw new StanchError("E_PATH_MISSING", { path: file });
  const manifest = await restore({ file, data, key, database: database() });
  const { made } = manifest;
  if (key === undefined) note(say("restoreKey", { fingerprint: fingerprintOf(manifest) }));
  note(say("restoreDone", { data, made }));
  return 0;
}
