import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import { crc32, createInflateRaw } from "node:zlib";
import xz from "xz-decompress";
import { bcjX86 } from "./bcj-x86.ts";
import { bunzipChunks } from "./bunzip.ts";
import { type LzmaOutput, lzmaChunk, LzmaState } from "./lzma-chunk.ts";
import type { Coder, Folder } from "./seven-zip-header.ts";

type Bytes = AsyncIterable<Uint8Array>;

/** A way of packing that is not read here, by its id; `AES` when it is encryption. */
export class CoderError extends Error {
  override readonly name = "CoderError";
}

/** LZMA without chunks and bzip2 are unpacked in one piece, which must fit into memory. */
const largest = 256 << 20;

/** The unpacked bytes of a folder. Throws {@link CoderError} for methods not known, other errors for damage. */
export function unpackFolder(file: string, folder: Folder): Bytes {
  if (!folder.straight) throw new CoderError("BCJ2");
  // Asked before anything is opened: the xz reader serves one stream at a time and waits for it to be read.
  for (const coder of folder.coders) mustBeKnown(coder);
  let bytes: Bytes =
    folder.packed === 0
      ? empty()
      : createReadStream(file, {
          start: folder.offset,
          end: folder.offset + folder.packed - 1,
          highWaterMark: 1 << 18,
        });
  let packed = folder.packed;
  for (const coder of folder.coders) {
    bytes = step(coder, bytes, packed);
    packed = coder.size;
  }
  return bytes;
}

async function* empty(): Bytes {
  yield new Uint8Array(0);
}

function step(coder: Coder, bytes: Bytes, packed: number): Bytes {
  switch (coder.id) {
    case "00":
      return bytes;
    case "21":
      return lzma2(coder, bytes, packed);
    case "030101":
      return lzma(coder, bytes);
    case "040108":
      return Readable.from(bytes).pipe(createInflateRaw()) as Bytes;
    case "040202":
      return bunzipChunks(bytes, coder.size + (1 << 20));
    case "03030103":
      return bcjX86(bytes);
    default:
      throw new CoderError(coder.id);
  }
}

function mustBeKnown({ id, size }: Coder): void {
  if (id === "06f10701") throw new CoderError("AES");
  if (!["00", "21", "030101", "040108", "040202", "03030103"].includes(id)) throw new CoderError(id);
  if ((id === "030101" || id === "040202") && size > largest) throw new CoderError(`${id}, ${size} bytes in one piece`);
}

/** An LZMA2 stream is what lies in an `.xz` file: with header, index and footer around it the same reader reads it. */
function lzma2(coder: Coder, bytes: Bytes, packed: number): Bytes {
  const stream = Readable.toWeb(Readable.from(wrapped(coder, bytes, packed))) as unknown as ReadableStream<Uint8Array>;
  return new xz.XzReadableStream(stream) as unknown as WebStream<Uint8Array>;
}

async function* wrapped(coder: Coder, bytes: Bytes, packed: number): Bytes {
  const flags = Buffer.from([0, 0]);
  yield Buffer.concat([Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, ...flags]), check(flags)]);
  const block = Buffer.from([2, 0, 0x21, 1, coder.properties[0] ?? 0, 0, 0, 0]);
  yield Buffer.concat([block, check(block)]);
  yield* bytes;
  yield Buffer.alloc((4 - (packed % 4)) % 4);
  const list = Buffer.concat([Buffer.from([0, 1]), variable(packed + 12), variable(coder.size)]);
  const index = Buffer.concat([list, Buffer.alloc((4 - (list.length % 4)) % 4)]);
  yield Buffer.concat([index, check(index)]);
  const tail = Buffer.alloc(6);
  tail.writeUInt32LE((index.length + 4) / 4 - 1);
  yield Buffer.concat([check(tail), tail, Buffer.from("YZ")]);
}

function check(bytes: Uint8Array): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(bytes));
  return sum;
}

/** Seven bits a byte, the lowest first. Source: XZ file format 1.2.1, 1.2. */
function variable(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  return Buffer.from(bytes);
}

async function* lzma(coder: Coder, bytes: Bytes): Bytes {
  const packed: Uint8Array[] = [];
  for await (const chunk of bytes) packed.push(Uint8Array.from(chunk));
  const out: LzmaOutput = { bytes: new Uint8Array(coder.size), at: 0, from: 0 };
  let failed: unknown;
  try {
    lzmaChunk(Buffer.concat(packed), coder.size, new LzmaState(coder.properties[0] ?? 255), out);
  } catch (error) {
    failed = error;
  }
  yield out.bytes.subarray(0, out.at);
  if (failed !== undefined) throw failed;
}
