import { crc32 } from "node:zlib";
import { chunkHeaderSize, chunkSize, type EvtxChunk } from "./evtx-chunk.ts";

/** What the header of a chunk states, and what of it holds. */
export interface ChunkHeader {
  readonly magic: boolean;
  /** Identifiers of the first and last record. */
  readonly first: number;
  readonly last: number;
  /** Chunk offset behind the last record. */
  readonly free: number;
  /** The signature is there and the numbers are possible. */
  readonly trusted: boolean;
  readonly headerSum: boolean;
  readonly dataSum: boolean;
}

const magic = Buffer.from("ElfChnk\0", "latin1");

/** True when the signature of a chunk lies at an offset. */
export function isChunk(bytes: Buffer, offset = 0): boolean {
  return bytes.length >= offset + 8 && bytes.compare(magic, 0, 8, offset, offset + 8) === 0;
}

const whole = (chunk: EvtxChunk, offset: number): number =>
  chunk.view.getUint32(offset + 4, true) * 0x1_0000_0000 + chunk.view.getUint32(offset, true);

/** Reads and checks the header; undefined when the file ends within it. Source: libevtx documentation, "Chunk". */
export function chunkHeader(chunk: EvtxChunk): ChunkHeader | undefined {
  if (chunk.size < chunkHeaderSize) return undefined;
  const { bytes, view } = chunk;
  const first = whole(chunk, 24);
  const last = whole(chunk, 32);
  const free = view.getUint32(48, true);
  const signed = isChunk(bytes);
  const possible = free >= chunkHeaderSize && free <= chunkSize && (free === chunkHeaderSize || last >= first);
  return {
    magic: signed,
    first,
    last,
    free,
    trusted: signed && possible,
    headerSum: crc32(bytes.subarray(128, 512), crc32(bytes.subarray(0, 120))) === view.getUint32(124, true),
    dataSum:
      free <= chunk.size &&
      crc32(bytes.subarray(chunkHeaderSize, Math.max(free, chunkHeaderSize))) === view.getUint32(52, true),
  };
}
