import { createHash } from "node:crypto";
import { once } from "node:events";
import { closeSync, createWriteStream, fsyncSync, openSync, renameSync, rmSync, type WriteStream } from "node:fs";
import path from "node:path";
import { finished } from "node:stream/promises";
import { type Pack, pack } from "tar-stream";
import type { BackupManifest } from "./backup-manifest.ts";

/** Writes a tar of hashed entries beside its place and gives it its name when it is whole and on the disk. */
export class ArchiveWriter {
  readonly entries: BackupManifest["entries"] = [];
  readonly #file: string;
  readonly #draft: string;
  readonly #made: Date;
  readonly #pack: Pack = pack();
  readonly #out: WriteStream;
  readonly #written: Promise<void>;
  /** Never resolves; rejects when the file cannot be written any further. */
  readonly #broken: Promise<never>;

  /** @throws what the file system says when there is no such folder, or nothing may be written there */
  constructor(file: string, made: Date) {
    this.#file = file;
    this.#draft = `${file}.part`;
    this.#made = made;
    rmSync(this.#draft, { force: true });
    this.#out = createWriteStream(this.#draft, { fd: openSync(this.#draft, "wx", 0o600) });
    this.#broken = new Promise((_resolve, reject) => this.#out.on("error", reject));
    this.#broken.catch(() => undefined);
    this.#written = finished(this.#pack.pipe(this.#out));
    this.#written.catch(() => undefined);
    // It is told by what waits; a stream without a listener would end the process.
    this.#pack.on("error", () => undefined);
  }

  /** @returns SHA-256 of what was written */
  async add(name: string, size: number, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
    const hash = createHash("sha256");
    let written = 0;
    let done: (error?: Error | null) => void = () => undefined;
    const gone = new Promise<void>((resolve, reject) => {
      done = (error) => (error ? reject(error) : resolve());
    });
    gone.catch(() => undefined);
    const entry = this.#pack.entry({ name, size, mode: 0o600, mtime: this.#made }, (error) => done(error));
    for await (const bytes of source) {
      hash.update(bytes);
      written += bytes.length;
      if (written > size) break;
      if (!entry.write(bytes)) await Promise.race([once(entry, "drain"), gone, this.#broken]);
    }
    if (written !== size) throw new RangeError(`${name} changed while it was read`);
    entry.end(undefined);
    await Promise.race([gone, this.#broken]);
    const sha256 = hash.digest("hex");
    this.entries.push({ name, size, sha256 });
    return sha256;
  }

  /** Writes what stands outside of the list of entries. */
  async close(last: Readonly<Record<string, Uint8Array>>): Promise<void> {
    for (const [name, bytes] of Object.entries(last)) {
      const gone = new Promise<void>((resolve, reject) => {
        const given = Buffer.from(bytes);
        this.#pack.entry({ name, mode: 0o600, mtime: this.#made }, given, (error) =>
          error ? reject(error) : resolve(),
        );
      });
      await Promise.race([gone, this.#broken]);
    }
    this.#pack.finalize();
    await Promise.race([this.#written, this.#broken]);
    sync(this.#draft, "r+");
    renameSync(this.#draft, this.#file);
    sync(path.dirname(path.resolve(this.#file)), "r");
  }

  async abandon(): Promise<void> {
    this.#pack.destroy();
    this.#out.destroy();
    await this.#written.catch(() => undefined);
    rmSync(this.#draft, { force: true });
  }
}

function sync(file: string, flags: "r" | "r+"): void {
  const descriptor = openSync(file, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
