/** Events that another correlation found: a stretch of its group's events. */
export interface Stretch {
  readonly ids: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** Signals of one rule in one group, in any order. */
export interface SignalList {
  readonly times: number[];
  readonly ids: string[];
  /** Absent where only the number of signals counts. */
  readonly values: (string | number)[] | undefined;
  /** Absent where no signal comes from a correlation. */
  stretches: (Stretch | undefined)[] | undefined;
  /** Only signals whose id's hash is a multiple of 2^thinning are kept. */
  thinning: number;
}

/** @example const list = signalList(true); */
export const signalList = (valued: boolean): SignalList => ({
  times: [],
  ids: [],
  values: valued ? [] : undefined,
  stretches: undefined,
  thinning: 0,
});

/** FNV-1a with a final mix, so that low bits are even. */
export function hashOf(text: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Whether a name is kept at a level of thinning. */
export const survives = (name: string, thinning: number): boolean =>
  thinning === 0 || hashOf(name) % 2 ** thinning === 0;

/**
 * Adds a signal. When the list grows beyond `most`, half is dropped by the hash of the ids, so that what is left depends on
 * the set of signals and never on their order.
 */
export function addSignal(
  list: SignalList,
  most: number,
  signal: { readonly time: number; readonly id: string },
  value: string | number,
  stretch: Stretch | undefined,
): void {
  if (!survives(signal.id, list.thinning)) return;
  if (stretch !== undefined) list.stretches ??= Array.from({ length: list.ids.length });
  list.times.push(signal.time);
  list.ids.push(signal.id);
  list.values?.push(value);
  list.stretches?.push(stretch);
  while (list.times.length > most && list.thinning < 31) thin(list);
}

function thin(list: SignalList): void {
  list.thinning++;
  let kept = 0;
  for (let at = 0; at < list.ids.length; at++) {
    if (!survives(list.ids[at] ?? "", list.thinning)) continue;
    list.times[kept] = list.times[at] ?? 0;
    list.ids[kept] = list.ids[at] ?? "";
    if (list.values !== undefined) list.values[kept] = list.values[at] ?? "";
    if (list.stretches !== undefined) list.stretches[kept] = list.stretches[at];
    kept++;
  }
  for (const column of [list.times, list.ids, list.values, list.stretches])
    if (column !== undefined) column.length = kept;
}
