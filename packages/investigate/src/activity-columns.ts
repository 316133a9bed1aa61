import { type Activity, type ActivityBook, noAccounts } from "./activity.ts";

/** Activity of one chunk as it crosses the worker border: words once, then columns. */
export interface ActivityColumns {
  readonly words: readonly string[];
  /** {@link labelCount} a row, each an index in `words`: address, module, category, action. */
  readonly labels: Int32Array;
  readonly counts: Float64Array;
  /** 1 where there were more accounts than are told. */
  readonly more: Uint8Array;
  /** Accounts of all rows one after another, each an index in `words`, and how many of them are of each row. */
  readonly accounts: Int32Array;
  readonly accountCounts: Uint8Array;
}

const labelCount = 4;

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

/** Packs what was counted. */
export function activityColumns(book: ActivityBook): ActivityColumns {
  const { words, index } = wordList();
  const labels: number[] = [];
  const rows: Activity[] = [];
  const accounts: number[] = [];
  for (const [address, own] of book.all()) {
    const at = index(address);
    for (const row of own) {
      labels.push(at, index(row.module), index(row.category), index(row.action));
      for (const account of row.accounts) accounts.push(index(account));
      rows.push(row);
    }
  }
  return {
    words,
    labels: Int32Array.from(labels),
    counts: Float64Array.from(rows, ({ count }) => count),
    more: Uint8Array.from(rows, ({ moreAccounts }) => (moreAccounts ? 1 : 0)),
    accounts: Int32Array.from(accounts),
    accountCounts: Uint8Array.from(rows, (row) => row.accounts.length),
  };
}

/** Adds what was packed to a book. */
export function mergeActivity(book: ActivityBook, columns: ActivityColumns): void {
  const { words, labels, counts, more, accounts, accountCounts } = columns;
  const word = (at: number | undefined): string => words[at ?? 0] ?? "";
  let from = 0;
  for (let row = 0; row < counts.length; row++) {
    const label = row * labelCount;
    const to = from + (accountCounts[row] ?? 0);
    book.merge(word(labels[label]), {
      module: word(labels[label + 1]),
      category: word(labels[label + 2]),
      action: word(labels[label + 3]),
      count: counts[row] ?? 0,
      accounts: from === to ? noAccounts : Array.from(accounts.subarray(from, to), word),
      moreAccounts: more[row] === 1,
    });
    from = to;
  }
}
