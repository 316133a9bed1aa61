import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { StanchError } from "@stanch/model/error";
import { extract } from "tar-stream";
import { type BackupManifest, entryName, readManifest } from "./backup-manifest.ts";

/** A manifest of so many bytes tells of some hundred million files. */
const largestManifest = 256 << 20;
const ends = new Set(["manifest.json", "manifest.sig"]);

interface Entry {
  readonly name: string;
  readonly size: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Every entry of a tar that may be one of a backup; each must be read to its end before the next. */
async function* entriesOf(file: string): AsyncGenerator<Entry> {
  const tar = createReadStream(file, { highWaterMark: 1 << 20 }).pipe(extract());
  const input = tar as AsyncIterable<
    AsyncIterable<Uint8Array> & { header: { name: string; type?: string | null; size?: number } }
  >;
  for await (const entry of input) {
    const { name, type, size = 0 } = entry.header;
    const known = entryName.safeParse(name).success || ends.has(name);
    if (!known || type !== "file") throw new StanchError("E_BACKUP_BROKEN", { entry: name.slice(0, 200) });
    yield { name, size, bytes: unbroken(entry, name) };
  }
}

async function whole({ name, size, bytes }: Entry): Promise<Buffer> {
  if (size > largestManifest) throw new StanchError("E_BACKUP_BROKEN", { entry: name });
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}

/**
 * Reads a backup through and holds every byte of it to its manifest, and the manifest to its signature. Nothing is written.
 *
 * @param key see {@link readManifest}
 * @throws StanchError `E_BACKUP_BROKEN` with `{entry}`: a byte changed, or an entry is missing, new, twice or elsewhere; `E_BACKUP_KEY`
 */
export async function checkBackup(file: string, key?: string): Promise<BackupManifest> {
  const found: BackupManifest["entries"] = [];
  const last = new Map<string, Buffer>();
  for await (const entry of unbroken(entriesOf(file), file)) {
    if (ends.has(entry.name)) last.set(entry.name, await whole(entry));
    else if (last.size > 0) throw new StanchError("E_BACKUP_BROKEN", { entry: entry.name });
    else {
      const hash = createHash("sha256");
      for await (const bytes of entry.bytes) hash.update(bytes);
      found.push({ name: entry.name, size: entry.size, sha256: hash.digest("hex") });
    }
  }
  const none = Buffer.alloc(0);
  const manifest = readManifest(last.get("manifest.json") ?? none, last.get("manifest.sig") ?? none, key);
  const { entries } = manifest;
  for (let at = 0; at < Math.max(found.length, entries.length); at++) {
    const [one, told] = [found[at], entries[at]];
    const same = one?.name === told?.name && one?.size === told?.size && one?.sha256 === told?.sha256;
    if (!same) throw new StanchError("E_BACKUP_BROKEN", { entry: told?.name ?? one?.name ?? "" });
  }
  return manifest;
}

/** What a reader of tar says of bytes that are none is said in our words. */
async function* unbroken<Item>(items: AsyncIterable<Item>, entry: string): AsyncGenerator<Item> {
  const from = items[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await from.next().catch((error: unknown) => {
        throw error instanceof StanchError ? error : new StanchError("E_BACKUP_BROKEN", { entry }, error);
      });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await from.return?.();
  }
}

/** The entries of a backup that {@link checkBackup} found whole, held to their hashes once more while they are read. */
export async function* backupEntries(file: string, manifest: BackupManifest): AsyncGenerator<Entry> {
  const hashes = new Map(manifest.entries.map(({ name, sha256 }) => [name, sha256]));
  for await (const entry of unbroken(entriesOf(file), file)) {
    if (ends.has(entry.name)) continue;
    yield { ...entry, bytes: held(entry, hashes.get(entry.name)) };
  }
}

async function* held({ name, bytes }: Entry, sha256: string | undefined): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const part of bytes) {
    hash.update(part);
    yield part;
  }
  if (hash.digest("hex") !== sha256) throw new StanchError("E_BACKUP_BROKEN", { entry: name });
}
