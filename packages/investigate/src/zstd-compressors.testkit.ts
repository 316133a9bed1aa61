import { zstdDecompressSync } from "node:zlib";

/** Lets hyparquet read our files in tests. */
export const compressors = { ZSTD: (input: Uint8Array): Uint8Array => zstdDecompressSync(input) };
