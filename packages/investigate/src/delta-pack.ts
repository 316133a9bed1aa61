import type { PageBuffer } from "./parquet-page.ts";

const blockSize = 128;
const miniBlocks = 4;
const miniSize = blockSize / miniBlocks;
const word = 4294967296;

/** Numbers beyond it from each other lose bits on the way through doubles. */
export const widestSpread = 2 ** 51;

const deltas = new Float64Array(blockSize);

/**
 * DELTA_BINARY_PACKED of the first `count` values (Parquet format, "Encodings", delta encoding). `bits` is the width of the
 * physical type: deltas of 32-bit columns wrap as its readers do; values of 64-bit ones lie within {@link widestSpread}.
 */
export function deltaPacked(out: PageBuffer, values: Float64Array | Uint32Array, count: number, bits: 32 | 64): void {
  out.varint(blockSize);
  out.varint(miniBlocks);
  out.varint(count);
  let previous = count === 0 ? 0 : (values[0] ?? 0);
  out.zigzag(previous);
  for (let from = 1; from < count; from += blockSize) {
    const size = Math.min(blockSize, count - from);
    let least = Infinity;
    for (let at = 0; at < size; at++) {
      const value = values[from + at] ?? 0;
      const delta = bits === 32 ? (value - previous) | 0 : value - previous;
      previous = value;
      deltas[at] = delta;
      if (delta < least) least = delta;
    }
    out.zigzag(least);
    packBlock(out, size, least);
  }
}

function packBlock(out: PageBuffer, size: number, least: number): void {
  const widthsAt = out.length;
  for (let mini = 0; mini < miniBlocks; mini++) out.byte(0);
  for (let mini = 0; mini * miniSize < size; mini++) {
    const from = mini * miniSize;
    const to = Math.min(size, from + miniSize);
    let most = 0;
    for (let at = from; at < to; at++) {
      const above = (deltas[at] ?? 0) - least;
      deltas[at] = above;
      if (above > most) most = above;
    }
    for (let at = to; at < from + miniSize; at++) deltas[at] = 0;
    const width = bitsOf(most);
    const buffer = out.room((width * miniSize) / 8);
    buffer[widthsAt + mini] = width;
    packMini(buffer, out.length, from, width);
    out.advance((width * miniSize) / 8);
  }
}

function bitsOf(value: number): number {
  return value < word ? 32 - Math.clz32(value) : 64 - Math.clz32(Math.floor(value / word));
}

/** 32 values of `width` bits: a whole number of 32-bit words. */
function packMini(buffer: Buffer, start: number, from: number, width: number): void {
  let to = start;
  let held = 0;
  let bits = 0;
  const put = (value: number, size: number): void => {
    held |= value << bits;
    bits += size;
    if (bits < 32) return;
    buffer[to] = held;
    buffer[to + 1] = held >>> 8;
    buffer[to + 2] = held >>> 16;
    buffer[to + 3] = held >>> 24;
    to += 4;
    bits -= 32;
    // A shift by 32 would be one by 0.
    held = bits === 0 ? 0 : value >>> (size - bits);
  };
  if (width === 0) return;
  for (let at = from; at < from + miniSize; at++) {
    const value = deltas[at] ?? 0;
    if (width <= 32) put(value >>> 0, width);
    else {
      put((value % word) >>> 0, 32);
      put(Math.floor(value / word), width - 32);
    }
  }
}
