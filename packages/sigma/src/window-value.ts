import type { CorrelationType } from "./correlation-rule.ts";
import type { SignalId } from "./signal-list.ts";

/** The signals of one group, sorted by time and id, as columns. */
export interface GroupSignals<Id extends SignalId = SignalId> {
  readonly times: ArrayLike<number>;
  readonly ids: ArrayLike<Id>;
  readonly values: ArrayLike<string | number>;
  /** Position of the rule in the correlation's list; empty where there is but one. */
  readonly refs: readonly number[];
  /** How many signals each stands for, where a list had to be thinned. */
  readonly weights: readonly number[];
}

/** A figure over a sliding window: signals come in at the front and leave at the back. */
export interface WindowValue {
  enter(at: number): void;
  leave(at: number): void;
  value(): number;
}

/** @example const count = windowValue("event_count", signals, 50); count.enter(0); count.value() // 1 */
export function windowValue(type: CorrelationType, signals: GroupSignals, percentile: number): WindowValue {
  switch (type) {
    case "event_count":
      return summing((at) => signals.weights[at] ?? 1);
    case "value_count":
      return distinct((at) => signals.values[at] ?? "");
    case "temporal":
    case "temporal_ordered":
      return distinct((at) => signals.refs[at] ?? 0);
    case "value_sum":
      return summing((at) => Number(signals.values[at]) * (signals.weights[at] ?? 1));
    case "value_avg":
      return average(signals);
    case "value_percentile":
      return percentileOf(signals, percentile);
  }
}

function summing(amount: (at: number) => number): WindowValue {
  let sum = 0;
  let lost = 0;
  // Kahan's correction, so that what leaves takes away exactly what it brought.
  const add = (value: number): void => {
    const next = value - lost;
    const total = sum + next;
    lost = total - sum - next;
    sum = total;
  };
  return { enter: (at) => add(amount(at)), leave: (at) => add(-amount(at)), value: () => sum };
}

function distinct(key: (at: number) => string | number): WindowValue {
  const counts = new Map<string | number, number>();
  return {
    enter(at) {
      const one = key(at);
      counts.set(one, (counts.get(one) ?? 0) + 1);
    },
    leave(at) {
      const one = key(at);
      const left = (counts.get(one) ?? 1) - 1;
      if (left === 0) counts.delete(one);
      else counts.set(one, left);
    },
    value: () => counts.size,
  };
}

function average(signals: GroupSignals): WindowValue {
  const sum = summing((at) => Number(signals.values[at]));
  let count = 0;
  return {
    enter(at) {
      sum.enter(at);
      count++;
    },
    leave(at) {
      sum.leave(at);
      count--;
    },
    value: () => (count === 0 ? 0 : sum.value() / count),
  };
}

/** Nearest rank: the smallest value that is not below `percentile` per cent of the window. A Fenwick tree over all values. */
function percentileOf(signals: GroupSignals, percentile: number): WindowValue {
  const sorted = [...new Set(Array.from(signals.values, Number))].sort((a, b) => a - b);
  const rankOf = new Map(sorted.map((value, rank) => [value, rank + 1]));
  const tree = new Int32Array(sorted.length + 1);
  let count = 0;
  const change = (at: number, by: number): void => {
    count += by;
    for (let rank = rankOf.get(Number(signals.values[at])) ?? 1; rank < tree.length; rank += rank & -rank) {
      tree[rank] = (tree[rank] ?? 0) + by;
    }
  };
  return {
    enter: (at) => change(at, 1),
    leave: (at) => change(at, -1),
    value() {
      let wanted = Math.max(1, Math.ceil((percentile / 100) * count));
      let rank = 0;
      for (let step = 2 ** Math.floor(Math.log2(Math.max(1, sorted.length))); step >= 1; step /= 2) {
        if (rank + step < tree.length && (tree[rank + step] ?? 0) < wanted) {
          rank += step;
          wanted -= tree[rank] ?? 0;
        }
      }
      return sorted[Math.min(rank, sorted.length - 1)] ?? 0;
    },
  };
}
