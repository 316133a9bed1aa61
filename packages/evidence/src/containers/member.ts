import { createHash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Failure } from "../failure.ts";
import type { Limits } from "../source-file.ts";

/** One file taken out of a container, lying in the scratch folder. */
export interface Member {
  readonly name: string;
  readonly file: string;
  readonly size: number;
  readonly sha256: string;
  readonly mtime?: number | undefined;
  readonly failure?: Failure | undefined;
}

/** Passed when unpacking goes beyond a limit. */
export class BombError extends Error {
  override readonly name = "BombError";
}

/** Passed when the disk is about to be full. */
export class SpaceError extends Error {
  override readonly name = "SpaceError";
}

/** What all containers of one run share: where to write, how much is left. */
export interface Unpacking {
  readonly scratch: string;
  readonly limits: Limits;
  /** Bytes unpacked so far, all containers together. */
  total: number;
  /** Bytes that the disk of the scratch folder has left. */
  readonly free: () => number;
  /** What `free` told last, less what was written since. */
  room: number;
  /** Files written so far; names in the scratch folder are numbers, never names from evidence. */
  files: number;
  readonly signal: AbortSignal | undefined;
}

export interface MemberWriter {
  readonly file: string;
  write(chunk: Uint8Array): void;
  /** Closes the file and tells its size and hash. */
  close(): { readonly size: number; readonly sha256: string };
}

const ratioFrom = 64 * 2 ** 20;
/** Left to everything else on the disk: events, the answer, the system itself. */
const reserve = 512 * 2 ** 20;
const mebibytes = (bytes: number): string => `${Math.max(0, Math.floor(bytes / 2 ** 20))} MiB`;

/**
 * Makes sure that the disk has room for so many bytes more. It is asked again when an archive begins and when the answer is used up.
 *
 * @throws SpaceError
 */
export function needRoom(unpacking: Unpacking, bytes: number): void {
  const room = unpacking.free() - reserve;
  if (bytes > room) throw new SpaceError(`${mebibytes(room + reserve)} free`);
  // Others write on the same disk: ask again after a part of it.
  unpacking.room = Math.max(bytes, Math.min(room, 256 * 2 ** 20));
}

/**
 * Writes one member to the scratch folder under a number.
 *
 * @param packed Bytes it was made from; the ratio limit is judged against it.
 * @throws BombError from `write` when a limit is passed: what was written stays.
 */
export function memberWriter(unpacking: Unpacking, packed: number): MemberWriter {
  const file = join(unpacking.scratch, `m${unpacking.files++}`);
  const descriptor = openSync(file, "wx", 0o600);
  const hash = createHash("sha256");
  let size = 0;
  return {
    file,
    write(chunk) {
      unpacking.signal?.throwIfAborted();
      size += chunk.length;
      unpacking.total += chunk.length;
      if (unpacking.total > unpacking.limits.total) throw new BombError(`more than ${unpacking.limits.total} bytes`);
      if (chunk.length > unpacking.room) needRoom(unpacking, chunk.length);
      unpacking.room -= chunk.length;
      if (size > ratioFrom && size > packed * unpacking.limits.ratio) {
        throw new BombError(`more than ${unpacking.limits.ratio}:1`);
      }
      hash.update(chunk);
      for (let at = 0; at < chunk.length;) at += writeSync(descriptor, chunk, at);
    },
    close() {
      closeSync(descriptor);
      return { size, sha256: hash.digest("hex") };
    },
  };
}
