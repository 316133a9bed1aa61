import { deltaPacked, widestSpread } from "./delta-pack.ts";
import { hybrid, PageBuffer } from "./parquet-page.ts";
import type { ColumnKind } from "./segment-columns.ts";

/** Rows of one row group. */
export const groupRows = 65_536;
/** A dictionary with more words than this share of the values costs more than it saves. */
const dictionaryShare = 0.5;

export type PageEncoding =
  | "PLAIN"
  | "RLE_DICTIONARY"
  | "DELTA_BINARY_PACKED"
  | "DELTA_LENGTH_BYTE_ARRAY"
  | "DELTA_BYTE_ARRAY";

/** The body of a data page, and of its dictionary page when there is one. */
export interface ColumnPages {
  readonly encoding: PageEncoding;
  readonly body: PageBuffer;
  readonly dictionary?: { readonly body: PageBuffer; readonly words: number };
}

/** Takes the values of one column, row by row, and gives its pages. Rows without a value are not told. */
export interface SegmentBuilder {
  /** 1 for each row with a value. */
  readonly present: Uint8Array;
  count: number;
  add(row: number, value: string | number): void;
  pages(): ColumnPages;
  reset(): void;
}

export const shared = { body: new PageBuffer(1 << 20), words: new PageBuffer(1 << 16) };

function textPages(pieces: Iterable<string>, count: number): ColumnPages {
  const column = new TextBuilder();
  let row = 0;
  for (const piece of pieces) column.add(row++, piece);
  return count === 0 ? { encoding: "PLAIN", body: emptied(shared.body) } : column.pages();
}

export function emptied(buffer: PageBuffer): PageBuffer {
  buffer.reset();
  return buffer;
}

/** Text that repeats: words once, and their numbers. */
export class WordBuilder implements SegmentBuilder {
  readonly present = new Uint8Array(groupRows);
  count = 0;
  readonly #indexes = new Uint32Array(groupRows);
  readonly #seen = new Map<string, number>();
  #last: string | undefined;
  #lastIndex = 0;

  add(row: number, value: string | number): void {
    this.present[row] = 1;
    if (value !== this.#last) {
      const word = typeof value === "string" ? value : String(value);
      this.#last = word;
      this.#lastIndex = this.#indexOf(word);
    }
    this.#indexes[this.count++] = this.#lastIndex;
  }

  #indexOf(word: string): number {
    const known = this.#seen.get(word);
    if (known !== undefined) return known;
    const next = this.#seen.size;
    this.#seen.set(word, next);
    return next;
  }

  pages(): ColumnPages {
    const words = this.#seen.size;
    if (words > Math.max(16, this.count * dictionaryShare)) return this.#plain();
    const dictionary = { body: emptied(shared.words), words };
    for (const word of this.#seen.keys()) dictionary.body.text(word);
    const width = words <= 1 ? 0 : 32 - Math.clz32(words - 1);
    const body = emptied(shared.body);
    body.byte(width);
    hybrid(body, this.#indexes, this.count, width);
    return { encoding: "RLE_DICTIONARY", body, dictionary };
  }

  #plain(): ColumnPages {
    const words = [...this.#seen.keys()];
    const values = this.#indexes.subarray(0, this.count);
    return textPages(
      Iterator.from(values).map((index) => words[index] ?? ""),
      this.count,
    );
  }

  reset(): void {
    if (this.count > 0) this.present.fill(0);
    this.count = 0;
    this.#seen.clear();
    this.#last = undefined;
  }
}

/** All lengths, then all bytes: a page by itself. */
export function lengthsFirst(lengths: Uint32Array, count: number, bytes: PageBuffer): ColumnPages {
  const body = emptied(shared.body);
  deltaPacked(body, lengths, count, 32);
  body.append(bytes.bytes());
  return { encoding: "DELTA_LENGTH_BYTE_ARRAY", body };
}

const pieceCount = 512;

/** Text that seldom repeats: all lengths, then all bytes. */
export class TextBuilder implements SegmentBuilder {
  readonly present = new Uint8Array(groupRows);
  count = 0;
  readonly #lengths = new Uint32Array(groupRows);
  readonly #bytes = new PageBuffer(1 << 16);
  #pieces: string[] = [];

  add(row: number, value: string | number): void {
    this.present[row] = 1;
    this.count++;
    if (this.#pieces.push(typeof value === "string" ? value : String(value)) >= pieceCount) this.#write();
  }

  /** One call for many values; piece by piece only where a character takes several bytes. */
  #write(): void {
    const start = this.#bytes.length;
    const from = this.count - this.#pieces.length;
    const joined = this.#pieces.join("");
    if (this.#bytes.utf8(joined) === joined.length) {
      for (const [at, piece] of this.#pieces.entries()) this.#lengths[from + at] = piece.length;
    } else {
      this.#bytes.rewind(start);
      for (const [at, piece] of this.#pieces.entries()) this.#lengths[from + at] = this.#bytes.utf8(piece);
    }
    this.#pieces = [];
  }

  pages(): ColumnPages {
    this.#write();
    return lengthsFirst(this.#lengths, this.count, this.#bytes);
  }

  reset(): void {
    if (this.count > 0) this.present.fill(0);
    this.count = 0;
    this.#bytes.reset();
    this.#pieces = [];
  }
}

/** Whole numbers; what is none, or too large for the column, is left out. */
export class NumberBuilder implements SegmentBuilder {
  readonly present = new Uint8Array(groupRows);
  readonly values = new Float64Array(groupRows);
  count = 0;
  readonly #bits: 32 | 64;
  readonly #bound: number;

  constructor(bits: 32 | 64) {
    this.#bits = bits;
    this.#bound = bits === 32 ? 2 ** 31 : 2 ** 53;
  }

  add(row: number, value: string | number): void {
    if (typeof value !== "number" || !Number.isInteger(value) || value >= this.#bound || value < -this.#bound) return;
    this.present[row] = 1;
    this.values[this.count++] = value;
  }

  extent(): readonly [least: number, most: number] {
    let least = Infinity;
    let most = -Infinity;
    for (let at = 0; at < this.count; at++) {
      const value = this.values[at] ?? 0;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    return [least, most];
  }

  pages(): ColumnPages {
    const body = emptied(shared.body);
    const [least, most] = this.extent();
    const near = most - least < widestSpread && Math.max(Math.abs(least), Math.abs(most)) < 2 ** 52;
    if (this.#bits === 32 || near) {
      deltaPacked(body, this.values, this.count, this.#bits);
      return { encoding: "DELTA_BINARY_PACKED", body };
    }
    for (let at = 0; at < this.count; at++) body.int64(this.values[at] ?? 0);
    return { encoding: "PLAIN", body };
  }

  reset(): void {
    if (this.count > 0) this.present.fill(0);
    this.count = 0;
  }
}

export function builderOf(kind: ColumnKind): SegmentBuilder {
  switch (kind) {
    case "dictionary":
      return new WordBuilder();
    case "text":
      return new TextBuilder();
    case "int32":
      return new NumberBuilder(32);
    case "int64":
    case "instant":
      return new NumberBuilder(64);
  }
}
