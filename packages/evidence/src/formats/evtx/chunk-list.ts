import type { ByteInput } from "../../format.ts";
import { chunkHeader, isChunk } from "./chunk-header.ts";
import { chunkHeaderSize, chunkSize, evtxChunk } from "./evtx-chunk.ts";

/** Receives what lies between two offsets of a file, in order. */
export interface ChunkVisitor {
  /** A chunk, perhaps cut short or with a broken header; the bytes are valid until the call returns. */
  chunk(bytes: Buffer, at: number): void;
  /** Bytes that are too few to be one. */
  short(at: number, size: number): void;
}

const magic = Buffer.from("ElfChnk\0", "latin1");

export const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

/** Bytes up to a chunk that begins early, because some before it are missing; all of them when none does. */
function lengthOf(bytes: Buffer, at: number): number {
  for (let next = bytes.indexOf(magic, 1); next > 0; next = bytes.indexOf(magic, next + 1)) {
    const header = chunkHeader(evtxChunk(bytes.subarray(next), at + next));
    // Records may quote the signature of a chunk, but hardly with its checksum.
    if (header === undefined || header.headerSum) return next;
  }
  return bytes.length;
}

/** Goes through the chunks from an offset on; blank ones, which Windows keeps ready, are passed over. */
export function eachChunk(input: ByteInput, from: number, to: number, visitor: ChunkVisitor): void {
  for (let at = from; at < to;) {
    const read = input.read(at, chunkSize);
    const bytes = Buffer.from(read.buffer, read.byteOffset, read.length);
    if (bytes.length === 0) return;
    if (isBlank(bytes.subarray(0, chunkHeaderSize)) && isBlank(bytes)) {
      at += bytes.length;
      continue;
    }
    const size = lengthOf(bytes, at);
    if (size < bytes.length || size === chunkSize || isChunk(bytes)) visitor.chunk(bytes.subarray(0, size), at);
    else visitor.short(at, size);
    at += size;
  }
}
