import type { ChunkHeader } from "./chunk-header.ts";
import { chunkHeaderSize, type EvtxChunk } from "./evtx-chunk.ts";
import { type EvtxRecord, recordAt, recordMagic } from "./evtx-record.ts";

/** Bytes between records that are none themselves. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  /** A record begins here, but its end is not where it says. */
  readonly started: boolean;
  /** Whole records of an earlier use of the chunk among the bytes. */
  readonly older: number;
}

/** Receives what a chunk holds, in the order of the bytes. */
export interface RecordVisitor {
  record(record: EvtxRecord): void;
  broken(gap: Gap): void;
}

const signature = Buffer.from([0x2a, 0x2a, 0, 0]);

interface Walk {
  readonly chunk: EvtxChunk;
  readonly header: ChunkHeader;
  readonly visitor: RecordVisitor;
  readonly limit: number;
  last: number;
}

/** Records found behind a break are of this chunk only when their number follows and the header covers it. */
function belongs(walk: Walk, record: EvtxRecord): boolean {
  const { header } = walk;
  if (!header.trusted) return true;
  return record.id > walk.last && record.id >= header.first && record.id <= header.last;
}

/** Passes over bytes that are no record; returns where the next one is, or the limit. */
function resume(walk: Walk, from: number): number {
  const { chunk, limit, visitor } = walk;
  const started = from + 4 <= chunk.size && chunk.view.getUint32(from, true) === recordMagic;
  let older = 0;
  let next = limit;
  for (let at = chunk.bytes.indexOf(signature, from + 4); at !== -1 && at < limit;) {
    const record = recordAt(chunk, at, true);
    if (record !== undefined && belongs(walk, record)) {
      next = at;
      break;
    }
    if (record !== undefined) older++;
    at = chunk.bytes.indexOf(signature, record === undefined ? at + 4 : at + record.size);
  }
  visitor.broken({ from, to: next, started, older });
  return next;
}

/** A chunk that was being written when the file was copied holds records that its header does not know of yet. */
function unflushed(walk: Walk, from: number): void {
  if (!walk.header.trusted) return;
  for (let at = from; ;) {
    const record = recordAt(walk.chunk, at, true);
    if (record === undefined || record.id !== walk.last + 1) return;
    walk.visitor.record(record);
    walk.last = record.id;
    at += record.size;
  }
}

/**
 * Goes through the records of a chunk. Where the sequence breaks, it goes on at the next record that is whole and belongs
 * to the chunk, so that one torn page costs only what lay in it.
 */
export function walkRecords(chunk: EvtxChunk, header: ChunkHeader, visitor: RecordVisitor): void {
  const stated = header.trusted ? header.free : chunk.size;
  const walk: Walk = { chunk, header, visitor, limit: Math.min(stated, chunk.size), last: -1 };
  let at = chunkHeaderSize;
  while (at < walk.limit) {
    const record = recordAt(chunk, at, true);
    if (record === undefined) {
      if (!header.trusted && chunk.size - at < signature.length) break;
      at = resume(walk, at);
      continue;
    }
    visitor.record(record);
    walk.last = record.id;
    at += record.size;
  }
  unflushed(walk, at);
}
