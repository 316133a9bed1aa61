import { readSync } from "node:fs";
import type { ByteInput } from "./format.ts";

/** Random access to an open file of `size` bytes. */
export function byteInput(descriptor: number, size: number): ByteInput {
  let buffer = Buffer.allocUnsafe(1 << 16);
  return {
    size,
    read(offset, length) {
      if (buffer.length < length) buffer = Buffer.allocUnsafe(length);
      let got = 0;
      while (got < length) {
        const more = readSync(descriptor, buffer, got, length - got, offset + got);
        if (more <= 0) break;
        got += more;
      }
      return buffer.subarray(0, got);
    },
  };
}
