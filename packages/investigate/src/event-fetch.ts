import type { LogEvent } from "@stanch/model/log-event";
import type { CitedEvent } from "./cited-event.ts";
import { type PartPlaces, readRows } from "./segment-reader.ts";
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

/** Rows of one part to read back; plain data. */
export interface RowTask {
  readonly part: PartPlaces;
  readonly rows: readonly number[];
}

/** Reads rows of parts back, on whatever thread; answers the events of each task in the order of its rows. */
export type RowFetcher = (tasks: readonly RowTask[]) => Promise<readonly (readonly LogEvent[])[]>;

/** Reads on this thread. */
export const readHere: RowFetcher = (tasks) => Promise.resolve(tasks.map(({ part, rows }) => readRows(part, rows)));

/**
 * Reads single events back from the segments, just as they were written, so that a correlation over millions of matches keeps
 * only row numbers.
 */
export async function fetchEvents(
  refs: readonly EventRef[],
  chunks: readonly ChunkSignals[],
  fetch: RowFetcher = readHere,
): Promise<Map<number, CitedEvent>> {
  const wanted = [...Map.groupBy(refs, (ref) => ref.chunk)].flatMap(([chunk, own]) => {
    const of = chunks[chunk];
    if (of === undefined) return [];
    const { file, places } = of.segment;
    const rows = [...new Set(own.map((ref) => ref.row))].sort((a, b) => a - b);
    return [{ chunk, source: of.source, part: { file, places }, rows }];
  });
  const read = await fetch(wanted.map(({ part, rows }) => ({ part, rows })));
  const found = new Map<number, CitedEvent>();
  for (const [task, { chunk, source, rows }] of wanted.entries()) {
    for (const [at, event] of (read[task] ?? []).entries())
      found.set(placeOfRef({ chunk, row: rows[at] ?? 0 }), { source, event });
  }
  return found;
}
