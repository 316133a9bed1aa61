import { StanchError } from "@stanch/model/error";
import { keyFingerprint, signedBy } from "@stanch/report/signed-note";
import { z } from "zod";
import { backupTable } from "./table-rows.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Names of entries: nothing in them leads out of a folder. */
export const entryName = z
  .string()
  .regex(
    /^(?:records\/[a-z_][a-z0-9_]{0,62}\/\d{6}\.jsonl|keys\/(?:signing-key\.pem|secret|push-key\.json)|blobs\/[0-9a-f]{64}|events(?:\/[\w-]{1,80}){3}\/[0-9a-f]{64}\.parquet)$/,
  );

/**
 * What a backup holds: `manifest.json`, the last but one entry of the archive. Its Ed25519 signature by the centre's key is the last,
 * `manifest.sig`, 64 bytes over the very bytes of the manifest.
 */
export const backupManifest = z.object({
  format: z.literal("stanch-backup"),
  version: z.literal(1),
  /** When the backup was begun, RFC 3339. */
  made: z.iso.datetime(),
  program: z.string().max(80),
  engine: z.enum(["pglite", "postgres"]),
  /** Raw Ed25519 public key, hexadecimal. */
  key: hash,
  /** Names of the steps of the schema. */
  migrations: z.array(z.string().max(200)),
  /** In an order in which each comes after those it refers to. */
  tables: z.array(backupTable),
  /** In the order of the archive; sizes in bytes. */
  entries: z.array(z.object({ name: entryName, size: z.number().int().min(0), sha256: hash })),
  /** Blobs whose bytes no longer were what their name says. They are in the backup as they were found. */
  damaged: z.array(hash),
});
export type BackupManifest = z.infer<typeof backupManifest>;

/** How people compare the key that signed. */
export const fingerprintOf = ({ key }: Pick<BackupManifest, "key">): string => keyFingerprint(Buffer.from(key, "hex"));

/**
 * Reads a manifest and holds it to its signature.
 *
 * @param expected fingerprint of the key that must have signed; without it the one that the manifest names
 * @throws StanchError `E_BACKUP_BROKEN` with `{entry}`, `E_BACKUP_KEY` when another key signed
 */
export function readManifest(bytes: Buffer, signature: Buffer, expected?: string): BackupManifest {
  const broken = (error?: unknown): StanchError =>
    new StanchError("E_BACKUP_BROKEN", { entry: "manifest.json" }, error);
  let manifest: BackupManifest;
  try {
    manifest = backupManifest.parse(JSON.parse(bytes.toString("utf8")));
  } catch (error) {
    throw broken(error);
  }
  const fingerprint = fingerprintOf(manifest);
  if (expected !== undefined && expected.toLowerCase() !== fingerprint)
    throw new StanchError("E_BACKUP_KEY", { key: fingerprint });
  if (!signedBy(Buffer.from(manifest.key, "hex"), bytes, signature)) throw broken();
  return manifest;
}
