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

/** What {@link SignalPlaces} are made from: shared between threads, not copied. */
export interface PlaceTable {
  /** The number of the event of each row, chunk after chunk. */
  readonly ids: Int32Array;
  /** A row of each event. */
  readonly rows: Int32Array;
}

/** Numbers for events with signals, in the order of sources and offsets: one event has one, whatever chunk comes first. */
export interface SignalPlaces {
  readonly table: PlaceTable;
  /** For each chunk, as given, the number of the event of each row. */
  readonly ids: readonly Int32Array[];
  refOf(id: number): EventRef;
  /** The same for an event in every run. */
  hash(id: number): number;
}

type Place = Pick<EventRef, "source" | "offset" | "record">;

const mixed = (hash: number, value: number): number => Math.imul(hash ^ value, 0x9e37_79b1) ^ (hash >>> 15);

/** Of the place alone, so that it does not depend on how many events there are. */
function refHash({ source, offset, record }: Place): number {
  const far = Math.floor(offset / 2 ** 32);
  let hash = 0x811c_9dc5;
  for (const value of [source, offset >>> 0, far, record]) hash = mixed(hash, value);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function compareRefs(a: Place, b: Place): number {
  if (a.source !== b.source || a.offset !== b.offset) return a.source - b.source || a.offset - b.offset;
  const [left, right] = [String(a.record), String(b.record)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const sharedIntegers = (length: number): Int32Array =>
  new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));

/** Where the rows of each chunk begin; one more at the end. */
function startsOf(chunks: readonly PlacedSignals[]): Int32Array {
  const starts = new Int32Array(chunks.length + 1);
  for (const [at, { signals }] of chunks.entries()) starts[at + 1] = (starts[at] ?? 0) + signals.times.length;
  return starts;
}

/** Finds what stands in a row of all chunks. */
function refReader(chunks: readonly PlacedSignals[], starts: Int32Array): (row: number) => EventRef {
  return (row) => {
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
}

function tableOf(chunks: readonly PlacedSignals[], starts: Int32Array): PlaceTable {
  const total = starts[chunks.length] ?? 0;
  const refAt = refReader(chunks, starts);
  const order = inOrder(chunks) ? undefined : Int32Array.from({ length: total }, (_, row) => row);
  order?.sort((a, b) => compareRefs(refAt(a), refAt(b)));
  const rows = sharedIntegers(total);
  const ids = sharedIntegers(total);
  let last = -1;
  let before: EventRef | undefined;
  for (let at = 0; at < total; at++) {
    const row = order?.[at] ?? at;
    const ref = refAt(row);
    if (before === undefined || compareRefs(before, ref) !== 0) rows[++last] = row;
    ids[row] = last;
    before = ref;
  }
  return { ids, rows };
}

/**
 * @param known the table of the same chunks that another thread made
 * @example const { ids, refOf } = signalPlaces(chunks);
 */
export function signalPlaces(chunks: readonly PlacedSignals[], known?: PlaceTable): SignalPlaces {
  const starts = startsOf(chunks);
  const table = known ?? tableOf(chunks, starts);
  const refAt = refReader(chunks, starts);
  const refOf = (id: number): EventRef => refAt(table.rows[id] ?? 0);
  return {
    table,
    ids: chunks.map((_, at) => table.ids.subarray(starts[at], starts[at + 1])),
    refOf,
    hash: (id) => refHash(refOf(id)),
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
