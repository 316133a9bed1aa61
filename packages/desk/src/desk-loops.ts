import { type BackgroundLoop, backgroundLoop } from "./background-loop.ts";
import type { Desk } from "./desk.ts";
import type { Beat, WatchedLoop } from "./desk-beats.ts";

/** What the desk does by itself, again and again. */
export interface DeskLoops {
  readonly wakeSenders: () => void;
  readonly wakeWorker: () => void;
  readonly start: () => void;
  readonly close: () => Promise<void>;
}

const SECOND = 1000;
/** What waits for a silent provider holds up nobody else's page. */
const SENDERS = 3;

/** One loop for each kind of work, so that what is slow holds up nothing else. */
export function deskLoops(parts: {
  readonly turns: Desk["turns"];
  readonly closing: AbortSignal;
  readonly failed: (error: unknown) => void;
  readonly beat?: Beat;
}): DeskLoops {
  const { turns, closing, failed } = parts;
  const every = (seconds: number, turn: () => Promise<void>): BackgroundLoop =>
    backgroundLoop({ everyMs: seconds * SECOND, failed, turn });
  const watched = (seconds: number, loop: WatchedLoop, turn: () => Promise<void>): BackgroundLoop =>
    every(seconds, () => turn().then(() => parts.beat?.(loop)));
  const send = async (): Promise<void> => {
    while ((await turns.notices()) > 0) if (closing.aborted) return;
  };
  const investigate = async (): Promise<void> => {
    while (await turns.investigation()) if (closing.aborted) return;
  };
  const senders = Array.from({ length: SENDERS }, () => every(1, send));
  const worker = every(1, investigate);
  const chains = (["escalations", "contacts", "dispatches"] as const).map((one) => watched(1, one, turns[one]));
  const test = every(60, turns.test);
  const clocks = [watched(5, "clocks", turns.clocks), watched(5, "legal", turns.legal)];
  const slow = [every(15, turns.mail), every(30, turns.sweep), every(10, turns.recurrences)];
  const loops = [...senders, worker, test, ...chains, ...clocks, ...slow];
  return {
    wakeSenders: () => {
      for (const one of senders) one.wake();
    },
    wakeWorker: worker.wake,
    start: () => {
      for (const one of loops) one.start();
    },
    close: async () => {
      await Promise.all(loops.map((one) => one.close()));
    },
  };
}
