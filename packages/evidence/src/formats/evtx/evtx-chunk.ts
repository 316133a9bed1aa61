/** One 64 KiB chunk in memory while its records are read. */
export interface EvtxChunk {
  readonly bytes: Buffer;
  readonly view: DataView;
  /** Offset of the chunk in the source file. */
  readonly base: number;
  /** Bytes present: 65,536 but for a truncated file. */
  readonly size: number;
  /** Names already decoded, by chunk offset. */
  readonly names: Map<number, string>;
}

export const chunkSize = 65_536;
export const chunkHeaderSize = 512;

/**
 * Wraps the bytes of a chunk; they must stay valid until the chunk is done with.
 *
 * @example const chunk = evtxChunk(input.read(4096, chunkSize), 4096);
 */
export function evtxChunk(bytes: Uint8Array, base: number): EvtxChunk {
  return {
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    base,
    size: bytes.byteLength,
    names: new Map(),
  };
}
