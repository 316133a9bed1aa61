import { createHash, randomUUID } from "node:crypto";
import { createReadStream, readdirSync } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { StanchError } from "@stanch/model/error";
import type { EventScope } from "./events.ts";

const nameShape = /^[\w-]{1,80}$/;
const DRAFTS = ".adding";

function checked(name: string): string {
  if (!nameShape.test(name)) throw new TypeError("not the id of a case or an investigation");
  return name;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>)
    hash.update(bytes);
  return hash.digest("hex");
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, "r");
  await handle.sync();
  await handle.close();
}

/**
 * Where segments lie: `<root>/<case>/<investigation>/<batch>/<sha256 of the file it was made from>.parquet`. A batch is a folder
 * that appears by one rename, whole or not at all.
 */
export class EventSegments {
  readonly #root: string;
  constructor(root: string) {
    this.#root = root;
  }

  /** Drops what an interrupted addition left. */
  async clean(): Promise<void> {
    await mkdir(this.#root, { recursive: true, mode: 0o700 });
    await rm(path.join(this.#root, DRAFTS), { recursive: true, force: true });
  }

  #folder(scope: EventScope): string {
    const folder = path.join(this.#root, checked(scope.caseId));
    return scope.investigationId === undefined ? folder : path.join(folder, checked(scope.investigationId));
  }

  /** Paths of all segments of a scope, in a fixed order. */
  files(scope: EventScope): readonly string[] {
    const folder = this.#folder(scope);
    const investigations =
      scope.investigationId === undefined ? listFolder(folder).map((name) => path.join(folder, name)) : [folder];
    return investigations
      .flatMap((one) => listFolder(one).map((batch) => path.join(one, batch)))
      .flatMap((batch) => listFolder(batch).map((name) => path.join(batch, name)))
      .sort();
  }

  /** Makes one segment of each file by `convert(from, to)`, and lets them appear at once. Files known already are left out. */
  async add(
    scope: Required<EventScope>,
    files: readonly string[],
    convert: (from: string, to: string) => Promise<void>,
  ): Promise<void> {
    const known = new Set(this.files(scope).map((file) => path.basename(file, ".parquet")));
    const draft = path.join(this.#root, DRAFTS, randomUUID());
    await mkdir(draft, { recursive: true, mode: 0o700 });
    try {
      for (const file of files) {
        const name = await hashOf(file);
        if (known.has(name)) continue;
        known.add(name);
        const to = path.join(draft, `${name}.parquet`);
        await convert(file, to);
        await sync(to);
      }
      if (listFolder(draft).length === 0) return;
      await this.#appear(draft, this.#folder(scope));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === "ENOSPC" || code === "EDQUOT") throw new StanchError("E_DISK_FULL", { path: draft }, error);
      throw error;
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }

  async #appear(draft: string, folder: string): Promise<void> {
    await sync(draft);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(draft, path.join(folder, randomUUID()));
    await sync(folder);
  }

  /** Forgets the segments of a scope: gone by one rename, then deleted. */
  async remove(scope: EventScope): Promise<void> {
    const folder = this.#folder(scope);
    const grave = path.join(this.#root, DRAFTS, randomUUID());
    await mkdir(path.dirname(grave), { recursive: true });
    try {
      await rename(folder, grave);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
      throw error;
    }
    await rm(grave, { recursive: true, force: true });
  }

  /** Cases that have events. */
  async cases(): Promise<readonly string[]> {
    return (await readdir(this.#root)).filter((name) => nameShape.test(name));
  }
}
