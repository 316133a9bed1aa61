import type { Gap, Thread } from "@stanch/model/answer";

/** ATT&CK tactics in the order of an intrusion; lanes of the plot. */
export const tacticOrder = [
  "TA0043",
  "TA0042",
  "TA0001",
  "TA0002",
  "TA0003",
  "TA0004",
  "TA0005",
  "TA0112",
  "TA0006",
  "TA0007",
  "TA0008",
  "TA0009",
  "TA0011",
  "TA0010",
  "TA0040",
] as const;

/** A mark: where it stands (0–1), how wide (0–1) and how big (pixels). */
export interface LaneMark {
  readonly key: string;
  readonly from: number;
  readonly width: number;
  readonly size: number;
  readonly kind: "fact" | "inference" | "gap";
  readonly thread: number;
  readonly step: number;
}

export interface LanePlot {
  readonly from: string;
  readonly to: string;
  readonly lanes: readonly { readonly tactic: string; readonly marks: readonly LaneMark[] }[];
  readonly gaps: readonly { readonly from: number; readonly width: number; readonly index: number }[];
}

/** The key of a step: the same in the plot, the list, the address and the journal. */
export function stepKey(thread: Thread, step: number): string {
  const one = thread.steps[step];
  return one === undefined ? "" : `${thread.id}/${one.technique}/${one.events[0] ?? step}`.slice(0, 200);
}

/**
 * Acts over time, a lane for each tactic that occurs, marks sized by the logarithm of their count, gaps of the evidence as
 * bands. Undefined when no act has a time.
 */
export function lanePlot(threads: readonly Thread[], gaps: readonly Gap[]): LanePlot | undefined {
  const times = threads
    .flatMap(({ steps }) => steps.flatMap(({ first, last }) => [first, last]))
    .filter((time) => time !== undefined)
    .map((time) => Date.parse(time))
    .filter((time) => !Number.isNaN(time));
  if (times.length === 0) return undefined;
  const start = Math.min(...times);
  const end = Math.max(...times);
  const whole = Math.max(1, end - start);
  const place = (time: string) => (Date.parse(time) - start) / whole;
  const marks = threads.flatMap((thread, threadIndex) =>
    thread.steps.flatMap((step, index) => {
      if (step.first === undefined) return [];
      const from = place(step.first);
      const width = place(step.last ?? step.first) - from;
      const size = Math.min(22, 9 + 2.4 * Math.log10(Math.max(1, step.count)) ** 1.4);
      const mark: LaneMark = {
        key: stepKey(thread, index),
        from,
        width,
        size,
        kind: step.kind,
        thread: threadIndex,
        step: index,
      };
      return [{ tactic: step.tactic, mark }];
    }),
  );
  const known = new Set<string>(tacticOrder);
  const order = [...tacticOrder, ...new Set(marks.map(({ tactic }) => tactic).filter((tactic) => !known.has(tactic)))];
  return {
    from: new Date(start).toISOString(),
    to: new Date(end).toISOString(),
    lanes: order
      .map((tactic) => ({ tactic, marks: marks.filter((one) => one.tactic === tactic).map(({ mark }) => mark) }))
      .filter((lane) => lane.marks.length > 0),
    gaps: gaps.flatMap((gap, index) => {
      if (gap.from === undefined || gap.to === undefined) return [];
      const from = Math.max(0, place(gap.from));
      const to = Math.min(1, place(gap.to));
      return to > from ? [{ from, width: to - from, index }] : [];
    }),
  };
}
