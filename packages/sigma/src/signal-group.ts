import type { SignalId, SignalList, Stretch } from "./signal-list.ts";
import type { GroupSignals } from "./window-value.ts";

/** Signals that share the values of the group-by fields, a list for each rule. */
export interface SignalGroup<Id extends SignalId> {
  readonly values: readonly string[];
  readonly lists: readonly SignalList<Id>[];
}

/** The signals of one group in order, and the events behind those that are correlations' own. */
export interface Sorted<Id extends SignalId> {
  readonly signals: GroupSignals<Id>;
  readonly stretches: ArrayLike<Stretch<Id> | undefined> | undefined;
}

const less = <Id extends SignalId>(a: Id, b: Id): number => (a < b ? -1 : a > b ? 1 : 0);

/** Several correlations ask for the order of one list. */
const orderOf = <Id extends SignalId>(list: SignalList<Id>): readonly number[] | undefined =>
  (list.sorted ??= { order: newOrder(list) }).order;

function newOrder<Id extends SignalId>({ times, ids }: SignalList<Id>): number[] | undefined {
  const compare = (a: number, b: number): number =>
    (times[a] as number) - (times[b] as number) || less(ids[a] as Id, ids[b] as Id);
  for (let at = 1; at < times.length; at++) {
    if (compare(at - 1, at) > 0) return Array.from(times, (_, position) => position).sort(compare);
  }
  return undefined;
}

const ofOrder = <Item>(items: ArrayLike<Item>, order: readonly number[] | undefined): ArrayLike<Item> =>
  order === undefined ? items : order.map((at) => items[at] as Item);

function onlyList<Id extends SignalId>(list: SignalList<Id>): Sorted<Id> {
  const order = orderOf(list);
  const weight = 2 ** list.thinning;
  return {
    signals: {
      times: ofOrder(list.times, order),
      ids: ofOrder(list.ids, order),
      values: list.values === undefined ? [] : ofOrder(list.values, order),
      refs: [],
      weights: weight === 1 ? [] : Array.from(list.times, () => weight),
    },
    stretches: list.stretches === undefined ? undefined : ofOrder(list.stretches, order),
  };
}

/** A list on its way into the order of all. */
interface Cursor<Id extends SignalId> {
  readonly list: SignalList<Id>;
  readonly ref: number;
  readonly order: readonly number[] | undefined;
  next: number;
}

const at = <Id extends SignalId>({ order, next }: Cursor<Id>): number => order?.[next] ?? next;

/** The list whose next signal comes first; of equal ones that of the first rule. */
function foremost<Id extends SignalId>(cursors: readonly Cursor<Id>[]): Cursor<Id> | undefined {
  let best: Cursor<Id> | undefined;
  let time = 0;
  let id: Id | undefined;
  for (const cursor of cursors) {
    const { list, next } = cursor;
    if (next >= list.times.length) continue;
    const place = at(cursor);
    const own = list.times[place] as number;
    if (best !== undefined && (own > time || (own === time && (list.ids[place] as Id) >= (id as Id)))) continue;
    best = cursor;
    time = own;
    id = list.ids[place];
  }
  return best;
}

/** By time, then id, then the place of the rule. @example sortedSignals(group).signals.times */
export function sortedSignals<Id extends SignalId>({ lists }: SignalGroup<Id>): Sorted<Id> {
  const filled = lists.flatMap((list, ref) => (list.times.length === 0 ? [] : [{ list, ref }]));
  const only = filled[0];
  if (filled.length === 1 && only?.ref === 0) return onlyList(only.list);
  const cursors = filled.map((one): Cursor<Id> => ({ ...one, order: orderOf(one.list), next: 0 }));
  const stretched = filled.some(({ list }) => list.stretches !== undefined);
  const stretches: (Stretch<Id> | undefined)[] = [];
  const [times, refs, weights]: [number[], number[], number[]] = [[], [], []];
  const ids: Id[] = [];
  const values: (string | number)[] = [];
  for (let taken = foremost(cursors); taken !== undefined; taken = foremost(cursors)) {
    const { list, ref } = taken;
    const place = at(taken);
    taken.next++;
    times.push(list.times[place] as number);
    ids.push(list.ids[place] as Id);
    values.push(list.values?.[place] ?? "");
    refs.push(ref);
    weights.push(2 ** list.thinning);
    if (stretched) stretches.push(list.stretches?.[place]);
  }
  return { signals: { times, ids, values, refs, weights }, stretches: stretched ? stretches : undefined };
}
