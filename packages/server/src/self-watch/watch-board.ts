import { type WatchedLoop, watchedLoops } from "@stanch/desk/desk-beats";

/*
 * When each watched loop, the watcher and the main thread last gave a sign: milliseconds since 1970 in shared memory, so that neither
 * thread has to wait for the other to know.
 */

const names = [...watchedLoops, "watcher"] as const;
export type BoardName = WatchedLoop | "watcher";

export interface WatchBoard {
  readonly memory: SharedArrayBuffer;
  readonly beat: (name: BoardName, now: number) => void;
  /** How long ago the last sign was, in milliseconds. */
  readonly age: (name: BoardName, now: number) => number;
}

/** A board in new or given memory. New: everything gives a sign now. */
export function watchBoard(now: number, given?: SharedArrayBuffer): WatchBoard {
  const memory = given ?? new SharedArrayBuffer(names.length * BigInt64Array.BYTES_PER_ELEMENT);
  const times = new BigInt64Array(memory);
  if (given === undefined) for (const at of names.keys()) Atomics.store(times, at, BigInt(now));
  return {
    memory,
    beat: (name, at) => void Atomics.store(times, names.indexOf(name), BigInt(Math.floor(at))),
    age: (name, at) => at - Number(Atomics.load(times, names.indexOf(name))),
  };
}

/** A loop is late when it gave no sign for so long: its pause of at most 5 s, a turn, and 30 s. */
export const LATE_MS = 35_000;

/**
 * The watched loops that are late.
 *
 * @example lateLoops(board, Date.now(), LATE_MS) // ["escalations"]
 */
export function lateLoops(board: Pick<WatchBoard, "age">, now: number, lateMs: number): WatchedLoop[] {
  return watchedLoops.filter((name) => board.age(name, now) > lateMs);
}
