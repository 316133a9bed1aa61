import type { LogEvent } from "@stanch/model/log-event";
import { DoubleColumn, IntegerColumn } from "./growing-column.ts";
import type { TextReader } from "./ruling.ts";

/**
 * Events of one chunk that matched base rules, as a table of columns: what correlations need of them and no more. Threads that
 * correlate all read the same columns: they are shared, not copied.
 */
export interface SignalColumns {
  readonly times: Float64Array;
  readonly offsets: Float64Array;
  readonly records: Float64Array;
  /** Row of the event in the chunk's segment. */
  readonly rows: Int32Array;
  /** Field names, then for each the index of its value in `words`; below 0 when the event has none or no rule asked. */
  readonly fields: readonly string[];
  readonly values: readonly Int32Array[];
  readonly words: readonly string[];
  /** Which rows each base rule matched, ascending. */
  readonly matches: readonly { readonly rule: number; readonly rows: Int32Array }[];
}

const NONE = -1;
const UNREAD = -2;

interface RuleMatches {
  readonly rule: number;
  readonly slots: readonly number[];
  readonly rows: IntegerColumn;
}

/** Collects the matches of base rules; an event that several of them match is one row. */
export class SignalBook {
  readonly #readerOf: (field: string) => TextReader;
  readonly #readers: TextReader[] = [];
  readonly #times = new DoubleColumn();
  readonly #offsets = new DoubleColumn();
  readonly #records = new DoubleColumn();
  readonly #rows = new IntegerColumn();
  readonly #fields: string[] = [];
  readonly #values: IntegerColumn[] = [];
  readonly #words = new Map<string, number>();
  readonly #matches = new Map<number, RuleMatches>();
  #last: LogEvent | undefined;

  /** @param readerOf makes readers of fields as Sigma sees them. */
  constructor(readerOf: (field: string) => TextReader) {
    this.#readerOf = readerOf;
  }

  /** `row`: of the event in its segment. */
  add(rule: number, fields: readonly string[], event: LogEvent, row: number): void {
    if (event.time === undefined) return;
    if (this.#last !== event) this.#row(event, event.time, row);
    const matches = this.#matches.get(rule) ?? this.#matchesOf(rule, fields);
    const at = this.#times.length - 1;
    matches.rows.push(at);
    for (const slot of matches.slots) {
      const column = this.#values[slot] as IntegerColumn;
      if (column.at(at) === UNREAD) column.set(at, this.#word((this.#readers[slot] as TextReader)(event)));
    }
  }

  #row(event: LogEvent, time: number, row: number): void {
    this.#last = event;
    this.#times.push(time);
    this.#offsets.push(event.offset);
    this.#records.push(event.record);
    this.#rows.push(row);
    for (const column of this.#values) column.push(UNREAD);
  }

  #matchesOf(rule: number, fields: readonly string[]): RuleMatches {
    const matches = { rule, slots: fields.map((field) => this.#slot(field)), rows: new IntegerColumn() };
    this.#matches.set(rule, matches);
    return matches;
  }

  #slot(field: string): number {
    const known = this.#fields.indexOf(field);
    if (known >= 0) return known;
    const column = new IntegerColumn();
    column.fill(UNREAD, this.#times.length);
    this.#values.push(column);
    this.#readers.push(this.#readerOf(field));
    return this.#fields.push(field) - 1;
  }

  #word(value: string | undefined): number {
    if (value === undefined) return NONE;
    const known = this.#words.get(value);
    if (known !== undefined) return known;
    this.#words.set(value, this.#words.size);
    return this.#words.size - 1;
  }

  columns(): SignalColumns {
    return {
      times: this.#times.shared(),
      offsets: this.#offsets.shared(),
      records: this.#records.shared(),
      rows: this.#rows.shared(),
      fields: this.#fields,
      values: this.#values.map((column) => column.shared()),
      words: [...this.#words.keys()],
      matches: [...this.#matches.values()].map(({ rule, rows }) => ({ rule, rows: rows.shared() })),
    };
  }
}
