import type { QueryExecutorProvider } from "kysely";

export type JobState = "waiting" | "running" | "done" | "failed" | "cancelled";

/** JSON, as `JSON.parse` gives it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** How far a job is: shown as it is; `done` and `total` in whatever `unit` says. */
export interface JobProgress {
  readonly done: number;
  readonly total?: number;
  readonly unit?: "bytes" | "items";
  /** A key of the catalogue or a file name: data, never markup. */
  readonly step?: string;
  readonly detail?: Json;
}

export interface JobFailure {
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
}

export interface Job {
  readonly id: string;
  readonly kind: string;
  /** The customer it belongs to: row-level security hides it from others. */
  readonly tenant: string | null;
  /** What it is about (an incident, an evidence item): to find it again. */
  readonly subject: string | null;
  readonly payload: Json;
  readonly state: JobState;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly progress: JobProgress | null;
  readonly result: Json;
  readonly failure: JobFailure | null;
  /** Somebody wants it stopped; the worker sees it at its next heartbeat. */
  readonly cancelRequested: boolean;
  readonly createdAt: string;
  readonly runAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

export interface JobSpec {
  readonly kind: string;
  readonly payload: Json;
  readonly tenant?: string | null;
  readonly subject?: string;
  /** Default 3. */
  readonly maxAttempts?: number;
  /** RFC 3339; default now. */
  readonly runAt?: string;
  /** While a job of this kind with this key waits or runs, another is not made: its id is given instead. */
  readonly key?: string;
}

/** A job in hand. The lease token says that it is still ours. */
export interface LeasedJob extends Job {
  readonly lease: string;
}

/**
 * A queue in the records: `FOR UPDATE SKIP LOCKED`, leases, heartbeats, retries with back-off. A job whose worker died is run
 * again when its lease ends; no two workers ever hold the same job.
 */
export interface Jobs {
  /** Adds a job on its own. To add it together with other rows, use `enqueueJob(tx, spec)`. */
  enqueue(spec: JobSpec): Promise<string>;
  /** Takes the job that waits longest of these kinds; undefined when there is none. */
  claim(kinds: readonly string[], worker: string, leaseMs: number): Promise<LeasedJob | undefined>;
  /** Keeps the lease and stores progress. `lost`: another worker has it, stop at once. `cancel`: stop and call `cancelled`. */
  heartbeat(job: LeasedJob, leaseMs: number, progress?: JobProgress): Promise<"go on" | "cancel" | "lost">;
  /** False when the lease was lost: the result is then not stored. */
  finish(job: LeasedJob, result: Json): Promise<boolean>;
  /** Waits for another attempt (back-off) while attempts remain and `retry` is not false; otherwise the job has failed. */
  fail(job: LeasedJob, failure: JobFailure, options?: { readonly retry?: boolean }): Promise<boolean>;
  /** The worker's answer to `cancel`. */
  cancelled(job: LeasedJob): Promise<boolean>;
  /** Asks for a stop; a waiting job is cancelled at once. */
  cancel(id: string): Promise<Job | undefined>;
  /** Starts a failed or cancelled job over, with fresh attempts. */
  retry(id: string): Promise<Job | undefined>;
  get(id: string): Promise<Job | undefined>;
  /** Newest first. */
  list(filter: {
    readonly subject?: string;
    readonly kind?: string;
    readonly state?: JobState;
  }): Promise<readonly Job[]>;
}

/** Anything Kysely can execute on: a `Kysely`, a `Transaction`. */
export type Executor = QueryExecutorProvider;
