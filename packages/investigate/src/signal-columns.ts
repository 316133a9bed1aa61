import type { LogEvent } from "@stanch/model/log-event";

/** Events of one chunk that matched base rules, as a table of columns: what correlations need of them and no more. */
export interface SignalColumns {
  readonly times: Float64Array;
  readonly offsets: Float64Array;
  readonly records: Float64Array;
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
  readonly rows: number[];
}

/** Collects the matches of base rules; an event that several of them match is one row. */
export class SignalBook {
  readonly #times: number[] = [];
  readonly #offsets: number[] = [];
  readonly #records: number[] = [];
  readonly #fields: string[] = [];
  readonly #values: number[][] = [];
  readonly #words = new Map<string, number>();
  readonly #matches = new Map<number, RuleMatches>();
  #last: LogEvent | undefined;

  /** `valueOf` gives the Sigma value of a field as text; undefined when the event has none. */
  add(
    rule: number,
    fields: readonly string[],
    event: LogEvent,
    valueOf: (event: LogEvent, field: string) => string | undefined,
  ): void {
    if (event.time === undefined) return;
    if (this.#last !== event) this.#row(event, event.time);
    const matches = this.#matches.get(rule) ?? this.#matchesOf(rule, fields);
    const row = this.#times.length - 1;
    matches.rows.push(row);
    for (const slot of matches.slots) {
      const column = this.#values[slot] as number[];
      if (column[row] === UNREAD) column[row] = this.#word(valueOf(event, this.#fields[slot] as string));
    }
  }

  #row(event: LogEvent, time: number): void {
    this.#last = event;
    this.#times.push(time);
    this.#offsets.push(event.offset);
    this.#records.push(event.record);
    for (const column of this.#values) column.push(UNREAD);
  }

  #matchesOf(rule: number, fields: readonly string[]): RuleMatches {
    const matches = { rule, slots: fields.map((field) => this.#slot(field)), rows: [] };
    this.#matches.set(rule, matches);
    return matches;
  }

  #slot(field: string): number {
    const known = this.#fields.indexOf(field);
    if (known >= 0) return known;
    this.#values.push(this.#times.map(() => UNREAD));
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
      times: Float64Array.from(this.#times),
      offsets: Float64Array.from(this.#offsets),
      records: Float64Array.from(this.#records),
      fields: this.#fields,
      values: this.#values.map((column) => Int32Array.from(column)),
      words: [...this.#words.keys()],
      matches: [...this.#matches.values()].map(({ rule, rows }) => ({ rule, rows: Int32Array.from(rows) })),
    };
  }
}
