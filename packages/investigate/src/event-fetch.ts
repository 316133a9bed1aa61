import type { CitedEvent } from "./cited-event.ts";
import { readRows } from "./segment-reader.ts";
import type { ChunkSignals } from "./signal-places.ts";

/** Where an event lies: in the evidence, and in the segment of its chunk. */
export interface EventRef {
  readonly source: number;
  readonly offset: number;
  readonly record: number;
  readonly chunk: number;
  readonly row: number;
}

/** A key for {@link fetchEvents}' answer. */
export const placeOfRef = ({ chunk, row }: Pick<EventRef, "chunk" | "row">): number => chunk * 2 ** 31 + row;

/**
 * Reads single events back from the segments, just as they were written, so that a correlation over millions of matches keeps
 * only row numbers.
 */
export function fetchEvents(refs: readonly EventRef[], chunks: readonly ChunkSignals[]): Map<number, CitedEvent> {
  const found = new Map<number, CitedEvent>();
  for (const [chunk, own] of Map.groupBy(refs, (ref) => ref.chunk)) {
    const part = chunks[chunk];
    if (part === undefined) continue;
    const rows = [...new Set(own.map((ref) => ref.row))].sort((a, b) => a - b);
    for (const [at, event] of readRows(part.segment, rows).entries()) {
      found.set(placeOfRef({ chunk, row: rows[at] ?? 0 }), { source: part.source, event });
    }
  }
  return found;
}
