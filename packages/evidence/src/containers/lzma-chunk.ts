/** Unpacked bytes and how many of them there are; also the window that matches look back into. */
export interface LzmaOutput {
  readonly bytes: Uint8Array;
  at: number;
  /** Where the window begins: an LZMA2 chunk that resets it forgets what was before. */
  from: number;
}

const initial = 1024;

interface LengthModel {
  readonly choice: Uint16Array;
  readonly low: Uint16Array;
  readonly mid: Uint16Array;
  readonly high: Uint16Array;
}
const fresh = (size: number): Uint16Array => new Uint16Array(size).fill(initial);
const lengths = (): LengthModel => ({ choice: fresh(2), low: fresh(16 * 8), mid: fresh(16 * 8), high: fresh(256) });

/** Probabilities and history that go on from chunk to chunk. Source: LZMA specification (LZMA SDK, 2015). */
export class LzmaState {
  readonly lc: number;
  readonly lp: number;
  readonly pb: number;
  readonly literal: Uint16Array;
  readonly isMatch = fresh(12 * 16);
  readonly isRep = fresh(12);
  readonly isRep0 = fresh(12);
  readonly isRep1 = fresh(12);
  readonly isRep2 = fresh(12);
  readonly isRep0Long = fresh(12 * 16);
  readonly slots = fresh(4 * 64);
  readonly special = fresh(128);
  readonly align = fresh(16);
  readonly matchLength = lengths();
  readonly repLength = lengths();
  readonly reps: [number, number, number, number] = [0, 0, 0, 0];
  state = 0;

  constructor(properties: number) {
    if (properties >= 225) throw new RangeError("LZMA properties");
    this.lc = properties % 9;
    this.lp = Math.floor(properties / 9) % 5;
    this.pb = Math.floor(properties / 45);
    if (this.lc + this.lp > 4) throw new RangeError("LZMA properties");
    this.literal = fresh(0x300 << (this.lc + this.lp));
  }
}

/** Reads bits of an LZMA chunk. */
class RangeDecoder {
  readonly #bytes: Uint8Array;
  #at = 5;
  #range = 0xffff_ffff;
  #code = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    for (let i = 1; i < 5; i++) this.#code = ((this.#code << 8) | (bytes[i] ?? 0)) >>> 0;
  }

  #normalize(): void {
    if (this.#range >= 0x100_0000) return;
    const next = this.#bytes[this.#at++];
    if (next === undefined) throw new RangeError("LZMA chunk is cut");
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | next) >>> 0;
  }

  bit(model: Uint16Array, index: number): 0 | 1 {
    const probability = model[index] ?? initial;
    const bound = (this.#range >>> 11) * probability;
    const zero = this.#code < bound;
    if (zero) {
      this.#range = bound;
      model[index] = probability + ((2048 - probability) >> 5);
    } else {
      this.#range -= bound;
      this.#code -= bound;
      model[index] = probability - (probability >> 5);
    }
    this.#normalize();
    return zero ? 0 : 1;
  }

  direct(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) {
      this.#range >>>= 1;
      const one = this.#code >= this.#range;
      if (one) this.#code -= this.#range;
      value = (value << 1) | (one ? 1 : 0);
      this.#normalize();
    }
    return value;
  }

  tree(model: Uint16Array, base: number, bits: number): number {
    let index = 1;
    for (let i = 0; i < bits; i++) index = (index << 1) | this.bit(model, base + index);
    return index - (1 << bits);
  }

  reverse(model: Uint16Array, base: number, bits: number): number {
    let index = 1;
    let value = 0;
    for (let i = 0; i < bits; i++) {
      const bit = this.bit(model, base + index);
      index = (index << 1) | bit;
      value |= bit << i;
    }
    return value;
  }
}

function literal(coder: RangeDecoder, s: LzmaState, out: LzmaOutput): void {
  const previous = out.at > out.from ? (out.bytes[out.at - 1] ?? 0) : 0;
  const place = (((out.at - out.from) & ((1 << s.lp) - 1)) << s.lc) | (previous >> (8 - s.lc));
  const base = 0x300 * place;
  let symbol = 1;
  if (s.state >= 7) {
    let match = out.bytes[out.at - s.reps[0] - 1] ?? 0;
    while (symbol < 0x100) {
      const expected = (match >> 7) & 1;
      match <<= 1;
      const bit = coder.bit(s.literal, base + ((1 + expected) << 8) + symbol);
      symbol = (symbol << 1) | bit;
      if (bit !== expected) break;
    }
  }
  while (symbol < 0x100) symbol = (symbol << 1) | coder.bit(s.literal, base + symbol);
  out.bytes[out.at++] = symbol & 0xff;
  s.state = s.state < 4 ? 0 : s.state < 10 ? s.state - 3 : s.state - 6;
}

function length(coder: RangeDecoder, model: LengthModel, position: number): number {
  if (coder.bit(model.choice, 0) === 0) return 2 + coder.tree(model.low, position << 3, 3);
  if (coder.bit(model.choice, 1) === 0) return 10 + coder.tree(model.mid, position << 3, 3);
  return 18 + coder.tree(model.high, 0, 8);
}

function distance(coder: RangeDecoder, s: LzmaState, size: number): number {
  const slot = coder.tree(s.slots, Math.min(size - 2, 3) << 6, 6);
  if (slot < 4) return slot;
  const bits = (slot >> 1) - 1;
  const base = (2 | (slot & 1)) << bits;
  if (slot < 14) return base + coder.reverse(s.special, base - slot, bits);
  return (base >>> 0) + coder.direct(bits - 4) * 16 + coder.reverse(s.align, 0, 4);
}

/** The repeated distance that is meant moves to the front; 1 when the match is a single byte. */
function repeated(coder: RangeDecoder, s: LzmaState, position: number): 0 | 1 {
  const { reps, state } = s;
  if (coder.bit(s.isRep0, state) === 0) return coder.bit(s.isRep0Long, (state << 4) + position) === 0 ? 1 : 0;
  let found = reps[1];
  if (coder.bit(s.isRep1, state) === 1) {
    found = reps[2];
    if (coder.bit(s.isRep2, state) === 1) {
      found = reps[3];
      reps[3] = reps[2];
    }
    reps[2] = reps[1];
  }
  reps[1] = reps[0];
  reps[0] = found;
  return 0;
}

function match(coder: RangeDecoder, s: LzmaState, position: number): number {
  if (coder.bit(s.isRep, s.state) === 1) {
    if (repeated(coder, s, position) === 1) {
      s.state = s.state < 7 ? 9 : 11;
      return 1;
    }
    const size = length(coder, s.repLength, position);
    s.state = s.state < 7 ? 8 : 11;
    return size;
  }
  const [first, second, third] = s.reps;
  const size = length(coder, s.matchLength, position);
  const [, ...rest] = [0, first, second, third] as const;
  [s.reps[1], s.reps[2], s.reps[3]] = rest;
  s.reps[0] = distance(coder, s, size);
  s.state = s.state < 7 ? 7 : 10;
  return size;
}

/** Unpacks one LZMA chunk of `size` bytes to `out`. Throws `RangeError` when the bytes cannot be one. */
export function lzmaChunk(bytes: Uint8Array, size: number, s: LzmaState, out: LzmaOutput): void {
  const end = out.at + size;
  if (end > out.bytes.length) throw new RangeError("LZMA beyond the end");
  const coder = new RangeDecoder(bytes);
  while (out.at < end) {
    const position = (out.at - out.from) & ((1 << s.pb) - 1);
    if (coder.bit(s.isMatch, (s.state << 4) + position) === 0) {
      literal(coder, s, out);
      continue;
    }
    const count = match(coder, s, position);
    const back = s.reps[0] + 1;
    if (back > out.at - out.from || out.at + count > end) throw new RangeError("LZMA match beyond the end");
    for (let stop = out.at + count; out.at < stop; out.at++) out.bytes[out.at] = out.bytes[out.at - back] ?? 0;
  }
}
