import type { Blobs } from "@stanch/store/blobs";
import type { FileAnswer } from "./handler.ts";

/** A stored file, opened only when it is sent. */
export function blobAnswer(
  blobs: Pick<Blobs, "read">,
  file: { readonly name: string; readonly type: string; readonly size: number; readonly sha256: string },
): FileAnswer {
  const { name, type, size, sha256 } = file;
  return {
    name,
    type,
    size,
    sha256,
    open: (range) => {
      if (range === undefined) return blobs.read(sha256);
      const { offset, length } = range;
      return blobs.read(sha256, length === undefined ? { start: offset } : { start: offset, end: offset + length });
    },
  };
}
