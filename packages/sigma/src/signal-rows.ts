import { countedOf, type GatheringBounds, listFor, type Strand } from "./gathering.ts";
import { addSignal, type SignalId, type SignalList } from "./signal-list.ts";

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
  if (valueFields.length === 0) return () => "";
  return combined(valueFields, signals, (values) => countedOf(numeric, values));
}

/** Finds the list of a row's signal. */
function listReader<Id extends SignalId>(
  strand: Strand<Id>,
  signals: SignalRows<Id>,
  maxGroups: number,
): OfRow<SignalList<Id>> {
  const make = (values: readonly string[]): SignalList<Id> | undefined => listFor(strand, values, maxGroups);
  if (strand.groupFields.length > 0) return combined(strand.groupFields, signals, make);
  const everyone = make([]);
  return () => everyone;
}

/** Hands the matches of a rule to the correlations that look at them in one way. */
export function takeRows<Id extends SignalId>(
  strand: Strand<Id>,
  signals: SignalRows<Id>,
  bounds: GatheringBounds<Id>,
): void {
  const valueOf = valueReader(strand, signals);
  const listOf = listReader(strand, signals, bounds.maxGroups);
  const { rows, times, ids } = signals;
  for (let next = 0; next < rows.length; next++) {
    const row = rows[next] as number;
    const value = valueOf(row);
    if (value === undefined) continue;
    const list = listOf(row);
    if (list !== undefined) addSignal(list, bounds, times[row] as number, ids[row] as Id, value, undefined);
  }
}
