/** Encodes one column of up to a few hundred thousand values into Parquet page bodies. Source: Parquet format 2.10, "Encodings". */

/** A growing byte buffer; `bytes()` is a view of what was written. */
export class PageBuffer {
  #buffer: Buffer;
  #length = 0;
  constructor(size: number) {
    this.#buffer = Buffer.allocUnsafeSlow(size);
  }
  get length(): number {
    return this.#length;
  }
  reset(): void {
    this.#length = 0;
  }
  bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }
  #ensure(more: number): void {
    if (this.#length + more <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#buffer.length * 2, this.#length + more));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
  /** Room for `more` bytes at {@link length}; say how many were written with {@link advance}. */
  room(more: number): Buffer {
    this.#ensure(more);
    return this.#buffer;
  }
  advance(by: number): void {
    this.#length += by;
  }
  byte(value: number): void {
    this.#ensure(1);
    this.#buffer[this.#length++] = value;
  }
  int32(value: number): void {
    this.#ensure(4);
    this.#length = this.#buffer.writeInt32LE(value, this.#length);
  }
  /** A whole number up to 2^53 in magnitude, as little-endian two's complement. */
  int64(value: number): void {
    this.#ensure(8);
    const high = Math.floor(value / 4294967296);
    this.#buffer.writeUInt32LE(value - high * 4294967296, this.#length);
    this.#buffer.writeInt32LE(high, this.#length + 4);
    this.#length += 8;
  }
  /** UTF-8, as many bytes as answered; lone surrogates become U+FFFD. */
  utf8(value: string): number {
    this.#ensure(value.length * 3);
    const size = this.#buffer.write(value, this.#length, "utf8");
    this.#length += size;
    return size;
  }
  /** UTF-8 with its length before it. */
  text(value: string): void {
    this.#ensure(4);
    const start = this.#length;
    this.#length += 4;
    const size = this.utf8(value);
    this.#buffer.writeInt32LE(size, start);
  }
  append(bytes: Uint8Array): void {
    this.#ensure(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }
  /** Forgets what was written from `length` on. */
  rewind(length: number): void {
    this.#length = length;
  }
  varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }
  /** Zigzag varint of a whole number up to 2^52 in magnitude. */
  zigzag(value: number): void {
    let rest = value < 0 ? -2 * value - 1 : 2 * value;
    while (rest >= 0x80) {
      this.byte((rest % 128) | 0x80);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }
}

/** One run-length run: `count` times `value` of `width` bits. */
function run(out: PageBuffer, count: number, value: number, width: number): void {
  out.varint(count << 1);
  for (let shift = 0; shift < width; shift += 8) out.byte((value >>> shift) & 0xff);
}

/** Packs `count` values of `width` bits (at most 24), lowest bit first, filled up with zeros to whole groups of eight. */
function pack(out: PageBuffer, values: Uint32Array, count: number, width: number): void {
  const groups = Math.ceil(count / 8);
  const bytes = out.room(groups * width);
  let to = out.length;
  let held = 0;
  let bits = 0;
  for (let at = 0; at < groups * 8; at++) {
    if (at < count) held |= (values[at] ?? 0) << bits;
    bits += width;
    while (bits >= 8) {
      bytes[to++] = held & 0xff;
      held >>>= 8;
      bits -= 8;
    }
  }
  out.advance(groups * width);
}

/** RLE/bit-packed hybrid: one run when all are equal, else bit-packed groups of eight. Widths up to 24. */
export function hybrid(out: PageBuffer, values: Uint32Array, count: number, width: number): void {
  if (count === 0) return;
  let same = 1;
  while (same < count && values[same] === values[0]) same++;
  if (same === count || width === 0) return run(out, count, values[0] ?? 0, width);
  out.varint((Math.ceil(count / 8) << 1) | 1);
  pack(out, values, count, width);
}

/** Definition levels of an optional flat column: `present[row]` is 1 where a value is, 0 where none. */
export function definitionLevels(out: PageBuffer, present: Uint8Array, rows: number, nulls: number): void {
  if (nulls === 0 || nulls === rows) return run(out, rows, nulls === 0 ? 1 : 0, 1);
  const groups = Math.ceil(rows / 8);
  out.varint((groups << 1) | 1);
  const bytes = out.room(groups);
  const to = out.length;
  for (let group = 0; group < groups; group++) {
    let byte = 0;
    const last = Math.min(8, rows - group * 8);
    for (let bit = 0; bit < last; bit++) byte |= (present[group * 8 + bit] ?? 0) << bit;
    bytes[to + group] = byte;
  }
  out.advance(groups);
}
