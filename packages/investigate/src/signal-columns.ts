import type { LogEvent } from "@stanch/model/log-event";

/** Matches of one base rule in one chunk, as columns: what a correlation needs of each and no more. */
export interface SignalColumns {
  readonly rule: number;
  /** Field names, then for each the index of its value in `words`, -1 when the event has none. */
  readonly fields: readonly string[];
  readonly times: Float64Array;
  readonly offsets: Float64Array;
  readonly records: Float64Array;
  readonly values: readonly Int32Array[];
  readonly words: readonly string[];
}

/** Collects the matches of one base rule. */
export class SignalBook {
  readonly #rule: number;
  readonly #fields: readonly string[];
  readonly #times: number[] = [];
  readonly #offsets: number[] = [];
  readonly #records: number[] = [];
  readonly #values: number[][];
  readonly #words = new Map<string, number>();

  constructor(rule: number, fields: readonly string[]) {
    this.#rule = rule;
    this.#fields = fields;
    this.#values = fields.map(() => []);
  }

  /** `valueOf` gives the Sigma value of a field as text; undefined when the event has none. */
  add(event: LogEvent, valueOf: (field: string) => string | undefined): void {
    if (event.time === undefined) return;
    this.#times.push(event.time);
    this.#offsets.push(event.offset);
    this.#records.push(event.record);
    this.#fields.forEach((field, at) => this.#values[at]?.push(this.#word(valueOf(field))));
  }

  #word(value: string | undefined): number {
    if (value === undefined) return -1;
    const known = this.#words.get(value);
    if (known !== undefined) return known;
    this.#words.set(value, this.#words.size);
    return this.#words.size - 1;
  }

  columns(): SignalColumns {
    return {
      rule: this.#rule,
      fields: this.#fields,
      times: Float64Array.from(this.#times),
      offsets: Float64Array.from(this.#offsets),
      records: Float64Array.from(this.#records),
      values: this.#values.map((column) => Int32Array.from(column)),
      words: [...this.#words.keys()],
    };
  }
}
