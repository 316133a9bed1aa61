/**
 * Makes a Windows event log of any size from real chunks, numbered and summed as Windows does it:
 * `node tools/run.cjs bench/evtx-file.ts FILE MB [SOURCE.evtx…]`. Without sources, the full chunks of the corpora are taken.
 */
import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";

const chunkSize = 65_536;
const headerSize = 4096;
const recordMagic = 0x2a2a;
/** A chunk counts as full when less than this is free: what a rolled log consists of. */
const slack = 6000;

/** Every log of the corpora; empty without them. */
export function corpusLogs(): string[] {
  const corpora = new URL("../../shared/corpora/", import.meta.url).pathname;
  return ["evtx-attack-samples", "plaso-logs/evtx"]
    .map((name) => corpora + name)
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)))
    .filter((file) => file.endsWith(".evtx"))
    .sort();
}

/** Chunks that are full and whole. */
function fullChunks(file: string): Buffer[] {
  const bytes = readFileSync(file);
  const found: Buffer[] = [];
  for (let at = headerSize; at + chunkSize <= bytes.length; at += chunkSize) {
    const chunk = bytes.subarray(at, at + chunkSize);
    const free = chunk.readUInt32LE(48);
    if (chunk.toString("latin1", 0, 7) !== "ElfChnk" || free < chunkSize - slack || free > chunkSize) continue;
    if (crc32(chunk.subarray(512, free)) === chunk.readUInt32LE(52)) found.push(Buffer.from(chunk));
  }
  return found;
}

function sumHeader(chunk: Buffer): void {
  chunk.writeUInt32LE(crc32(chunk.subarray(128, 512), crc32(chunk.subarray(0, 120))), 124);
}

/** Numbers the records of a chunk from `first` on in their headers; answers how many there are. */
function renumber(chunk: Buffer, first: bigint): number {
  const free = chunk.readUInt32LE(48);
  let count = 0;
  for (let at = 512; at + 28 <= free && chunk.readUInt32LE(at) === recordMagic;) {
    const size = chunk.readUInt32LE(at + 4);
    if (size < 28 || at + size > free) break;
    chunk.writeBigUInt64LE(first + BigInt(count++), at + 8);
    at += size;
  }
  for (const at of [8, 24]) {
    chunk.writeBigUInt64LE(first, at);
    chunk.writeBigUInt64LE(first + BigInt(count - 1), at + 8);
  }
  chunk.writeUInt32LE(crc32(chunk.subarray(512, free)), 52);
  sumHeader(chunk);
  return count;
}

function fileHeader(chunks: number, next: bigint): Buffer {
  const header = Buffer.alloc(headerSize);
  header.write("ElfFile\0", "latin1");
  header.writeBigUInt64LE(BigInt(chunks - 1), 16);
  header.writeBigUInt64LE(next, 24);
  header.writeUInt32LE(128, 32);
  header.writeUInt16LE(1, 36);
  header.writeUInt16LE(3, 38);
  header.writeUInt16LE(headerSize, 40);
  // Sixteen bits count the chunks; Windows lets them run over in logs beyond 4 GiB.
  header.writeUInt16LE(chunks & 0xffff, 42);
  header.writeUInt32LE(crc32(header.subarray(0, 120)), 124);
  return header;
}

/** What was written. */
export interface MadeLog {
  readonly file: string;
  readonly records: number;
}

/**
 * Writes a log of at least `bytes` bytes from the full chunks of `sources`, again and again in turn.
 *
 * @example evtxFile("/tmp/big.evtx", 4e9, corpusLogs()) // { file, records: 3_912_004 }
 */
export function evtxFile(file: string, bytes: number, sources: readonly string[]): MadeLog {
  const kinds = sources.flatMap(fullChunks);
  if (kinds.length === 0) throw new RangeError("no full chunk in any source");
  const chunks = Math.max(1, Math.ceil((bytes - headerSize) / chunkSize));
  const out = openSync(file, "w");
  let next = 1n;
  writeSync(out, Buffer.alloc(headerSize));
  for (let at = 0; at < chunks; at++) {
    const chunk = kinds[at % kinds.length];
    if (chunk === undefined) continue;
    next += BigInt(renumber(chunk, next));
    writeSync(out, chunk);
  }
  writeSync(out, fileHeader(chunks, next), 0, headerSize, 0);
  closeSync(out);
  return { file, records: Number(next) - 1 };
}

if (import.meta.main) {
  const [file, size, ...sources] = process.argv.slice(2);
  if (file === undefined || !(Number(size) > 0)) {
    console.error("usage: bench/evtx-file.ts FILE MB [SOURCE.evtx…]");
    process.exit(2);
  }
  console.log(JSON.stringify(evtxFile(file, Number(size) * 1e6, sources.length > 0 ? sources : corpusLogs())));
}
