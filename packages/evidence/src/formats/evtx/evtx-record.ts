import type { EvtxChunk } from "./evtx-chunk.ts";

/** Where a record lies in its chunk, and what its header says. */
export interface EvtxRecord {
  /** Chunk offset of the header. */
  readonly at: number;
  readonly size: number;
  readonly id: number;
  /** Halves of the time the record was written (FILETIME). */
  readonly low: number;
  readonly high: number;
}

export const recordMagic = 0x2a2a;
const smallest = 28;

/**
 * The record at a chunk offset; undefined when there is none: wrong signature, or a size that cannot be. A size whose copy at
 * the end differs is taken when `strict` is off and the next record or the end follows it.
 */
export function recordAt(chunk: EvtxChunk, at: number, strict: boolean): EvtxRecord | undefined {
  const { view } = chunk;
  if (at + smallest > chunk.size || view.getUint32(at, true) !== recordMagic) return undefined;
  const size = view.getUint32(at + 4, true);
  if (size < smallest || at + size > chunk.size) return undefined;
  if (strict && view.getUint32(at + size - 4, true) !== size) return undefined;
  return headerAt(chunk, at, size);
}

/** What the header at an offset says, for a record taken to be `size` bytes long. The caller has checked the bounds. */
export function headerAt({ view }: EvtxChunk, at: number, size: number): EvtxRecord {
  return {
    at,
    size,
    id: view.getUint32(at + 12, true) * 0x1_0000_0000 + view.getUint32(at + 8, true),
    low: view.getUint32(at + 16, true),
    high: view.getUint32(at + 20, true),
  };
}
