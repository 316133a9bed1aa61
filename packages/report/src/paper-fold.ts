/** Rows that say the same kind of thing one after the other, shown as one. */
export interface Folded<T> {
  readonly row: T;
  /** The last row of the run; `row` itself when it stands alone. */
  readonly last: T;
  /** Rows that the first one stands for, itself included. */
  readonly rows: number;
  readonly cites: readonly string[];
}

interface Foldable {
  readonly kind: string;
  readonly technique?: string | undefined;
  readonly outcome: string;
  readonly host?: string | undefined;
  readonly source?: string | undefined;
  readonly confidence?: string | undefined;
  readonly cites: readonly string[];
}

/** Shortest run that is folded: a person reads three alike lines faster than a note about them. */
const shortest = 4;

/**
 * Folds runs of alike rows once there are more than `most`; with fewer, every row stands for itself. Nothing is dropped: a run keeps
 * its count, its end and all its citations.
 *
 * @example fold(rows, 60).map(({ row, rows }) => `${row.text.en} ×${rows}`)
 */
export function fold<T extends Foldable>(rows: readonly T[], most: number): Folded<T>[] {
  if (rows.length <= most) return rows.map(alone);
  return runs(rows).flatMap((run) => {
    const [row] = run;
    const last = run.at(-1);
    if (row === undefined || last === undefined) return [];
    return run.length < shortest
      ? run.map(alone)
      : [{ row, last, rows: run.length, cites: run.flatMap((r) => r.cites) }];
  });
}

function alone<T extends Foldable>(row: T): Folded<T> {
  return { row, last: row, rows: 1, cites: row.cites };
}

function runs<T extends Foldable>(rows: readonly T[]): T[][] {
  const out: T[][] = [];
  let key = "";
  for (const row of rows) {
    const { kind, technique, outcome, host, source, confidence } = row;
    const next = JSON.stringify([kind, technique, outcome, host, source, confidence]);
    const run = out.at(-1);
    if (run === undefined || next !== key) out.push([row]);
    else run.push(row);
    key = next;
  }
  return out;
}
