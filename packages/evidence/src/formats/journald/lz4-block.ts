/**
 * Unpacks one LZ4 block. Throws `RangeError` when the bytes are no such block or hold more than `size`.
 * Source: LZ4 block format description 1.6.
 *
 * @example lz4Block(Buffer.from([0x10, 0x61]), 1) // "a"
 */
export function lz4Block(bytes: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  let to = 0;
  let at = 0;
  const more = (length: number): number => {
    if (length < 15) return length;
    for (;;) {
      const next = bytes[at++];
      if (next === undefined) throw new RangeError("LZ4 length is cut");
      length += next;
      if (next !== 255) return length;
    }
  };
  while (at < bytes.length) {
    const token = bytes[at++] ?? 0;
    const literals = more(token >> 4);
    if (at + literals > bytes.length || to + literals > size) throw new RangeError("LZ4 literals beyond the end");
    out.set(bytes.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    if (at >= bytes.length) break;
    const back = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    at += 2;
    const length = more(token & 15) + 4;
    if (back === 0 || back > to || to + length > size) throw new RangeError("LZ4 match beyond the end");
    // Matches may overlap themselves, so bytes go one by one.
    for (let end = to + length; to < end; to++) out[to] = out[to - back] ?? 0;
  }
  return out.subarray(0, to);
}
