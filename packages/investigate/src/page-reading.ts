import type { PageEncoding } from "./segment-builder.ts";

/** Picks single values out of page bodies as {@link SegmentWriter} makes them. Source: Parquet format 2.10, "Encodings". */

/** A place in bytes; reading moves it on. */
interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

function varint(cursor: Cursor): number {
  let value = 0;
  let scale = 1;
  for (;;) {
    const byte = cursor.bytes[cursor.at++] ?? 0;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
    scale *= 128;
  }
}

function zigzag(cursor: Cursor): number {
  const value = varint(cursor);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

/** A number of up to 24 bits at a bit of a stretch of bytes. */
function bitsAt(bytes: Buffer, start: number, bit: number, width: number): number {
  const at = start + (bit >>> 3);
  const held =
    (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
  return (held >>> (bit & 7)) & ((1 << width) - 1);
}

/** Reads the numbers at `indexes` of one run or one stretch of packed values. */
function picked(bytes: Buffer, from: number, width: number, indexes: readonly number[]): number[] {
  const cursor = { bytes, at: from };
  const head = varint(cursor);
  if ((head & 1) === 1) return indexes.map((index) => bitsAt(bytes, cursor.at, index * width, width));
  const value = width === 0 ? 0 : bitsAt(bytes, cursor.at, 0, width);
  return indexes.map(() => value);
}

/**
 * For ascending rows the number of the value each has in its column, -1 where it has none.
 *
 * @param levels definition levels as `definitionLevels` writes them.
 */
export function valueIndexes(levels: Buffer, nulls: number, rows: readonly number[]): number[] {
  if (nulls === 0) return [...rows];
  const cursor = { bytes: levels, at: 0 };
  varint(cursor);
  const start = cursor.at;
  let byte = 0;
  let before = 0;
  return rows.map((row) => {
    for (; byte < row >>> 3; byte++) before += onesOf(levels[start + byte] ?? 0);
    const own = levels[start + byte] ?? 0;
    const bit = row & 7;
    return ((own >>> bit) & 1) === 0 ? -1 : before + onesOf(own & ((1 << bit) - 1));
  });
}

function onesOf(byte: number): number {
  let ones = 0;
  for (let rest = byte; rest !== 0; rest &= rest - 1) ones++;
  return ones;
}

/** Words of a dictionary; each is decoded when it is asked for. */
export function dictionaryWords(body: Buffer, words: number): (index: number) => string {
  const starts = new Uint32Array(words + 1);
  let at = 0;
  for (let word = 0; word < words; word++) {
    starts[word] = at + 4;
    at += 4 + body.readInt32LE(at);
  }
  starts[words] = at + 4;
  const known: string[] = [];
  return (index) => (known[index] ??= body.toString("utf8", starts[index] ?? 0, (starts[index + 1] ?? 0) - 4));
}

/** DELTA_BINARY_PACKED up to the last value wanted, as the sums of its differences; the cursor ends after all of them. */
function deltas(cursor: Cursor, bits: 32 | 64, last: number): Float64Array {
  const size = varint(cursor);
  const minis = varint(cursor);
  const count = varint(cursor);
  const wanted = Math.min(count, last + 1);
  const values = new Float64Array(wanted);
  let value = zigzag(cursor);
  if (wanted > 0) values[0] = value;
  const miniSize = size / minis;
  for (let next = 1; next < count;) {
    const least = zigzag(cursor);
    const widthsAt = cursor.at;
    cursor.at += minis;
    for (let mini = 0; mini < minis && next < count; mini++, next += miniSize) {
      const width = cursor.bytes[widthsAt + mini] ?? 0;
      const until = Math.min(next + miniSize, wanted);
      for (let at = next, bit = 0; at < until; at++, bit += width) {
        const sum = value + least + (width === 0 ? 0 : wideBits(cursor.bytes, cursor.at, bit, width));
        value = bits === 32 ? sum | 0 : sum;
        values[at] = value;
      }
      cursor.at += (width * miniSize) / 8;
    }
  }
  return values;
}

/** A number of up to 52 bits at a bit of a stretch of bytes. */
function wideBits(bytes: Buffer, start: number, bit: number, width: number): number {
  if (width <= 24) return width === 0 ? 0 : bitsAt(bytes, start, bit, width);
  return bitsAt(bytes, start, bit, 24) + wideBits(bytes, start, bit + 24, width - 24) * 16_777_216;
}

/** The values at `indexes` of a column of numbers. */
export function pickNumbers(body: Buffer, encoding: PageEncoding, bits: 32 | 64, indexes: readonly number[]): number[] {
  if (encoding === "PLAIN") {
    return indexes.map((index) => body.readInt32LE(index * 8 + 4) * 4_294_967_296 + body.readUInt32LE(index * 8));
  }
  const values = deltas({ bytes: body, at: 0 }, bits, indexes.at(-1) ?? 0);
  return indexes.map((index) => values[index] ?? 0);
}

/** The values at `indexes` of a column of texts; `word` gives the words of its dictionary, where it has one. */
export function pickTexts(
  body: Buffer,
  encoding: PageEncoding,
  indexes: readonly number[],
  word: ((index: number) => string) | undefined,
): string[] {
  if (encoding === "RLE_DICTIONARY") {
    return picked(body, 1, body[0] ?? 0, indexes).map((index) => word?.(index) ?? "");
  }
  const cursor = { bytes: body, at: 0 };
  const lengths = deltas(cursor, 32, indexes.at(-1) ?? 0);
  let at = cursor.at;
  let next = 0;
  return indexes.map((index) => {
    for (; next < index; next++) at += lengths[next] ?? 0;
    return body.toString("utf8", at, at + (lengths[index] ?? 0));
  });
}
