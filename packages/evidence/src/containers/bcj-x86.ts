/**
 * Undoes the branch filter that 7-Zip puts before packing programs for x86: absolute call targets become relative again.
 * Source: 7-Zip, C/Bra86.c (public domain); reimplemented.
 */
export async function* bcjX86(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const state = { place: 0, mask: 0, previous: -5 };
  let kept: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const block = Buffer.concat([kept, chunk]);
    const done = block.length < 5 ? 0 : convert(block, state);
    yield block.subarray(0, done);
    kept = Buffer.from(block.subarray(done));
  }
  yield kept;
}

interface BcjState {
  /** Offset of the block in the whole. */
  place: number;
  mask: number;
  /** Offset of the last call or jump. */
  previous: number;
}

const allowed = [true, true, true, false, true, false, false, false] as const;
const bits = [0, 1, 2, 2, 3, 3, 3, 3] as const;

function isEnd(byte: number | undefined): boolean {
  return byte === 0 || byte === 0xff;
}

/** Converts in place; answers how many bytes are final. */
function convert(block: Buffer, state: BcjState): number {
  const limit = block.length - 4;
  let at = 0;
  for (; at < limit; at++) {
    if (((block[at] ?? 0) & 0xfe) !== 0xe8) continue;
    const far = state.place + at - state.previous;
    state.previous = state.place + at;
    if (far > 3) state.mask = 0;
    else {
      state.mask = (state.mask << (far - 1)) & 7;
      if (state.mask !== 0) {
        const byte = block[at + 4 - (bits[state.mask] ?? 0)];
        if (allowed[state.mask] !== true || isEnd(byte)) {
          state.mask = (state.mask << 1) | 1;
          continue;
        }
      }
    }
    if (!isEnd(block[at + 4])) {
      state.mask = (state.mask << 1) | 1;
      continue;
    }
    block.writeInt32LE(relative(block.readInt32LE(at + 1), state.place + at + 5, state.mask), at + 1);
    at += 4;
    state.mask = 0;
  }
  state.place += at;
  return at;
}

function relative(source: number, from: number, mask: number): number {
  let value = source;
  for (;;) {
    const target = (value - from) | 0;
    const index = (bits[mask] ?? 0) * 8;
    if (mask === 0 || !isEnd((target >>> (24 - index)) & 0xff)) return signed(target);
    value = target ^ ((2 ** (32 - index) - 1) | 0);
  }
}

/** The top byte repeats the sign of bit 24. */
function signed(target: number): number {
  return (target & 0x0100_0000) === 0 ? target & 0x01ff_ffff : target | 0xfe00_0000 | 0;
}
