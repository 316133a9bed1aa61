const symbols = 512;
const chunk = 65_536;

/** Symbol and length of every 15-bit beginning of a code. */
function decodingTable(lengths: Uint8Array): Uint16Array {
  const table = new Uint16Array(1 << 15);
  let at = 0;
  for (let length = 1; length <= 15; length++) {
    for (let symbol = 0; symbol < symbols; symbol++) {
      if (lengths[symbol] !== length) continue;
      const end = at + (1 << (15 - length));
      if (end > table.length) throw new RangeError("Huffman table");
      table.fill(symbol, at, end);
      at = end;
    }
  }
  if (at !== table.length) throw new RangeError("Huffman table");
  return table;
}

/** Bits in words of 16, with bytes of match lengths between them. */
class Bits {
  readonly #bytes: Uint8Array;
  at: number;
  #next: number;
  #extra = 16;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
    this.#next = ((this.word() << 16) | this.word()) >>> 0;
  }

  byte(): number {
    return this.#bytes[this.at++] ?? 0;
  }
  word(): number {
    return this.byte() | (this.byte() << 8);
  }
  peek(): number {
    return this.#next >>> 17;
  }
  take(count: number): number {
    if (count === 0) return 0;
    const value = this.#next >>> (32 - count);
    this.#next = (this.#next << count) >>> 0;
    this.#extra -= count;
    if (this.#extra < 0) {
      this.#next = (this.#next | (this.word() << -this.#extra)) >>> 0;
      this.#extra += 16;
    }
    return value;
  }
  get past(): boolean {
    return this.at > this.#bytes.length + 4;
  }
}

function matchLength(bits: Bits, stated: number): number {
  if (stated < 15) return stated + 3;
  const byte = bits.byte();
  if (byte < 255) return byte + 18;
  const word = bits.word();
  if (word >= 15) return word + 3;
  throw new RangeError("match length");
}

/**
 * Unpacks LZ77 with Huffman codes to exactly `size` bytes. Throws `RangeError` when the bytes cannot be that.
 * Source: [MS-XCA] 2.2.
 */
export function xpressHuffman(bytes: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  const lengths = new Uint8Array(symbols);
  let to = 0;
  for (let from = 0; to < size;) {
    if (from + 260 > bytes.length) throw new RangeError("packed data is cut");
    for (let index = 0; index < 256; index++) {
      const pair = bytes[from + index] ?? 0;
      lengths[2 * index] = pair & 15;
      lengths[2 * index + 1] = pair >> 4;
    }
    const table = decodingTable(lengths);
    const bits = new Bits(bytes, from + 256);
    const end = Math.min(to + chunk, size);
    while (to < end) {
      const symbol = table[bits.peek()] ?? 0;
      bits.take(lengths[symbol] ?? 0);
      if (bits.past) throw new RangeError("packed data is cut");
      if (symbol < 256) {
        out[to++] = symbol;
        continue;
      }
      const length = matchLength(bits, symbol & 15);
      const width = (symbol - 256) >> 4;
      const back = (1 << width) + bits.take(width);
      if (back > to || to + length > size) throw new RangeError("match beyond the end");
      for (let stop = to + length; to < stop; to++) out[to] = out[to - back] ?? 0;
    }
    from = bits.at;
  }
  return out;
}
