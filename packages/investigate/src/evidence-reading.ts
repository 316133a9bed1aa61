import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { newestTime, planRead } from "@stanch/evidence/plan";
import type { ReadPlan } from "@stanch/evidence/read-plan";
import type { SourceFile } from "@stanch/evidence/source-file";
import type { EventSource } from "@stanch/model/log-event";
import type { RuleCache } from "@stanch/sigma/rule-cache";
import type { InvestigationProgress } from "@stanch/model/handling";
import type { ChunkResult, ChunkTask } from "./chunk-work.ts";
import type { ChunkSetup } from "./chunk-worker.ts";
import { type Correlated, correlate } from "./correlation-run.ts";
import { FindingBook } from "./finding-book.ts";
import { ProgressState } from "./progress-state.ts";
import { makeRuling, type RuleText, type Ruling } from "./ruling.ts";
import { eventSource, listSources } from "./source-list.ts";
import { WorkerPool } from "./worker-pool.ts";

export interface ReadingOptions {
  readonly paths: readonly string[];
  readonly rules: readonly RuleText[];
  /** Where parsed rules are kept from one run to the next; they are parsed each time when left out. */
  readonly ruleCache?: RuleCache | undefined;
  /** Folder for parts and unpacked copies; the caller removes it afterwards. */
  readonly scratch: string;
  /** For records that name no zone; default UTC. */
  readonly zone?: string | undefined;
  /** Epoch milliseconds no yearless date may pass; default: the newest file time. */
  readonly now?: number | undefined;
  /** Threads; default: one for each processor, at most 16. The result does not depend on it. */
  readonly workers?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((state: InvestigationProgress) => void) | undefined;
}

/** Evidence read, judged and correlated: everything but the conclusions. */
export interface Reading {
  readonly files: readonly SourceFile[];
  readonly sources: readonly EventSource[];
  readonly plans: readonly (readonly ReadPlan[])[];
  readonly ruling: Ruling;
  readonly book: FindingBook;
  readonly correlated: Correlated;
  readonly progress: ProgressState;
}

/** Reads evidence on a pool of threads and correlates. Same input, same result, for every number of threads. */
export async function readEvidence(options: ReadingOptions): Promise<Reading> {
  const ruling = makeRuling(options.rules, options.ruleCache);
  const progress = new ProgressState(options.progress);
  progress.phase("open");
  const files = await listSources(options.paths, {
    scratch: join(options.scratch, "unpacked"),
    signal: options.signal,
    onSource: ({ path }) => progress.opening(path),
  });
  progress.phase("plan");
  const plans = planAll(files, options);
  progress.phase(
    "read",
    plans.flat().reduce((sum, plan) => sum + plan.to - plan.from, 0),
  );
  const sources = files.map(eventSource);
  const book = new FindingBook(files.length);
  await readAll(tasksOf(plans, sources), { ...options, documents: ruling.documents }, ({ plan }, result) => {
    book.add(result);
    progress.read(plan.path, plan.to - plan.from, book);
  });
  options.signal?.throwIfAborted();
  progress.phase("correlate");
  const correlated = correlate({ ruling, chunks: book.signals, sources, plans });
  return { files, sources, plans, ruling, book, correlated, progress };
}

function planAll(files: readonly SourceFile[], { zone, now, signal }: ReadingOptions): ReadPlan[][] {
  const bound = now ?? newestTime(files, Date.now());
  return files.map((source) => {
    signal?.throwIfAborted();
    return planRead(source, {
      ...(zone === undefined ? {} : { zone }),
      ...(bound === undefined ? {} : { now: bound }),
      sources: files,
    });
  });
}

function tasksOf(plans: readonly (readonly ReadPlan[])[], sources: readonly EventSource[]): ChunkTask[] {
  return plans.flatMap((parts, source) =>
    parts.map((plan) => ({ plan, source, key: sources[source]?.key ?? "", name: `${source}-${plan.part}` })),
  );
}

/** Runs the tasks on threads and hands results over in the order of the tasks. */
async function readAll(
  tasks: readonly ChunkTask[],
  options: ReadingOptions & Pick<Ruling, "documents">,
  take: (task: ChunkTask, result: ChunkResult) => void,
): Promise<void> {
  const folder = join(options.scratch, "parts");
  mkdirSync(folder, { recursive: true });
  const size = Math.max(1, Math.min(options.workers ?? Math.min(availableParallelism(), 16), tasks.length));
  const script = new URL(import.meta.url.endsWith(".ts") ? "./chunk-worker.ts" : "./chunk-worker.js", import.meta.url);
  const setup: ChunkSetup = { documents: options.documents, folder };
  await using pool = new WorkerPool<ChunkTask, ChunkResult>(script, setup, size);
  const stop = (): void => void pool[Symbol.asyncDispose]();
  options.signal?.addEventListener("abort", stop, { once: true });
  try {
    const running = tasks.map((task) => pool.run(task));
    // A later failure must not go unhandled while an earlier task is awaited.
    for (const one of running) one.catch(() => undefined);
    for (const [at, task] of tasks.entries()) {
      const result = await running[at];
      options.signal?.throwIfAborted();
      if (result !== undefined) take(task, result);
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  } finally {
    options.signal?.removeEventListener("abort", stop);
  }
}
