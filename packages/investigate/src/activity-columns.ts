import { type Activity, noAccounts } from "./activity.ts";

/** Activity of one chunk as it crosses the worker border: words once, then columns. */
export interface ActivityColumns {
  readonly words: readonly string[];
  /** {@link labelCount} a row, each an index in `words`. */
  readonly labels: Int32Array;
  readonly counts: Float64Array;
  /** 1 where there were more accounts than are told. */
  readonly more: Uint8Array;
  readonly accounts: readonly (readonly string[])[];
}

const labelCount = 5;

function wordList(): { readonly words: string[]; index(word: string): number } {
  const seen = new Map<string, number>();
  const words: string[] = [];
  return {
    words,
    index(word) {
      const known = seen.get(word);
      if (known !== undefined) return known;
      seen.set(word, words.length);
      return words.push(word) - 1;
    },
  };
}

/** Packs rows. */
export function activityColumns(rows: readonly Activity[]): ActivityColumns {
  const { words, index } = wordList();
  const labels = new Int32Array(rows.length * labelCount);
  for (const [at, { address, module, category, action, outcome }] of rows.entries()) {
    labels.set([address, module, category, action, outcome].map(index), at * labelCount);
  }
  return {
    words,
    labels,
    counts: Float64Array.from(rows, ({ count }) => count),
    more: Uint8Array.from(rows, ({ moreAccounts }) => (moreAccounts ? 1 : 0)),
    accounts: rows.map((row) => [...row.accounts]),
  };
}

/** The rows that were packed, in their order. */
export function* activityRows({ words, labels, counts, more, accounts }: ActivityColumns): Generator<Activity> {
  for (const [row, names] of accounts.entries()) {
    const word = (at: number): string => words[labels[row * labelCount + at] ?? 0] ?? "";
    yield {
      address: word(0),
      module: word(1),
      category: word(2),
      action: word(3),
      outcome: word(4),
      count: counts[row] ?? 0,
      accounts: names.length === 0 ? noAccounts : new Set(names),
      moreAccounts: more[row] === 1,
    };
  }
}
