import { countedOf, type GatheringBounds, listFor, type Strand } from "./gathering.ts";
import { addSignals, type SignalId, type SignalList } from "./signal-list.ts";

/** Many matches of one base rule at once, as columns of a table that other rules may share. */
export interface SignalRows<Id extends SignalId> {
  /** The rows of the table at which the rule matched. */
  readonly rows: ArrayLike<number>;
  /** Microseconds since 1970, by row. */
  readonly times: ArrayLike<number>;
  readonly ids: ArrayLike<Id>;
  /** For a field the number of its value in `words`, by row, below 0 where there is none; undefined when no row has the field. */
  column(field: string): ArrayLike<number> | undefined;
  readonly words: readonly string[];
}

/** Reads something of a row; undefined where the row does not count. */
type OfRow<Value> = (row: number) => Value | undefined;

/** The values of some fields as one; each combination of words is made once. */
function combined<Id extends SignalId, Value>(
  fields: readonly string[],
  { column, words }: SignalRows<Id>,
  make: (values: readonly string[]) => Value | undefined,
): OfRow<Value> {
  const columns = fields.map(column);
  const [only] = columns;
  if (columns.length === 1) return only === undefined ? () => undefined : singly(only, words, make);
  const known = new Map<number | string, Value | undefined>();
  // As long as a number can tell the combinations apart, it does.
  const numbered = words.length ** columns.length < Number.MAX_SAFE_INTEGER;
  return (row) => {
    let key: number | string = numbered ? 0 : "";
    for (const one of columns) {
      const word = one?.[row] ?? -1;
      if (word < 0) return undefined;
      key = typeof key === "number" ? key * words.length + word : `${key}${word} `;
    }
    if (!known.has(key)) {
      const values = columns.map((one) => words[one?.[row] ?? -1] ?? "");
      known.set(key, values.includes("") ? undefined : make(values));
    }
    return known.get(key);
  };
}

function singly<Value>(
  column: ArrayLike<number>,
  words: readonly string[],
  make: (values: readonly string[]) => Value | undefined,
): OfRow<Value> {
  const made: (Value | undefined)[] = Array.from({ length: words.length });
  const done = new Uint8Array(words.length);
  return (row) => {
    const word = column[row] as number;
    if (word < 0) return undefined;
    if (done[word] === 0) {
      done[word] = 1;
      const text = words[word] ?? "";
      made[word] = text === "" ? undefined : make([text]);
    }
    return made[word];
  };
}

function valueReader<Id extends SignalId>(
  { valueFields, numeric }: Strand<Id>,
  signals: SignalRows<Id>,
): OfRow<string | number> {
  return combined(valueFields, signals, (values) => countedOf(numeric, values));
}

/** Numbers the lists of the signals by the values of the group-by fields; each combination of words is looked up once. */
function groupsOf<Id extends SignalId>(
  strand: Strand<Id>,
  signals: SignalRows<Id>,
  maxGroups: number,
): { readonly numberOf: OfRow<number>; readonly lists: readonly SignalList<Id>[] } {
  const lists: SignalList<Id>[] = [];
  const make = (values: readonly string[]): number | undefined => {
    const list = listFor(strand, values, maxGroups);
    return list === undefined ? undefined : lists.push(list) - 1;
  };
  if (strand.groupFields.length > 0) return { numberOf: combined(strand.groupFields, signals, make), lists };
  const everyone = make([]);
  return { numberOf: () => everyone, lists };
}

/** The rows of each group one after the other: a list is then filled at once, and not taken up anew for each signal. */
interface Sorted {
  readonly rows: Int32Array;
  /** Where the rows of each group begin; one more at the end. */
  readonly starts: Int32Array;
}

function sortedRows(rows: Int32Array, groups: Int32Array, count: number): Sorted {
  const starts = new Int32Array(count + 1);
  for (const group of groups) starts[group + 1] = (starts[group + 1] as number) + 1;
  for (let group = 0; group < count; group++)
    starts[group + 1] = (starts[group + 1] as number) + (starts[group] as number);
  const next = starts.slice();
  const out = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    const group = groups[at] as number;
    out[next[group] as number] = rows[at] as number;
    next[group] = (next[group] as number) + 1;
  }
  return { rows: out, starts };
}

/** Hands the matches of a rule to the correlations that look at them in one way. */
export function takeRows<Id extends SignalId>(
  strand: Strand<Id>,
  signals: SignalRows<Id>,
  bounds: GatheringBounds<Id>,
): void {
  const valueOf = strand.valueFields.length === 0 ? undefined : valueReader(strand, signals);
  const { numberOf, lists } = groupsOf(strand, signals, bounds.maxGroups);
  const rows = new Int32Array(signals.rows.length);
  const groups = new Int32Array(signals.rows.length);
  let taken = 0;
  for (let next = 0; next < signals.rows.length; next++) {
    const row = signals.rows[next] as number;
    if (valueOf !== undefined && valueOf(row) === undefined) continue;
    const group = numberOf(row);
    if (group === undefined) continue;
    rows[taken] = row;
    groups[taken++] = group;
  }
  const sorted = sortedRows(rows.subarray(0, taken), groups.subarray(0, taken), lists.length);
  for (const [group, list] of lists.entries()) {
    const own = sorted.rows.subarray(sorted.starts[group], sorted.starts[group + 1]);
    addSignals(list, bounds, own, signals, valueOf);
  }
}
