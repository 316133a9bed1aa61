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
  /** Length-prefixed UTF-8; lone surrogates become U+FFFD. */
  text(value: string): void {
    this.#ensure(4 + value.length * 3);
    const start = this.#length + 4;
    const size = this.#buffer.write(value, start, "utf8");
    this.#buffer.writeInt32LE(size, this.#length);
    this.#length = start + size;
  }
  varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }
}

/** One run-length run: `count` times `value` of `width` bits. */
function run(out: PageBuffer, count: number, value: number, width: number): void {
  out.varint(count << 1);
  for (let shift = 0; shift < width; shift += 8) out.byte((value >>> shift) & 0xff);
}

/** RLE/bit-packed hybrid: one run when all are equal, else bit-packed groups of eight. */
export function hybrid(out: PageBuffer, values: Uint32Array, count: number, width: number): void {
  if (count === 0) return;
  let same = 1;
  while (same < count && values[same] === values[0]) same++;
  if (same === count || width === 0) return run(out, count, values[0] ?? 0, width);
  const groups = Math.ceil(count / 8);
  out.varint((groups << 1) | 1);
  let held = 0;
  let bits = 0;
  for (let at = 0; at < groups * 8; at++) {
    const value = at < count ? (values[at] ?? 0) : 0;
    held += value * 2 ** bits;
    bits += width;
    while (bits >= 8) {
      out.byte(held & 0xff);
      held = Math.floor(held / 256);
      bits -= 8;
    }
  }
}

/** Definition levels of an optional flat column: 1 where a value is, 0 where none. */
export function definitionLevels(out: PageBuffer, present: Uint8Array, nulls: number): void {
  const count = present.length;
  if (nulls === 0 || nulls === count) return run(out, count, nulls === 0 ? 1 : 0, 1);
  const groups = Math.ceil(count / 8);
  out.varint((groups << 1) | 1);
  for (let group = 0; group < groups; group++) {
    let byte = 0;
    for (let bit = 0; bit < 8; bit++) byte |= (present[group * 8 + bit] ?? 0) << bit;
    out.byte(byte);
  }
}
