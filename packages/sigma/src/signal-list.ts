/** Name of an event: two of the same kind are equal when the event is the same, and have an order. */
export type SignalId = string | number;

/** Events that another correlation found: a stretch of its group's events. */
export interface Stretch<Id extends SignalId> {
  readonly ids: readonly Id[];
  readonly from: number;
  readonly to: number;
}

/** Signals of one rule in one group, in any order. */
export interface SignalList<Id extends SignalId> {
  readonly times: number[];
  readonly ids: Id[];
  /** Absent where only the number of signals counts. */
  readonly values: (string | number)[] | undefined;
  /** Absent where no signal comes from a correlation. */
  stretches: (Stretch<Id> | undefined)[] | undefined;
  /** Positions by time and id, once they were asked for: `undefined` where the signals came in order, as most do. */
  sorted: { readonly order: readonly number[] | undefined } | undefined;
  /** Only signals whose id's hash is a multiple of 2^thinning are kept. */
  thinning: number;
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
  list.times.push(time);
  list.ids.push(id);
  if (list.values !== undefined) list.values.push(value);
  if (list.stretches !== undefined) list.stretches.push(stretch);
  while (list.times.length > bounds.maxSignals && list.thinning < 31) thin(list, bounds.hash);
}

/** Adds the signals of some rows; the same as one by one. */
export function addSignals<Id extends SignalId>(
  list: SignalList<Id>,
  bounds: SignalBounds<Id>,
  rows: Int32Array,
  { times, ids }: { readonly times: ArrayLike<number>; readonly ids: ArrayLike<Id> },
  valueOf: ((row: number) => string | number | undefined) | undefined,
): void {
  if (list.thinning > 0 || list.stretches !== undefined) {
    for (const row of rows)
      addSignal(list, bounds, times[row] as number, ids[row] as Id, valueOf?.(row) ?? "", undefined);
    return;
  }
  list.sorted = undefined;
  const own = list.times;
  const names = list.ids;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number;
    own.push(times[row] as number);
    names.push(ids[row] as Id);
  }
  if (valueOf !== undefined && list.values !== undefined) for (const row of rows) list.values.push(valueOf(row) ?? "");
  while (list.times.length > bounds.maxSignals && list.thinning < 31) thin(list, bounds.hash);
}

function thin<Id extends SignalId>(list: SignalList<Id>, hash: (id: Id) => number): void {
  list.thinning++;
  let kept = 0;
  for (const [at, id] of list.ids.entries()) {
    if (!survives(hash(id), list.thinning)) continue;
    list.times[kept] = list.times[at] ?? 0;
    list.ids[kept] = id;
    if (list.values !== undefined) list.values[kept] = list.values[at] ?? "";
    if (list.stretches !== undefined) list.stretches[kept] = list.stretches[at];
    kept++;
  }
  for (const column of [list.times, list.ids, list.values, list.stretches])
    if (column !== undefined) column.length = kept;
}
