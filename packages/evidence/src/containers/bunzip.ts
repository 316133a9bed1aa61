import Bunzip from "seek-bzip";

/** Unpacks bzip2 in memory, since the library wants all input at hand; stops after `limit` bytes. */
export async function* bunzipChunks(bytes: AsyncIterable<Uint8Array>, limit: number): AsyncIterable<Uint8Array> {
  const packed: Uint8Array[] = [];
  for await (const chunk of bytes) packed.push(Uint8Array.from(chunk));
  const input = Buffer.concat(packed);
  let at = 0;
  const pieces: Buffer[] = [];
  let piece = Buffer.allocUnsafe(1 << 20);
  let filled = 0;
  const writeByte = (byte: number): void => {
    piece[filled++] = byte;
    if (filled < piece.length) return;
    if ((pieces.length + 1) * piece.length > limit) throw new RangeError("bzip2 beyond its size");
    pieces.push(piece);
    piece = Buffer.allocUnsafe(1 << 20);
    filled = 0;
  };
  const source = {
    readByte: (): number => input[at++] ?? -1,
    eof: (): boolean => at >= input.length,
    read(buffer: Uint8Array, offset: number, length: number): number {
      const got = Math.min(length, input.length - at);
      input.copy(buffer, offset, at, at + got);
      at += got;
      return got === 0 ? -1 : got;
    },
  };
  let failed: unknown;
  try {
    Bunzip.decode(source, { writeByte, flush: () => {} }, true);
  } catch (error) {
    failed = error;
  }
  yield* pieces;
  yield piece.subarray(0, filled);
  if (failed !== undefined) throw failed;
}
