import { countedOf, type GatheringBounds, listFor, type Strand } from "./gathering.ts";
import { addStretch, type SignalId, type SignalList } from "./signal-list.ts";

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

/** Numbers lists from 0, each once, whatever part its signals come in. */
class ListNumbers<Id extends SignalId> {
  readonly lists: SignalList<Id>[] = [];
  readonly #numbers = new Map<SignalList<Id>, number>();

  of(list: SignalList<Id>): number {
    const known = this.#numbers.get(list);
    if (known !== undefined) return known;
    this.#numbers.set(list, this.lists.length);
    return this.lists.push(list) - 1;
  }
}

/** Finds the list of a row, by number; each combination of words is looked up once. */
function listReader<Id extends SignalId>(
  strand: Strand<Id>,
  signals: SignalRows<Id>,
  numbers: ListNumbers<Id>,
  maxGroups: number,
): OfRow<number> {
  const make = (values: readonly string[]): number | undefined => {
    const list = listFor(strand, values, maxGroups);
    return list === undefined ? undefined : numbers.of(list);
  };
  if (strand.groupFields.length > 0) return combined(strand.groupFields, signals, make);
  const everyone = make([]);
  return () => everyone;
}

/** The rows of one table that count, and the list of each. */
interface Part<Id extends SignalId> {
  readonly signals: SignalRows<Id>;
  readonly rows: Int32Array;
  readonly lists: Int32Array;
  readonly valueOf: OfRow<string | number> | undefined;
}

function partOf<Id extends SignalId>(
  strand: Strand<Id>,
  signals: SignalRows<Id>,
  numbers: ListNumbers<Id>,
  maxGroups: number,
): Part<Id> {
  const valueOf = strand.valueFields.length === 0 ? undefined : valueReader(strand, signals);
  const listOf = listReader(strand, signals, numbers, maxGroups);
  const rows = new Int32Array(signals.rows.length);
  const lists = new Int32Array(signals.rows.length);
  let taken = 0;
  for (let next = 0; next < signals.rows.length; next++) {
    const row = signals.rows[next] as number;
    if (valueOf !== undefined && valueOf(row) === undefined) continue;
    const list = listOf(row);
    if (list === undefined) continue;
    rows[taken] = row;
    lists[taken++] = list;
  }
  return { signals, rows: rows.subarray(0, taken), lists: lists.subarray(0, taken), valueOf };
}

/** Where the signals of each list begin when all stand one after the other; one more at the end. */
function startsOf(parts: readonly Part<SignalId>[], count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  for (const { lists } of parts) for (const list of lists) starts[list + 1] = (starts[list + 1] as number) + 1;
  for (let list = 0; list < count; list++) starts[list + 1] = (starts[list + 1] as number) + (starts[list] as number);
  return starts;
}

/**
 * Hands the matches of a rule to the correlations that look at them in one way. All tables at once: each list is then filled in
 * one go, as a stretch of columns that all lists share, and not taken up anew for each signal.
 */
export function takeRows<Id extends SignalId>(
  strand: Strand<Id>,
  tables: readonly SignalRows<Id>[],
  bounds: GatheringBounds<Id>,
): void {
  const numbers = new ListNumbers<Id>();
  const parts = tables.map((signals) => partOf(strand, signals, numbers, bounds.maxGroups));
  const starts = startsOf(parts, numbers.lists.length);
  const total = starts.at(-1) ?? 0;
  const numbered = tables.every(({ ids }) => ids instanceof Int32Array);
  const columns = {
    times: new Float64Array(total),
    ids: numbered ? new Int32Array(total) : Array.from<Id>({ length: total }),
    values: strand.valueFields.length > 0 ? Array.from<string | number>({ length: total }) : undefined,
  };
  const next = starts.slice();
  for (const part of parts) fill(part, next, columns);
  for (const [at, list] of numbers.lists.entries())
    addStretch(list, bounds, { ...columns, from: starts[at] ?? 0, to: starts[at + 1] ?? 0 });
}

interface Columns<Id extends SignalId> {
  readonly times: Float64Array;
  readonly ids: Id[] | Int32Array;
  readonly values: (string | number)[] | undefined;
}

function fill<Id extends SignalId>(
  { signals, rows, lists, valueOf }: Part<Id>,
  next: Int32Array,
  { times, ids, values }: Columns<Id>,
): void {
  for (let taken = 0; taken < rows.length; taken++) {
    const row = rows[taken] as number;
    const list = lists[taken] as number;
    const at = next[list] as number;
    next[list] = at + 1;
    times[at] = signals.times[row] as number;
    ids[at] = signals.ids[row] as Id & number;
    if (values !== undefined) values[at] = valueOf?.(row) ?? "";
  }
}
