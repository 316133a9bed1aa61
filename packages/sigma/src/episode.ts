import type { Bound, CorrelationRule } from "./correlation-rule.ts";
import { type GroupSignals, windowValue } from "./window-value.ts";

/** A time during which a correlation's condition held, from window to overlapping window. Indices into the group's signals. */
export interface Episode {
  readonly from: number;
  readonly to: number;
  /** The signal at which the condition first held. */
  readonly fired: number;
  /** The figure that decided; for counts and sums the highest. */
  readonly value: number;
}

/** A window in which the condition holds. */
export interface Firing {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

const accumulating = new Set(["event_count", "value_count", "value_sum", "temporal"]);

function holds({ op, value }: Bound, figure: number): boolean {
  switch (op) {
    case "gt":
      return figure > value;
    case "gte":
      return figure >= value;
    case "lt":
      return figure < value;
    case "lte":
      return figure <= value;
    case "eq":
      return figure === value;
    case "neq":
      return figure !== value;
  }
}

/** A count that grows passes every number on its way: while it grows only lower bounds are asked. */
function reached({ op, value }: Bound, figure: number): boolean {
  if (op === "gt") return figure > value;
  return op === "gte" || op === "eq" ? figure >= value : true;
}

/**
 * Whether so many signals can hold a correlation's condition at all; most groups of a log have a handful of signals.
 *
 * @param most how many signals the group stands for.
 */
export function canHold({ type, bounds }: CorrelationRule, most: number): boolean {
  return (type !== "event_count" && type !== "value_count") || bounds.every((bound) => reached(bound, most));
}

/**
 * The windows in which a correlation's condition holds: for each moment with a signal the window of `timespan` that ends there,
 * both ends included. Signals at the same moment come in together, so their order never matters.
 *
 * @param rules how many different rules a `temporal` without a condition of its own needs.
 */
export function firings(rule: CorrelationRule, signals: GroupSignals, rules: number): Firing[] {
  const bounds: readonly Bound[] = rule.bounds.length > 0 ? rule.bounds : [{ op: "gte", value: rules }];
  const growing = accumulating.has(rule.type);
  const holding = (value: number): boolean =>
    bounds.every((bound) => (growing ? reached(bound, value) : holds(bound, value)));
  if (rule.type === "event_count" && signals.weights.length === 0) return countFirings(rule, signals, holding);
  const { times } = signals;
  const figure = windowValue(rule.type, signals, rule.percentile);
  const out: Firing[] = [];
  let from = 0;
  for (let at = 0; at < times.length; at++) {
    figure.enter(at);
    const now = times[at] ?? 0;
    if (times[at + 1] === now) continue;
    while ((times[from] ?? 0) < now - rule.timespan) figure.leave(from++);
    const value = figure.value();
    if (holding(value)) out.push({ from, to: at, value });
  }
  return out;
}

/** Where every signal stands for itself, a window's count follows from where it begins and ends. */
function countFirings(
  { timespan }: CorrelationRule,
  { times }: GroupSignals,
  holding: (value: number) => boolean,
): Firing[] {
  const out: Firing[] = [];
  let from = 0;
  let last = -1;
  let held = false;
  for (let at = 0; at < times.length; at++) {
    const now = times[at] as number;
    if (times[at + 1] === now) continue;
    while ((times[from] as number) < now - timespan) from++;
    const value = at - from + 1;
    if (value !== last) held = holding((last = value));
    if (held) out.push({ from, to: at, value });
  }
  return out;
}

/** Joins windows that overlap; of counts and sums the highest figure must keep within the upper bounds too. */
export function episodes(rule: CorrelationRule, found: readonly Firing[]): Episode[] {
  const upward =
    rule.bounds.length === 0 ||
    rule.bounds.some((bound) => bound.op === "gt" || bound.op === "gte" || bound.op === "eq");
  const growing = accumulating.has(rule.type);
  const out: { from: number; to: number; fired: number; value: number }[] = [];
  for (const { from, to, value } of found) {
    const last = out.at(-1);
    if (last === undefined || from > last.to) out.push({ from, to, fired: to, value });
    else {
      last.to = to;
      last.value = growing || upward ? Math.max(last.value, value) : Math.min(last.value, value);
    }
  }
  return growing ? out.filter((episode) => rule.bounds.every((bound) => holds(bound, episode.value))) : out;
}
