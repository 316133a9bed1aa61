import { Worker } from "node:worker_threads";
import type { Beat, WatchedLoop } from "@stanch/desk/desk-beats";
import type { SelfWatchContacts } from "@stanch/desk/self-watch-contacts";
import type { WatcherSetup } from "./self-watch-worker.ts";
import { LATE_MS, lateLoops, watchBoard } from "./watch-board.ts";

/** How the desk's own work stands; empty lists are good. */
export interface WatchState {
  readonly late: readonly WatchedLoop[];
  /** The watcher itself gives signs. */
  readonly watched: boolean;
  /** The watcher has somebody to tell and a server to do it by. */
  readonly reachable: boolean;
  /** Seconds since the last sign, by loop. */
  readonly ages: Readonly<Record<WatchedLoop, number>>;
}

const script = new URL(
  import.meta.url.endsWith(".ts") ? "./self-watch-worker.ts" : "./self-watch-worker.js",
  import.meta.url,
);
const WATCHER_MS = 60_000;
const AGAIN_MS = 1000;
const CONTACTS_MS = 15_000;

/**
 * Watches the loops of the desk from another thread. A watcher that ends is started again and complained about: no setting and no fault
 * switches it off unseen.
 */
export class SelfWatch {
  readonly #board = watchBoard(Date.now());
  readonly #failed: (error: unknown) => void;
  readonly #lateMs: number;
  readonly #timers = new Set<NodeJS.Timeout>();
  #open = true;
  #thread: Worker | undefined;
  #contacts: SelfWatchContacts | undefined;

  constructor(failed: (error: unknown) => void, lateMs: number = LATE_MS) {
    this.#failed = failed;
    this.#lateMs = lateMs;
  }

  readonly beat: Beat = (loop) => this.#board.beat(loop, Date.now());

  readonly state = (): WatchState => {
    const now = Date.now();
    const seconds = (name: WatchedLoop): number => Math.max(0, this.#board.age(name, now) / 1000);
    const known = this.#contacts;
    return {
      late: lateLoops(this.#board, now, this.#lateMs),
      watched: this.#thread !== undefined && this.#board.age("watcher", now) < WATCHER_MS,
      reachable: known !== undefined && known.to.length > 0 && known.servers.length > 0,
      ages: {
        escalations: seconds("escalations"),
        contacts: seconds("contacts"),
        dispatches: seconds("dispatches"),
        clocks: seconds("clocks"),
        legal: seconds("legal"),
      },
    };
  };

  /** Begins to watch. `contacts` is asked again and again, while the desk still answers. */
  start(contacts: () => Promise<SelfWatchContacts>): void {
    this.#watch();
    this.#refresh(contacts);
  }

  async close(): Promise<void> {
    this.#open = false;
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#thread?.terminate();
  }

  #later(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer.unref());
  }

  #watch(): void {
    if (!this.#open) return;
    const workerData: WatcherSetup = { memory: this.#board.memory, lateMs: this.#lateMs };
    const thread = new Worker(script, { workerData });
    this.#thread = thread;
    thread.unref();
    if (this.#contacts !== undefined) thread.postMessage(this.#contacts);
    thread.once("error", this.#failed);
    thread.once("exit", (code) => {
      if (!this.#open) return;
      this.#failed(new Error(`the self-watch ended with ${code} and is started again`));
      this.#later(AGAIN_MS, () => this.#watch());
    });
  }

  #refresh(contacts: () => Promise<SelfWatchContacts>): void {
    if (!this.#open) return;
    contacts()
      .then((fresh) => {
        this.#contacts = fresh;
        this.#thread?.postMessage(fresh);
      })
      .catch(this.#failed)
      .finally(() => this.#later(CONTACTS_MS, () => this.#refresh(contacts)));
  }
}
