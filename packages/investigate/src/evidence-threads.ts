import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { EventSource, LogEvent } from "@stanch/model/log-event";
import type { ChunkResult, ChunkTask } from "./chunk-work.ts";
import type { ChunkSetup, LotTask } from "./chunk-worker.ts";
import { joinLots, type LotResult, runLot } from "./correlation-lot.ts";
import { readHere, type RowFetcher, type RowTask } from "./event-fetch.ts";
import type { Ruling } from "./ruling.ts";
import type { ChunkSignals, SignalPlaces } from "./signal-places.ts";
import { WorkerPool } from "./worker-pool.ts";

export interface ThreadOptions {
  /** Folder in which threads leave their parts; made when absent. */
  readonly folder: string;
  readonly ruling: Ruling;
  /** Default: one for each processor, at most 16. */
  readonly workers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

type Task = ChunkTask | LotTask | RowTask;
type Result = ChunkResult | LotResult | LogEvent[];

/** What one lot holds is let go before the next one begins. */
const LOTS_OF_A_THREAD = 3;
/** Fewer rows are read back on this thread. */
const FEW_ROWS = 4000;

/** The threads of one investigation: they read, and share out the correlations of what they read. */
export class EvidenceThreads implements AsyncDisposable {
  readonly #pool: WorkerPool<Task, Result>;
  readonly #ruling: Ruling;
  readonly #folder: string;
  readonly #most: number;
  #size = 1;
  readonly #signal: AbortSignal | undefined;
  readonly #stop = (): void => void this.#pool[Symbol.asyncDispose]();

  /** Starts one thread: it takes as long to get ready as the evidence to be looked through. */
  constructor({ folder, ruling, workers, signal }: ThreadOptions) {
    mkdirSync(folder, { recursive: true });
    this.#ruling = ruling;
    this.#folder = folder;
    this.#most = Math.max(1, workers ?? Math.min(availableParallelism(), 16));
    const own = import.meta.url.endsWith(".ts") ? "./chunk-worker.ts" : "./chunk-worker.js";
    const setup: ChunkSetup = { documents: ruling.documents, placeholders: ruling.placeholders, folder };
    this.#pool = new WorkerPool(new URL(own, import.meta.url), setup, this.#size);
    this.#signal = signal;
    signal?.addEventListener("abort", this.#stop, { once: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#signal?.removeEventListener("abort", this.#stop);
    await this.#pool[Symbol.asyncDispose]();
  }

  /** Starts as many threads as can share so many ranges. */
  expect(tasks: number): void {
    this.#size = Math.max(this.#size, Math.min(this.#most, tasks));
    this.#pool.grow(this.#size);
  }

  /** Runs the tasks and hands results over in the order of the tasks. */
  async read(tasks: readonly ChunkTask[], take: (task: ChunkTask, result: ChunkResult) => void): Promise<void> {
    this.expect(tasks.length);
    const running = this.#start(tasks);
    for (const [at, task] of tasks.entries()) {
      const result = await this.#heeding(running[at]);
      if (result !== undefined && "report" in result) take(task, result);
    }
  }

  /** What all correlations found, whoever found it. */
  async correlate(
    chunks: readonly ChunkSignals[],
    places: SignalPlaces,
    sources: readonly EventSource[],
    shareFrom: number,
  ): Promise<LotResult> {
    const weights = new Map<number, number>();
    for (const { signals } of chunks)
      for (const { rule, rows } of signals.matches) weights.set(rule, (weights.get(rule) ?? 0) + rows.length);
    const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
    if (this.#size === 1 || total < shareFrom)
      return runLot({ ruling: this.#ruling, chunks, places, sources, folder: this.#folder });
    const lots = this.#ruling.set.correlationLots(LOTS_OF_A_THREAD * this.#size, (rule) => weights.get(rule) ?? 0);
    const given = chunks.map(({ source, signals }) => ({ source, signals }));
    const found: LotResult[] = [];
    for (const running of this.#start(lots.map((lot) => ({ chunks: given, table: places.table, sources, lot })))) {
      const result = await this.#heeding(running);
      if (result !== undefined && "told" in result) found.push(result);
    }
    return joinLots(found);
  }

  /** Reads rows back; few are read before another thread has been asked. */
  readonly fetch: RowFetcher = async (tasks) => {
    const rows = tasks.reduce((sum, task) => sum + task.rows.length, 0);
    if (this.#size === 1 || rows < FEW_ROWS) return await readHere(tasks);
    const events: LogEvent[][] = [];
    for (const running of this.#start(tasks)) {
      const read = await this.#heeding(running);
      events.push(Array.isArray(read) ? read : []);
    }
    return events;
  };

  #start(tasks: readonly Task[]): Promise<Result>[] {
    const running = tasks.map((task) => this.#pool.run(task));
    // A later failure must not go unhandled while an earlier task is awaited.
    for (const one of running) one.catch(() => undefined);
    return running;
  }

  async #heeding(running: Promise<Result> | undefined): Promise<Result | undefined> {
    try {
      const result = await running;
      this.#signal?.throwIfAborted();
      return result;
    } catch (error) {
      this.#signal?.throwIfAborted();
      throw error;
    }
  }
}
