import { type LzmaOutput, lzmaChunk, LzmaState } from "../../containers/lzma-chunk.ts";

/** One LZMA2 chunk after another, until the end mark; returns the place behind it. Source: XZ file format 1.2.1, 5.3.1. */
function lzma2(bytes: Uint8Array, start: number, out: LzmaOutput): number {
  let state: LzmaState | undefined;
  let properties = -1;
  for (let at = start; at < bytes.length;) {
    const control = bytes[at++] ?? 0;
    if (control === 0) return at;
    const plain = control < 0x80;
    const size = plain
      ? (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)) + 1
      : (((control & 0x1f) << 16) | ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)) + 1;
    at += 2;
    if (control === 1 || control >= 0xe0) out.from = out.at;
    if (plain) {
      if (control > 2 || at + size > bytes.length || out.at + size > out.bytes.length)
        throw new RangeError("LZMA2 chunk");
      out.bytes.set(bytes.subarray(at, at + size), out.at);
      out.at += size;
      at += size;
      continue;
    }
    const packed = (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)) + 1;
    at += 2;
    if (control >= 0xc0) properties = bytes[at++] ?? 255;
    if (control >= 0xa0 || state === undefined) state = new LzmaState(properties < 0 ? 255 : properties);
    if (at + packed > bytes.length) throw new RangeError("LZMA2 chunk is cut");
    lzmaChunk(bytes.subarray(at, at + packed), size, state, out);
    at += packed;
  }
  throw new RangeError("LZMA2 has no end");
}

/**
 * Unpacks the first block of an `.xz` stream, which is all that journals write; at most `limit` bytes. Checksums are not
 * looked at. Throws `RangeError` when the bytes are no such stream.
 */
export function xzBlock(bytes: Uint8Array, limit: number): Uint8Array {
  const magic = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
  if (!magic.every((byte, index) => bytes[index] === byte)) throw new RangeError("no XZ stream");
  const header = ((bytes[12] ?? 0) + 1) * 4;
  // Flags count the filters and say whether sizes follow; one filter, LZMA2 (0x21), is all there is.
  let at = 14;
  const flags = bytes[13] ?? 0;
  if ((flags & 3) !== 0) throw new RangeError("XZ filters");
  for (let sizes = (flags >> 6) & 1; sizes > 0; sizes--) while (((bytes[at++] ?? 0) & 0x80) !== 0);
  for (let sizes = flags >> 7; sizes > 0; sizes--) while (((bytes[at++] ?? 0) & 0x80) !== 0);
  if (bytes[at] !== 0x21) throw new RangeError("XZ filter");
  const most = Math.min(limit, Math.max(1 << 16, bytes.length * 8192));
  for (let size = Math.min(most, Math.max(1 << 16, bytes.length * 16)); ; size = Math.min(most, size * 8)) {
    const out: LzmaOutput = { bytes: new Uint8Array(size), at: 0, from: 0 };
    try {
      lzma2(bytes, 12 + header, out);
      return out.bytes.subarray(0, out.at);
    } catch (error) {
      // The stream does not say how long it is: a larger place may be enough.
      if (!(error instanceof RangeError) || size >= most || out.at + (1 << 21) < size) throw error;
    }
  }
}
