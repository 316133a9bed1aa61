import type { SignalList, Stretch } from "./signal-list.ts";
import type { GroupSignals } from "./window-value.ts";

/** Signals that share the values of the group-by fields, a list for each rule. */
export interface SignalGroup {
  readonly values: readonly string[];
  readonly lists: readonly SignalList[];
}

/** The signals of one group in order, and the events behind those that are correlations' own. */
export interface Sorted {
  readonly signals: GroupSignals;
  readonly stretches: readonly (Stretch | undefined)[] | undefined;
}

/** A group with one rule whose signals came in order, as most do, is taken as it is. */
function inOrderAlready({ lists }: SignalGroup): Sorted | undefined {
  const [list] = lists;
  if (list === undefined || lists.length > 1) return undefined;
  const { times, ids, values, stretches } = list;
  for (let at = 1; at < times.length; at++) {
    const [before = 0, now = 0] = [times[at - 1], times[at]];
    if (before > now || (before === now && (ids[at - 1] ?? "") > (ids[at] ?? ""))) return undefined;
  }
  const weight = 2 ** list.thinning;
  return {
    signals: {
      times,
      ids,
      values: values ?? [],
      refs: Array.from(times, () => 0),
      weights: weight === 1 ? [] : times.map(() => weight),
    },
    stretches,
  };
}

/** @example sortedSignals(group).signals.times */
export function sortedSignals(group: SignalGroup): Sorted {
  const already = inOrderAlready(group);
  if (already !== undefined) return already;
  const rows: { time: number; id: string; ref: number; list: SignalList; at: number }[] = [];
  for (const [ref, list] of group.lists.entries()) {
    for (let at = 0; at < list.ids.length; at++)
      rows.push({ time: list.times[at] ?? 0, id: list.ids[at] ?? "", ref, list, at });
  }
  const compare = (a: (typeof rows)[number], b: (typeof rows)[number]): number =>
    a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.ref - b.ref);
  if (!rows.every((row, at) => at === 0 || compare(rows[at - 1] ?? row, row) <= 0)) rows.sort(compare);
  return {
    signals: {
      times: rows.map((row) => row.time),
      ids: rows.map((row) => row.id),
      values: rows.map((row) => row.list.values?.[row.at] ?? ""),
      refs: rows.map((row) => row.ref),
      weights: rows.map((row) => 2 ** row.list.thinning),
    },
    stretches: group.lists.some((list) => list.stretches !== undefined)
      ? rows.map((row) => row.list.stretches?.[row.at])
      : undefined,
  };
}
