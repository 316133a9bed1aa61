import { Worker } from "node:worker_threads";

/** A task's answer, or why the worker could not give one. */
type Reply<Result> = { readonly id: number; readonly result: Result } | { readonly id: number; readonly error: string };

interface Waiting<Task, Result> {
  readonly id: number;
  readonly task: Task;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Warm threads that each do one task at a time. The worker script answers `{id, task}` by `{id, result}` or `{id, error}`.
 * A thread that dies rejects only its own task and is replaced.
 *
 * @example
 * await using pool = new WorkerPool<Task, Result>(new URL("./chunk-worker.ts", import.meta.url), setup, 2);
 * const result = await pool.run(task);
 */
export class WorkerPool<Task, Result> implements AsyncDisposable {
  readonly #script: URL;
  readonly #setup: unknown;
  readonly #threads = new Set<Worker>();
  readonly #idle: Worker[] = [];
  readonly #queue: Waiting<Task, Result>[] = [];
  #next = 0;
  #closed = false;

  constructor(script: URL, setup: unknown, size: number) {
    this.#script = script;
    this.#setup = setup;
    this.grow(size);
  }

  /** Starts threads until there are so many; those there are stay. */
  grow(size: number): void {
    while (!this.#closed && this.#threads.size < size) this.#start();
    this.#feed();
  }

  run(task: Task): Promise<Result> {
    if (this.#closed) return Promise.reject(new Error("the pool is closed"));
    return new Promise((resolve, reject) => {
      this.#queue.push({ id: this.#next++, task, resolve, reject });
      this.#feed();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    for (const waiting of this.#queue.splice(0)) waiting.reject(new Error("the pool is closed"));
    await Promise.all([...this.#threads].map((thread) => thread.terminate()));
  }

  #start(): void {
    const thread = new Worker(this.#script, { workerData: this.#setup });
    this.#threads.add(thread);
    this.#idle.push(thread);
  }

  #feed(): void {
    while (this.#idle.length > 0 && this.#queue.length > 0) {
      const thread = this.#idle.shift();
      const waiting = this.#queue.shift();
      if (thread !== undefined && waiting !== undefined) this.#give(thread, waiting);
    }
  }

  #give(thread: Worker, waiting: Waiting<Task, Result>): void {
    const done = (): void => {
      thread.off("message", onMessage);
      thread.off("error", onDeath);
      thread.off("exit", onExit);
    };
    const onMessage = (reply: Reply<Result>): void => {
      done();
      this.#idle.push(thread);
      if ("result" in reply) waiting.resolve(reply.result);
      else waiting.reject(new Error(reply.error));
      this.#feed();
    };
    const onDeath = (error: Error): void => {
      done();
      this.#threads.delete(thread);
      if (!this.#closed) this.#start();
      waiting.reject(error);
      this.#feed();
    };
    const onExit = (code: number): void => onDeath(new Error(`a worker ended with code ${code}`));
    thread.on("message", onMessage);
    thread.on("error", onDeath);
    thread.on("exit", onExit);
    thread.postMessage({ id: waiting.id, task: waiting.task });
  }
}
