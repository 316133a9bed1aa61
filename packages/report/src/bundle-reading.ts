import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { hashFile, manifest as manifestSchema } from "./manifest.ts";
import { tarBlock, tarEntry, tarHeader } from "./tar-form.ts";
import { type Check, fails, holds } from "./verification.ts";

/** A bundle as it was found: hashes of all files, bytes of those that are looked into, and how its packing is. */
export interface ReadBundle {
  readonly files: ReadonlyMap<string, { readonly bytes: number; readonly sha256: string }>;
  readonly kept: ReadonlyMap<string, Buffer>;
  readonly form: Check;
}

/** Most bytes kept of one file: a journal of a million entries fits. */
const mostKept = 2 ** 29;

function isKept(path: string): boolean {
  return !path.includes("/") || path.startsWith("checkpoints/") || path === "evidence/index.json";
}

/** Reads a sealed tar in one pass; the first byte out of place ends the reading. */
export async function readTarBundle(path: string): Promise<ReadBundle> {
  const files = new Map<string, { bytes: number; sha256: string }>();
  const kept = new Map<string, Buffer>();
  const source = new ByteReader(createReadStream(path, { highWaterMark: 1 << 20 }));
  try {
    const form = await readEntries(source, files, kept);
    return { files, kept, form };
  } finally {
    await source.close();
  }
}

async function readEntries(
  source: ByteReader,
  files: Map<string, { bytes: number; sha256: string }>,
  kept: Map<string, Buffer>,
): Promise<Check> {
  let order: readonly string[] = ["manifest.json"];
  let seconds = 0;
  for (let index = 0; ; index += 1) {
    const header = await source.take(tarBlock);
    const entry = tarEntry(header);
    const expected = order[index];
    if (entry === undefined)
      return expected === undefined ? await atEnd(source) : fails("files", "files.missing", { path: expected });
    const path = entry.path;
    if (path !== expected) return fails("form", "form.order", { expected: expected ?? "–", path });
    const read = await readContent(source, entry.size, isKept(path));
    if (index === 0) {
      const known = orderOf(read.kept);
      if (known === undefined) return fails("manifest", "manifest.missing");
      ({ order, seconds } = known);
    }
    if (!header.equals(tarHeader(path, entry.size, seconds))) return fails("form", "form.header", { path });
    if (read.bytes !== entry.size) return fails("form", "form.end");
    const padding = await source.take((tarBlock - (entry.size % tarBlock)) % tarBlock);
    if (padding.some((byte) => byte !== 0)) return fails("form", "form.padding", { path });
    files.set(path, { bytes: read.bytes, sha256: read.sha256 });
    if (read.kept !== undefined) kept.set(path, read.kept);
  }
}

async function atEnd(source: ByteReader): Promise<Check> {
  const rest = await source.take(tarBlock + 1);
  return rest.length === tarBlock && rest.every((byte) => byte === 0)
    ? holds("form", "form.ok")
    : fails("form", "form.end");
}

/** The files that must follow, in order, and the time that every header states. */
function orderOf(bytes: Buffer | undefined): { order: readonly string[]; seconds: number } | undefined {
  try {
    const { made, files } = manifestSchema.parse(JSON.parse(bytes?.toString("utf8") ?? ""));
    const seconds = Math.floor(Date.parse(made.at) / 1000);
    if (!(seconds >= 0)) return undefined;
    return { order: ["manifest.json", "SHA256SUMS", "SHA256SUMS.sig", ...files.map(({ path }) => path)], seconds };
  } catch {
    return undefined;
  }
}

async function readContent(
  source: ByteReader,
  size: number,
  keep: boolean,
): Promise<{ bytes: number; sha256: string; kept: Buffer | undefined }> {
  const hash = createHash("sha256");
  const parts: Buffer[] = [];
  let bytes = 0;
  while (bytes < size) {
    const chunk = await source.some(size - bytes);
    if (chunk.length === 0) break;
    hash.update(chunk);
    bytes += chunk.length;
    if (keep && bytes <= mostKept) parts.push(Buffer.from(chunk));
  }
  return { bytes, sha256: hash.digest("hex"), kept: keep && bytes <= mostKept ? Buffer.concat(parts) : undefined };
}

/** Reads an unpacked bundle or an output folder: every plain file below it; links and devices count as what must not be there. */
export async function readFolder(root: string): Promise<ReadBundle> {
  const files = new Map<string, { bytes: number; sha256: string }>();
  const kept = new Map<string, Buffer>();
  const names = (await readdir(root, { recursive: true })).map((name) => name.replaceAll("\\", "/")).sort();
  for (const name of names) {
    const path = join(root, name);
    const found = await lstat(path);
    if (found.isDirectory()) continue;
    if (!found.isFile()) {
      files.set(name, { bytes: 0, sha256: "" });
      continue;
    }
    files.set(name, await hashFile(path));
    if (isKept(name) && found.size <= mostKept && /\.(?:json|jsonl|pem|sig|note)$|SHA256SUMS$/.test(name))
      kept.set(name, await readFile(path));
  }
  return { files, kept, form: holds("form", "form.unpacked") };
}

/** Bytes of a stream, as many as are wanted at a time. */
class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** At most `most` bytes, none at the end. */
  async some(most: number): Promise<Buffer> {
    while (this.#rest.length === 0) {
      const next = await this.#chunks.next();
      if (next.done === true) return this.#rest;
      this.#rest = next.value;
    }
    const part = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }

  /** Exactly `count` bytes, fewer at the end. */
  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let left = count; left > 0;) {
      const part = await this.some(left);
      if (part.length === 0) break;
      parts.push(part);
      left -= part.length;
    }
    return Buffer.concat(parts);
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
