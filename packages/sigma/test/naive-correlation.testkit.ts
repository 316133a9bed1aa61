/** One signal of a group, as the naive way sees it. */
export interface NaiveSignal {
  readonly time: number;
  readonly id: string;
  /** Position of its rule in the correlation's list. */
  readonly rule: number;
  readonly value: string;
}

export interface NaiveRule {
  readonly type: string;
  readonly steps: number;
  readonly timespan: number;
  readonly percentile: number;
  readonly bounds: Readonly<Record<string, number>>;
}

export interface NaiveMatch {
  readonly first: number;
  readonly last: number;
  readonly events: readonly string[];
  readonly value: number;
}

const holds = (bounds: NaiveRule["bounds"], figure: number): boolean =>
  Object.entries(bounds).every(([op, bound]) => {
    if (op === "gt") return figure > bound;
    if (op === "gte") return figure >= bound;
    if (op === "lt") return figure < bound;
    return figure <= bound;
  });

/** Whether steps `step`… can be taken by different events, one after another, the last at `now`. */
function chain(
  window: readonly NaiveSignal[],
  rule: NaiveRule,
  step: number,
  after: NaiveSignal | undefined,
  now: number,
): boolean {
  return window.some((one) => {
    if (one.rule !== step || (after !== undefined && (one.time < after.time || one.id === after.id))) return false;
    return step === rule.steps - 1 ? one.time === now : chain(window, rule, step + 1, one, now);
  });
}

function figureOf(window: readonly NaiveSignal[], { type, percentile }: NaiveRule): number {
  const numbers = window.map(({ value }) => Number(value)).sort((a, b) => a - b);
  const sum = numbers.reduce((all, one) => all + one, 0);
  if (type === "event_count") return window.length;
  if (type === "value_count") return new Set(window.map(({ value }) => value)).size;
  if (type === "temporal") return new Set(window.map(({ rule }) => rule)).size;
  if (type === "value_sum") return sum;
  if (type === "value_avg") return sum / numbers.length;
  return numbers[Math.max(1, Math.ceil((percentile / 100) * numbers.length)) - 1] ?? 0;
}

/**
 * The matches in one group, by looking at every window anew: for each moment with a signal all signals that are not older than the
 * timespan. Windows that share a signal are one match; of what grows with each signal, only its highest figure is asked whether
 * it keeps within upper bounds.
 *
 * Source: Sigma Correlation Rules Specification 2.1, "Correlation Types".
 */
export function naiveMatches(rule: NaiveRule, signals: readonly NaiveSignal[]): NaiveMatch[] {
  const sorted = signals.toSorted(
    (a, b) => a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) || a.rule - b.rule,
  );
  const ordered = rule.type === "temporal_ordered";
  const growing = ["event_count", "value_count", "value_sum", "temporal"].includes(rule.type);
  const lower = Object.fromEntries(Object.entries(rule.bounds).filter(([op]) => op === "gt" || op === "gte"));
  const found: { window: NaiveSignal[]; value: number }[] = [];
  for (const now of new Set(sorted.map(({ time }) => time))) {
    let window = sorted.filter(({ time }) => time <= now && time >= now - rule.timespan);
    const value = ordered ? rule.steps : figureOf(window, rule);
    const bounds = growing ? lower : rule.bounds;
    if (!(ordered ? chain(window, rule, 0, undefined, now) : holds(bounds, value))) continue;
    // Signals of one moment have no order among them: they come in together.
    if (ordered) window = window.slice(window.findIndex((one) => one.rule === 0 || one.time === now));
    const last = found.at(-1);
    if (last !== undefined && window[0] !== undefined && last.window.includes(window[0])) {
      last.window.push(...window.filter((one) => !last.window.includes(one)));
      const upward = growing || ordered || Object.keys(lower).length > 0;
      last.value = upward ? Math.max(last.value, value) : Math.min(last.value, value);
    } else found.push({ window, value });
  }
  return found
    .filter(({ value }) => !growing || holds(rule.bounds, value))
    .map(({ window, value }) => ({
      first: window[0]?.time ?? 0,
      last: window.at(-1)?.time ?? 0,
      events: window.map(({ id }) => id).filter((id, at, all) => at === 0 || all[at - 1] !== id),
      value,
    }));
}
