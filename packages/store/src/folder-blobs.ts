import { createHash, type Hash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, type FileHandle, link, mkdir, open, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { StanchError } from "@stanch/model/error";
import type { BlobCheck, BlobRef, Blobs, ByteRange, ByteSource, UploadState } from "./blobs.ts";

const hashShape = /^[0-9a-f]{64}$/;
const uploadShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

/** What the file system said, in the words of the catalogue. */
function diskError(error: unknown, file: string): unknown {
  const code = codeOf(error);
  if (code === "ENOSPC" || code === "EDQUOT") return new StanchError("E_DISK_FULL", { path: file }, error);
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return new StanchError("E_STORE_DENIED", { path: file }, error);
  return error;
}

/** A rename or a new name is only safe once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) await syncFolder(path.dirname(made));
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw diskError(error, file);
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Writes a stream at `start`; counts and syncs what arrived even when the source breaks off. Answers the new length. */
async function pour(file: string, start: number, source: ByteSource, hash: Hash | undefined): Promise<number> {
  let at = start;
  try {
    const handle = await open(file, "r+");
    try {
      for await (const bytes of source) {
        await writeAll(handle, bytes, at);
        hash?.update(bytes);
        at += bytes.length;
      }
    } finally {
      // A write that failed half-way leaves bytes beyond what is counted.
      await handle.truncate(at);
      await handle.sync();
      await handle.close();
    }
  } catch (error) {
    throw diskError(error, file);
  }
  return at;
}

async function hashFile(file: string): Promise<BlobRef> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const bytes of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>) {
    hash.update(bytes);
    size += bytes.length;
  }
  return { sha256: hash.digest("hex"), size };
}

/** An upload in progress, and its hash so far when this process has seen all of it. */
interface Running {
  hash: Hash | undefined;
  hashed: number;
  busy: boolean;
}

class FolderBlobs implements Blobs {
  readonly #root: string;
  readonly #uploads = new Map<string, Running>();
  constructor(root: string) {
    this.#root = root;
  }

  #file(sha256: string): string {
    if (!hashShape.test(sha256)) throw new StanchError("E_BLOB_MISSING", { sha256: sha256.slice(0, 80) });
    return path.join(this.#root, "sha256", sha256.slice(0, 2), sha256);
  }

  #draft(id: string): string {
    if (!uploadShape.test(id)) throw new StanchError("E_UPLOAD_MISSING", { id: id.slice(0, 80) });
    return path.join(this.#root, "uploads", id);
  }

  async write(source: ByteSource): Promise<BlobRef> {
    const id = randomUUID();
    const draft = this.#draft(id);
    const hash = createHash("sha256");
    try {
      await (await open(draft, "wx", 0o600)).close();
      const size = await pour(draft, 0, source, hash);
      return await this.#keep(draft, { sha256: hash.digest("hex"), size });
    } catch (error) {
      throw diskError(error, draft);
    } finally {
      await rm(draft, { force: true });
    }
  }

  /** Gives a finished, synced file its name; the same content again is simply there already. */
  async #keep(draft: string, ref: BlobRef): Promise<BlobRef> {
    const file = this.#file(ref.sha256);
    try {
      await makeFolder(path.dirname(file));
      const handle = await open(draft, "r");
      await handle.chmod(0o400);
      await handle.sync();
      await handle.close();
      await link(draft, file).catch(async (error: unknown) => {
        if (codeOf(error) !== "EEXIST") throw error;
        // A blob cut short by a full disk or an old crash is replaced by the whole one.
        if ((await sizeOf(file)) !== ref.size) {
          await rm(file, { force: true });
          await link(draft, file);
        }
      });
      await syncFolder(path.dirname(file));
    } catch (error) {
      throw diskError(error, file);
    }
    return ref;
  }

  async openUpload(id: string): Promise<UploadState> {
    const draft = this.#draft(id);
    try {
      await (await open(draft, "a", 0o600)).close();
      await syncFolder(path.dirname(draft));
    } catch (error) {
      throw diskError(error, draft);
    }
    const offset = (await sizeOf(draft)) ?? 0;
    if (!this.#uploads.has(id))
      this.#uploads.set(id, { hash: offset === 0 ? createHash("sha256") : undefined, hashed: 0, busy: false });
    return { id, offset };
  }

  async upload(id: string): Promise<UploadState | undefined> {
    const offset = uploadShape.test(id) ? await sizeOf(this.#draft(id)) : undefined;
    return offset === undefined ? undefined : { id, offset };
  }

  async append(id: string, offset: number, source: ByteSource): Promise<UploadState> {
    return this.#alone(id, async (running, state) => {
      if (state.offset !== offset) throw new StanchError("E_UPLOAD_OFFSET", { offset: String(state.offset) });
      if (running.hashed !== offset) running.hash = undefined;
      try {
        return { id, offset: await pour(this.#draft(id), offset, source, running.hash) };
      } finally {
        running.hashed = (await sizeOf(this.#draft(id))) ?? 0;
      }
    });
  }

  async finish(id: string, expect: Partial<BlobRef> = {}): Promise<BlobRef> {
    return this.#alone(id, async (running, state) => {
      const draft = this.#draft(id);
      const known = running.hash !== undefined && running.hashed === state.offset;
      const ref = known
        ? { sha256: running.hash?.copy().digest("hex") ?? "", size: state.offset }
        : await hashFile(draft);
      if (expect.size !== undefined && expect.size !== ref.size)
        throw new StanchError("E_UPLOAD_DIFFERS", { expected: String(expect.size), found: String(ref.size) });
      if (expect.sha256 !== undefined && expect.sha256 !== ref.sha256)
        throw new StanchError("E_UPLOAD_DIFFERS", { expected: expect.sha256, found: ref.sha256 });
      await this.#keep(draft, ref);
      await rm(draft, { force: true });
      this.#uploads.delete(id);
      return ref;
    });
  }

  async abandon(id: string): Promise<void> {
    if (!uploadShape.test(id)) return;
    await rm(this.#draft(id), { force: true });
    this.#uploads.delete(id);
  }

  async #alone<T>(id: string, act: (running: Running, state: UploadState) => Promise<T>): Promise<T> {
    const running = this.#uploads.get(id) ?? { hash: undefined, hashed: 0, busy: false };
    if (running.busy) throw new StanchError("E_UPLOAD_BUSY", { id });
    running.busy = true;
    this.#uploads.set(id, running);
    try {
      const state = await this.upload(id);
      if (state === undefined) throw new StanchError("E_UPLOAD_MISSING", { id: id.slice(0, 80) });
      return await act(running, state);
    } catch (error) {
      if (error instanceof StanchError && error.code === "E_UPLOAD_MISSING") this.#uploads.delete(id);
      throw error;
    } finally {
      running.busy = false;
    }
  }

  async *read(sha256: string, range?: ByteRange): AsyncIterable<Uint8Array> {
    const file = await this.path(sha256);
    const size = (await sizeOf(file)) ?? 0;
    const start = range?.start ?? 0;
    const end = range?.end ?? size;
    if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end < start || end > size)
      throw new StanchError("E_BLOB_RANGE", { size: String(size) });
    if (start === end) return;
    yield* createReadStream(file, { start, end: end - 1, highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>;
  }

  async path(sha256: string): Promise<string> {
    const file = this.#file(sha256);
    if (!(await exists(file))) throw new StanchError("E_BLOB_MISSING", { sha256 });
    return file;
  }

  async has(sha256: string): Promise<boolean> {
    return hashShape.test(sha256) && exists(this.#file(sha256));
  }

  async size(sha256: string): Promise<number | undefined> {
    return hashShape.test(sha256) ? sizeOf(this.#file(sha256)) : undefined;
  }

  async verify(sha256: string): Promise<BlobCheck> {
    if (!(await this.has(sha256))) return { holds: false };
    const { sha256: found } = await hashFile(this.#file(sha256));
    return { holds: found === sha256, found };
  }

  async *all(): AsyncIterable<string> {
    const root = path.join(this.#root, "sha256");
    for (const part of (await readdir(root)).sort())
      for (const name of (await readdir(path.join(root, part))).sort()) if (hashShape.test(name)) yield name;
  }
}

/**
 * Blobs as files named by SHA-256 below `folder`, synced to the disk before they are acknowledged and read-only afterwards.
 *
 * @example
 * const blobs = await openFolderBlobs("data/blobs");
 * const { sha256 } = await blobs.write([Buffer.from("a line")]);
 */
export async function openFolderBlobs(folder: string): Promise<Blobs> {
  const root = path.resolve(folder);
  try {
    await makeFolder(path.join(root, "sha256"));
    await makeFolder(path.join(root, "uploads"));
  } catch (error) {
    throw diskError(error, root);
  }
  return new FolderBlobs(root);
}
