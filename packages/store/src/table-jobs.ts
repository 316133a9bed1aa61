import { type Kysely, sql, type Transaction } from "kysely";
import type { Executor, Job, JobFailure, JobProgress, Jobs, JobSpec, JobState, Json, LeasedJob } from "./jobs.ts";
import type { Records, Scope } from "./records.ts";
import { withScope } from "./with-scope.ts";

interface JobRow {
  readonly id: string;
  readonly kind: string;
  readonly tenant: string | null;
  readonly subject: string | null;
  readonly payload: Json;
  readonly state: JobState;
  readonly attempt: number;
  readonly max_attempts: number;
  readonly progress: JobProgress | null;
  readonly result: Json;
  readonly failure: JobFailure | null;
  readonly cancel_requested: boolean;
  readonly created_at: string;
  readonly run_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly lease: string | null;
}

function toJob(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    tenant: row.tenant,
    subject: row.subject,
    payload: row.payload,
    state: row.state,
    attempt: row.attempt,
    maxAttempts: row.max_attempts,
    progress: row.progress,
    result: row.result,
    failure: row.failure,
    cancelRequested: row.cancel_requested,
    createdAt: row.created_at,
    runAt: row.run_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

/** First wait before another attempt; doubles with each, up to {@link LONGEST_WAIT_S}. */
const FIRST_WAIT_S = 2;
const LONGEST_WAIT_S = 300;

/**
 * Adds a job together with other rows: it exists exactly when they do.
 *
 * @returns the id of the job, or of the one that already waits or runs with the same `key`
 * @example await withScope(records, scope, async (tx) => { await repo.save(tx, row); await enqueueJob(tx, { kind: "mail", payload }); });
 */
export async function enqueueJob(tx: Executor, spec: JobSpec): Promise<string> {
  const key = spec.key ?? null;
  // The job that stood in the way may end between the two statements.
  for (let round = 0; round < 5; round++) {
    const made = await sql<{
      id: string;
    }>`insert into stanch_job (kind, tenant, subject, payload, max_attempts, run_at, dedupe)
      values (${spec.kind}, ${spec.tenant ?? null}, ${spec.subject ?? null}, ${JSON.stringify(spec.payload)}::jsonb,
        ${spec.maxAttempts ?? 3}, coalesce(${spec.runAt ?? null}::timestamptz, now()), ${key})
      on conflict (kind, dedupe) where dedupe is not null and state in ('waiting', 'running') do nothing
      returning id`.execute(tx);
    const standing =
      made.rows[0] ??
      (
        await sql<{ id: string }>`select id from stanch_job
          where kind = ${spec.kind} and dedupe = ${key} and state in ('waiting', 'running')`.execute(tx)
      ).rows[0];
    if (standing !== undefined) return standing.id;
  }
  throw new TypeError(`the key ${String(key)} of a job changes hands all the time`);
}

type Tx = Transaction<unknown> | Kysely<unknown>;

async function first(tx: Tx, query: ReturnType<typeof sql<JobRow>>): Promise<JobRow | undefined> {
  return (await query.execute(tx)).rows[0];
}

/** A job whose worker died in its last attempt has failed; the others simply wait again. */
async function buryLost(tx: Tx): Promise<void> {
  await sql`update stanch_job set state = case when cancel_requested then 'cancelled' else 'failed' end, lease = null,
      lease_until = null, finished_at = now(), failure = case when cancel_requested then null
      else '{"code":"E_JOB_LOST","params":{}}'::jsonb end
    where state = 'running' and lease_until < now() and (attempt >= max_attempts or cancel_requested)`.execute(tx);
}

async function claimNext(
  tx: Tx,
  kinds: readonly string[],
  worker: string,
  leaseMs: number,
): Promise<JobRow | undefined> {
  await buryLost(tx);
  return first(
    tx,
    sql<JobRow>`update stanch_job set state = 'running', attempt = attempt + 1, worker = ${worker},
        lease = gen_random_uuid(), lease_until = now() + ${leaseMs} * interval '1 millisecond',
        started_at = coalesce(started_at, now()), failure = null
      where id = (select id from stanch_job
        where kind = any(${[...kinds]}::text[]) and not cancel_requested
          and ((state = 'waiting' and run_at <= now()) or (state = 'running' and lease_until < now()))
        order by run_at, id for update skip locked limit 1)
      returning *`,
  );
}

interface Held {
  readonly id: string;
  readonly lease: string;
}

function holds({ id, lease }: Held): ReturnType<typeof sql> {
  return sql`id = ${id} and lease = ${lease} and state = 'running'`;
}

async function failHeld(tx: Tx, job: LeasedJob, failure: JobFailure, retry: boolean): Promise<boolean> {
  const again = retry && job.attempt < job.maxAttempts;
  const wait = Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (job.attempt - 1));
  const row = await first(
    tx,
    sql<JobRow>`update stanch_job set failure = ${JSON.stringify(failure)}::jsonb, lease = null, lease_until = null,
        state = case when cancel_requested then 'cancelled' when ${again} then 'waiting' else 'failed' end,
        run_at = case when ${again} then now() + ${wait} * interval '1 second' else run_at end,
        finished_at = case when ${again} and not cancel_requested then null else now() end
      where ${holds(job)} returning *`,
  );
  return row !== undefined;
}

async function heartbeatHeld(
  tx: Tx,
  job: LeasedJob,
  leaseMs: number,
  progress: JobProgress | undefined,
): Promise<"go on" | "cancel" | "lost"> {
  const shown = progress === undefined ? null : JSON.stringify(progress);
  const row = await first(
    tx,
    sql<JobRow>`update stanch_job set lease_until = now() + ${leaseMs} * interval '1 millisecond',
        progress = coalesce(${shown}::jsonb, progress)
      where ${holds(job)} returning *`,
  );
  if (row === undefined) return "lost";
  return row.cancel_requested ? "cancel" : "go on";
}

const requestStop = (id: string): ReturnType<typeof sql<JobRow>> => sql<JobRow>`update stanch_job set
    cancel_requested = state in ('waiting', 'running'),
    finished_at = case when state = 'waiting' then now() else finished_at end,
    state = case when state = 'waiting' then 'cancelled' else state end
  where id = ${id} returning *`;

const startOver = (id: string): ReturnType<typeof sql<JobRow>> => sql<JobRow>`update stanch_job set
    state = 'waiting', attempt = 0, run_at = now(), cancel_requested = false, failure = null, progress = null,
    result = null, started_at = null, finished_at = null
  where id = ${id} and state in ('failed', 'cancelled') returning *`;

const listed = (
  filter: Parameters<Jobs["list"]>[0],
): ReturnType<typeof sql<JobRow>> => sql<JobRow>`select * from stanch_job
  where (${filter.subject ?? null}::text is null or subject = ${filter.subject ?? null})
    and (${filter.kind ?? null}::text is null or kind = ${filter.kind ?? null})
    and (${filter.state ?? null}::text is null or state = ${filter.state ?? null})
  order by created_at desc, id limit 1000`;

const everything: Scope = { tenant: null, staff: true, actor: "system:jobs" };

/**
 * The queue in the records.
 *
 * @example
 * const jobs = tableJobs(records);
 * const id = await jobs.enqueue({ kind: "investigate", payload: { investigation }, subject: incident });
 * const job = await jobs.claim(["investigate"], "worker-1", 30_000);
 */
export function tableJobs<Tables>(records: Pick<Records<Tables>, "db">): Jobs {
  const work = <T>(tag: string, act: (tx: Tx) => Promise<T>): Promise<T> =>
    withScope(records as unknown as Pick<Records, "db">, everything, act, { tag: `jobs.${tag}` });
  const one = (tag: string, query: ReturnType<typeof sql<JobRow>>): Promise<Job | undefined> =>
    work(tag, async (tx) => {
      const row = await first(tx, query);
      return row === undefined ? undefined : toJob(row);
    });
  const end = (job: LeasedJob, state: "done" | "cancelled", result: Json): Promise<boolean> =>
    work(state, async (tx) => {
      const query = sql<JobRow>`update stanch_job set state = ${state}, result = ${JSON.stringify(result)}::jsonb,
        lease = null, lease_until = null, finished_at = now() where ${holds(job)} returning *`;
      return (await first(tx, query)) !== undefined;
    });
  return {
    enqueue: (spec) => work("enqueue", (tx) => enqueueJob(tx, spec)),
    claim: (kinds, worker, leaseMs) =>
      work("claim", async (tx) => {
        const row = await claimNext(tx, kinds, worker, leaseMs);
        return row === undefined || row.lease === null ? undefined : { ...toJob(row), lease: row.lease };
      }),
    heartbeat: (job, leaseMs, progress) => work("heartbeat", (tx) => heartbeatHeld(tx, job, leaseMs, progress)),
    finish: (job, result) => end(job, "done", result),
    fail: (job, failure, options = {}) => work("fail", (tx) => failHeld(tx, job, failure, options.retry !== false)),
    cancelled: (job) => end(job, "cancelled", null),
    cancel: (id) => one("cancel", requestStop(id)),
    retry: (id) => one("retry", startOver(id)),
    get: (id) => one("get", sql<JobRow>`select * from stanch_job where id = ${id}`),
    list: (filter) => work("list", async (tx) => (await listed(filter).execute(tx)).rows.map(toJob)),
  };
}
