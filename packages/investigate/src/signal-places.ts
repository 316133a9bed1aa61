import { hashOf } from "@stanch/sigma/signal-list";
import type { EventRef } from "./event-fetch.ts";
import type { SegmentPart } from "./segment-file.ts";
import type { SignalColumns } from "./signal-columns.ts";

/** Signals of one chunk, with the source they come from. */
export interface PlacedSignals {
  readonly source: number;
  readonly signals: SignalColumns;
}

/** The same with the events behind them. */
export interface ChunkSignals extends PlacedSignals {
  /** Where the events themselves were written. */
  readonly segment: SegmentPart;
}

/** Numbers for events with signals, in the order of sources and offsets: one event has one, whatever chunk comes first. */
export interface SignalPlaces {
  /** For each chunk, as given, the number of the event of each row. */
  readonly ids: readonly Int32Array[];
  refOf(id: number): EventRef;
  /** The same for an event in every run. */
  hash(id: number): number;
}

type Place = Pick<EventRef, "source" | "offset" | "record">;

/** Fixed width, so that a hash does not depend on how many events there are. */
function refText({ source, offset, record }: Place): string {
  return `${String(source).padStart(7, "0")}:${String(offset).padStart(14, "0")}:${record}`;
}

function compareRefs(a: Place, b: Place): number {
  if (a.source !== b.source || a.offset !== b.offset) return a.source - b.source || a.offset - b.offset;
  const [left, right] = [String(a.record), String(b.record)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** @example const { ids, refOf } = signalPlaces(chunks); */
export function signalPlaces(chunks: readonly PlacedSignals[]): SignalPlaces {
  const starts = new Int32Array(chunks.length + 1);
  for (const [at, { signals }] of chunks.entries()) starts[at + 1] = (starts[at] ?? 0) + signals.times.length;
  const total = starts[chunks.length] ?? 0;
  const refAt = (row: number): EventRef => {
    let chunk = 0;
    for (let over = chunks.length; over - chunk > 1;) {
      const middle = (chunk + over) >> 1;
      if ((starts[middle] ?? 0) <= row) chunk = middle;
      else over = middle;
    }
    const inside = row - (starts[chunk] ?? 0);
    const { source = 0, signals } = chunks[chunk] ?? {};
    const { offsets, records, rows } = signals ?? {};
    return { source, chunk, offset: offsets?.[inside] ?? 0, record: records?.[inside] ?? 0, row: rows?.[inside] ?? 0 };
  };
  const order = inOrder(chunks) ? undefined : Int32Array.from({ length: total }, (_, row) => row);
  order?.sort((a, b) => compareRefs(refAt(a), refAt(b)));
  const rowOf = new Int32Array(total);
  const idOf = new Int32Array(total);
  let last = -1;
  let before: EventRef | undefined;
  for (let at = 0; at < total; at++) {
    const row = order?.[at] ?? at;
    const ref = refAt(row);
    if (before === undefined || compareRefs(before, ref) !== 0) rowOf[++last] = row;
    idOf[row] = last;
    before = ref;
  }
  const refOf = (id: number): EventRef => refAt(rowOf[id] ?? 0);
  return {
    ids: chunks.map((_, at) => idOf.subarray(starts[at], starts[at + 1])),
    refOf,
    hash: (id) => hashOf(refText(refOf(id))),
  };
}

/** Whether the rows of the chunks, one after the other, are in the order of sources and offsets, as they are when read in order. */
function inOrder(chunks: readonly PlacedSignals[]): boolean {
  let lastSource = -1;
  let lastOffset = -1;
  for (const { source, signals } of chunks) {
    if (source < lastSource) return false;
    if (source > lastSource) lastOffset = -1;
    lastSource = source;
    for (const offset of signals.offsets) {
      if (offset < lastOffset) return false;
      lastOffset = offset;
    }
  }
  return true;
}
