import type { Firing } from "./episode.ts";
import type { SignalId } from "./signal-list.ts";
import type { GroupSignals } from "./window-value.ts";

/** A chain of steps so far: when it began, and the event of its last step. */
interface Chain {
  readonly start: number;
  readonly id: SignalId;
}

/** The two chains that began last, of different last events: one of them can always be continued. */
interface Best {
  first: Chain | undefined;
  second: Chain | undefined;
}

function offer(best: Best, chain: Chain): void {
  const { first } = best;
  if (first === undefined || chain.start > first.start) {
    if (first?.id !== chain.id) best.second = first;
    best.first = chain;
  } else if (chain.id !== first.id && (best.second === undefined || chain.start > best.second.start))
    best.second = chain;
}

const fitting = (best: Best | undefined, id: SignalId): Chain | undefined =>
  best?.first?.id === id ? best.second : best?.first;

/**
 * Windows in which the rules were met one after another. Signals at the same moment count as being in order, since logs often
 * say no more than the second; one event is never two steps. The window starts at the first event of the first rule that is
 * not older than `timespan`.
 *
 * @param steps for each step the position of its rule; a rule named twice takes two steps.
 */
export function orderedFirings(signals: GroupSignals, steps: readonly number[], timespan: number): Firing[] {
  const { times, refs, ids } = signals;
  const best: Best[] = steps.map(() => ({ first: undefined, second: undefined }));
  const out: Firing[] = [];
  let from = 0;
  for (let begin = 0; begin < times.length;) {
    const now = times[begin] ?? 0;
    let end = begin;
    while (times[end + 1] === now) end++;
    let done: Chain | undefined;
    for (const [step, ref] of steps.entries()) {
      for (let at = begin; at <= end; at++) {
        if ((refs[at] ?? 0) !== ref) continue;
        const id = ids[at] ?? "";
        const before = step === 0 ? { start: now, id } : fitting(best[step - 1], id);
        if (before === undefined) continue;
        const chain = { start: before.start, id };
        offer(best[step] as Best, chain);
        if (step === steps.length - 1 && (done === undefined || chain.start > done.start)) done = chain;
      }
    }
    while (from < begin && ((times[from] ?? 0) < now - timespan || (refs[from] ?? 0) !== steps[0])) from++;
    if (done !== undefined && done.start >= now - timespan) out.push({ from, to: end, value: steps.length });
    begin = end + 1;
  }
  return out;
}
