/** Name of an event: two of the same kind are equal when the event is the same, and have an order. */
export type SignalId = string | number;

/** Events that another correlation found: a stretch of its group's events. */
export interface Stretch<Id extends SignalId> {
  readonly ids: ArrayLike<Id>;
  readonly from: number;
  readonly to: number;
}

/** Signals of one rule in one group, in any order. Those of rows are stretches of columns that the groups of the rule share. */
export interface SignalList<Id extends SignalId> {
  times: number[] | Float64Array;
  ids: Id[] | IdColumn<Id>;
  /** Absent where only the number of signals counts. */
  readonly values: (string | number)[] | undefined;
  /** Absent where no signal comes from a correlation. */
  stretches: (Stretch<Id> | undefined)[] | undefined;
  /** Positions by time and id, once they were asked for: `undefined` where the signals came in order, as most do. */
  sorted: { readonly order: readonly number[] | undefined } | undefined;
  /** Only signals whose id's hash is a multiple of 2^thinning are kept. */
  thinning: number;
}

/** Numbers of events in a typed array, seen as the ids that they are. */
export interface IdColumn<Id extends SignalId> extends ArrayLike<Id> {
  readonly buffer: ArrayBufferLike;
}

/** How many signals a list may hold, and the hash that says which go first. */
export interface SignalBounds<Id extends SignalId> {
  readonly maxSignals: number;
  readonly hash: (id: Id) => number;
}

/** @example const list = signalList(true); */
export const signalList = <Id extends SignalId>(valued: boolean): SignalList<Id> => ({
  times: [],
  ids: [],
  values: valued ? [] : undefined,
  stretches: undefined,
  sorted: undefined,
  thinning: 0,
});

/** FNV-1a with a final mix, so that low bits are even. */
export function hashOf(text: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Whether what has this hash is kept at a level of thinning. */
export const survives = (hash: number, thinning: number): boolean => hash % 2 ** thinning === 0;

const growing = <Item>(column: ArrayLike<Item>): Item[] => (Array.isArray(column) ? column : Array.from(column));

/** A list that can grow: one that is a stretch of shared columns gets columns of its own. */
function loosened<Id extends SignalId>(list: SignalList<Id>): { times: number[]; ids: Id[] } {
  const times = growing(list.times);
  const ids = growing(list.ids);
  list.times = times;
  list.ids = ids;
  return { times, ids };
}

/**
 * Adds a signal. When the list grows beyond its bound, half is dropped by the hash of the ids, so that what is left depends on
 * the set of signals and never on their order.
 */
export function addSignal<Id extends SignalId>(
  list: SignalList<Id>,
  bounds: SignalBounds<Id>,
  time: number,
  id: Id,
  value: string | number,
  stretch: Stretch<Id> | undefined,
): void {
  if (list.thinning > 0 && !survives(bounds.hash(id), list.thinning)) return;
  if (stretch !== undefined) list.stretches ??= Array.from({ length: list.ids.length });
  list.sorted = undefined;
  const { times, ids } = loosened(list);
  times.push(time);
  ids.push(id);
  if (list.values !== undefined) list.values.push(value);
  if (list.stretches !== undefined) list.stretches.push(stretch);
  thinned(list, bounds);
}

/** Columns of signals, from a place to one that is not theirs any more. */
export interface SignalStretch<Id extends SignalId> {
  readonly times: Float64Array;
  readonly ids: Id[] | Int32Array;
  readonly values: readonly (string | number)[] | undefined;
  readonly from: number;
  readonly to: number;
}

/** Adds the signals of a stretch; the same as one by one. */
export function addStretch<Id extends SignalId>(
  list: SignalList<Id>,
  bounds: SignalBounds<Id>,
  { times, ids, values, from, to }: SignalStretch<Id>,
): void {
  if (list.ids.length > 0 || list.thinning > 0) {
    for (let at = from; at < to; at++)
      addSignal(list, bounds, times[at] ?? 0, ids[at] as Id, values?.[at] ?? "", undefined);
    return;
  }
  list.sorted = undefined;
  list.times = times.subarray(from, to);
  list.ids = Array.isArray(ids) ? ids.slice(from, to) : (ids.subarray(from, to) as ArrayLike<number> as IdColumn<Id>);
  if (list.values !== undefined && values !== undefined)
    for (let at = from; at < to; at++) list.values.push(values[at] ?? "");
  thinned(list, bounds);
}

function thinned<Id extends SignalId>(list: SignalList<Id>, { maxSignals, hash }: SignalBounds<Id>): void {
  while (list.times.length > maxSignals && list.thinning < 31) thin(list, hash);
}

function thin<Id extends SignalId>(list: SignalList<Id>, hash: (id: Id) => number): void {
  list.thinning++;
  const { times, ids } = loosened(list);
  let kept = 0;
  for (const [at, id] of ids.entries()) {
    if (!survives(hash(id), list.thinning)) continue;
    times[kept] = times[at] ?? 0;
    ids[kept] = id;
    if (list.values !== undefined) list.values[kept] = list.values[at] ?? "";
    if (list.stretches !== undefined) list.stretches[kept] = list.stretches[at];
    kept++;
  }
  for (const column of [times, ids, list.values, list.stretches]) if (column !== undefined) column.length = kept;
}
