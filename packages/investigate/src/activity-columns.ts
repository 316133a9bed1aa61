import type { TimeBasis } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { type Activity, noAccounts } from "./activity.ts";

/** Activity of one chunk as it crosses the worker border: words once, then columns. */
export interface ActivityColumns {
  readonly source: number;
  readonly words: readonly string[];
  /** {@link labelCount} a row, each an index in `words`, -1 for none. */
  readonly labels: Int32Array;
  /** {@link numberCount} a row: count, whether there were more accounts, then the first and the last event; NaN for none. */
  readonly numbers: Float64Array;
  readonly accounts: readonly (readonly string[])[];
}

const labelCount = 8;
const eventNumbers = 6;
const numberCount = 2 + 2 * eventNumbers;

function wordList(): { readonly words: string[]; index(word: string | undefined): number } {
  const seen = new Map<string, number>();
  const words: string[] = [];
  return {
    words,
    index(word) {
      if (word === undefined) return -1;
      const known = seen.get(word);
      if (known !== undefined) return known;
      seen.set(word, words.length);
      return words.push(word) - 1;
    },
  };
}

/** Packs the rows of one source. */
export function activityColumns(source: number, rows: readonly Activity[]): ActivityColumns {
  const { words, index } = wordList();
  const labels = new Int32Array(rows.length * labelCount);
  const numbers = new Float64Array(rows.length * numberCount);
  for (const [at, { address, host, action, outcome, count, moreAccounts, first, last }] of rows.entries()) {
    const { "event.module": module, "event.category": category, "event.action": stated, basis } = first.event;
    const own = [address, host, stated === undefined ? undefined : action, outcome, module, category];
    labels.set([...own, basis, last.event.basis].map(index), at * labelCount);
    numbers.set([count, moreAccounts ? 1 : 0], at * numberCount);
    numbers.set(numbersOf(first.event), at * numberCount + 2);
    numbers.set(numbersOf(last.event), at * numberCount + 2 + eventNumbers);
  }
  return { source, words, labels, numbers, accounts: rows.map((row) => [...row.accounts]) };
}

function numbersOf({ time, digits, offset, record, nanos, part }: LogEvent): number[] {
  return [time ?? Number.NaN, digits, offset, record, nanos ?? Number.NaN, part ?? Number.NaN];
}

/** The rows that were packed, in their order. */
export function* activityRows({ source, words, labels, numbers, accounts }: ActivityColumns): Generator<Activity> {
  const word = (at: number): string | undefined => words[labels[at] ?? -1];
  for (const [row, names] of accounts.entries()) {
    const label = row * labelCount;
    const number = row * numberCount;
    const [address = "", host, action, outcome = "unknown"] = [
      word(label),
      word(label + 1),
      word(label + 2),
      word(label + 3),
    ];
    const kept = (from: number, basis: number): LogEvent => ({
      ...placeOf(numbers, from, (word(basis) ?? "none") as TimeBasis),
      "event.module": word(label + 4),
      "event.category": word(label + 5) as LogEvent["event.category"],
      "event.action": action,
      "event.outcome": outcome as LogEvent["event.outcome"],
      "host.name": host,
      "source.ip": address,
    });
    yield {
      address,
      host,
      action: action ?? "",
      outcome,
      count: numbers[number] ?? 0,
      accounts: names.length === 0 ? noAccounts : new Set(names),
      moreAccounts: numbers[number + 1] === 1,
      first: { source, event: kept(number + 2, label + 6) },
      last: { source, event: kept(number + 2 + eventNumbers, label + 7) },
    };
  }
}

function placeOf(numbers: Float64Array, from: number, basis: TimeBasis): LogEvent {
  const read = (at: number): number => numbers[from + at] ?? 0;
  const event: LogEvent = {
    time: Number.isNaN(read(0)) ? undefined : read(0),
    digits: read(1),
    basis,
    offset: read(2),
    record: read(3),
  };
  if (!Number.isNaN(read(4))) event.nanos = read(4);
  if (!Number.isNaN(read(5))) event.part = read(5);
  return event;
}
