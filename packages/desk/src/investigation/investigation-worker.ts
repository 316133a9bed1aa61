import { StanchError } from "@stanch/model/error";
import type { InvestigationProgress } from "@stanch/model/handling";
import type { Jobs, LeasedJob } from "@stanch/store/jobs";
import { isRetriable } from "@stanch/store/sql-error";
import { evidenceLabel, readItem } from "../custody/evidence-repo.ts";
import type { Call } from "../handler.ts";
import { customerOf, updateIncident } from "../incident/incident-repo.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { ExplainError, InvestigationRunner, RunItem, RunOrder, RunOutcome } from "../ports.ts";
import type { RuleChoiceService } from "../rule-choice/rule-choice-service.ts";
import type { Work } from "../unit-of-work.ts";
import { explainedError } from "./explained-error.ts";
import { investigationJob, investigationSteps, investigationTask, type InvestigationTask } from "./investigation.ts";
import { type InvestigationRow, readInvestigation, updateInvestigation } from "./investigation-repo.ts";

const LEASE_MS = 30_000;
const HEARTBEAT_MS = 1000;

interface Parts {
  readonly work: Work;
  readonly call: Call;
  readonly jobs: Jobs;
  readonly journal: Pick<JournalService, "append">;
  readonly runner: InvestigationRunner;
  readonly ruleChoices: Pick<RuleChoiceService, "at">;
  readonly explain: ExplainError;
  /** Names this process in the queue. */
  readonly worker: string;
  /** Ends what runs when the desk closes; the job is taken up again after its lease. */
  readonly closing: AbortSignal;
}

class Cancelled extends Error {}
class Lost extends Error {}

/** Marks the run as begun and gathers what the engine needs; undefined when there is nothing to run any more. */
function begin(parts: Parts, { investigation: id, clocks, formats }: InvestigationTask): Promise<RunOrder | undefined> {
  return parts.work(parts.call, "investigation.begin", async (unit) => {
    const row = await readInvestigation(unit.tx, id);
    if (row === undefined || !investigationSteps[row.state].includes("running")) return undefined;
    const items: RunItem[] = [];
    for (const evidence of row.evidence) {
      const item = await readItem(unit.tx, row.incident_id, { id: evidence });
      if (item === undefined) continue;
      const { name, sha256, form } = item;
      items.push({
        id: item.id,
        label: evidenceLabel(item.seq),
        name,
        sha256,
        size: Number(item.size),
        ...(form.host === undefined ? {} : { host: form.host }),
        ...(form.zone === undefined ? {} : { zone: form.zone }),
      });
    }
    await updateInvestigation(unit.tx, id, { state: "running", started_at: unit.now });
    unit.changed({ kind: "investigation.running", incident: row.incident_id });
    return {
      incident: row.incident_id,
      investigation: id,
      items,
      zone: row.zone,
      clocks,
      formats,
      rules: await parts.ruleChoices.at(unit, await customerOf(unit.tx, row.incident_id), row.asked_at),
      now: new Date(row.asked_at).toISOString(),
    };
  });
}

/** Keeps the lease, shows progress, and hears of a wish to stop. */
function keepAlive(parts: Parts, job: LeasedJob, order: RunOrder, abort: AbortController) {
  let latest: InvestigationProgress | undefined;
  let shown: InvestigationProgress | undefined;
  let beating = Promise.resolve();
  const beat = async (): Promise<void> => {
    const progress =
      latest === undefined ? undefined : { done: latest.bytes, total: latest.bytesTotal, unit: "bytes" as const };
    const answer = await parts.jobs.heartbeat(job, LEASE_MS, progress);
    if (answer === "cancel") abort.abort(new Cancelled());
    if (answer === "lost") abort.abort(new Lost());
    if (latest === undefined || latest === shown) return;
    shown = latest;
    await parts.work(parts.call, "investigation.progress", async (unit) => {
      await updateInvestigation(unit.tx, order.investigation, { progress: shown ?? null });
      unit.changed({ kind: "investigation.progress", incident: order.incident });
    });
  };
  // A database that is away for a moment ends no run: the lease is longer than that.
  const timer = setInterval(() => (beating = beating.then(beat).catch(() => undefined)), HEARTBEAT_MS);
  return {
    progress: (state: InvestigationProgress): void => void (latest = state),
    stop: async (): Promise<void> => {
      clearInterval(timer);
      await beating;
      latest = undefined;
    },
  };
}

function saved(parts: Parts, order: RunOrder, outcome: RunOutcome): Promise<void> {
  const { investigation: id, incident } = order;
  return parts.work(parts.call, "investigation.done", async (unit) => {
    const row = await readInvestigation(unit.tx, id);
    if (row?.state !== "running") return;
    const { state, verdict, counts } = outcome;
    const { answer, sources, others = {} } = outcome;
    const sheets = { answer, sources, others };
    const hashes = { answer: answer.sha256, sources: sources.sha256 };
    const data = { investigation: id, state, verdict, counts: { ...counts }, ...hashes };
    await parts.journal.append(unit, incident, { kind: "investigation.finished", data });
    await updateInvestigation(unit.tx, id, { state, finished_at: unit.now, verdict, sheets, error: null });
    await updateIncident(unit.tx, incident, { verdict });
  });
}

async function ended(
  parts: Parts,
  order: RunOrder,
  end: { readonly state: "failed" | "cancelled"; readonly error?: NonNullable<InvestigationRow["error"]> },
): Promise<void> {
  const { investigation: id, incident } = order;
  const { state, error } = end;
  await parts.work(parts.call, `investigation.${state}`, async (unit) => {
    const row = await readInvestigation(unit.tx, id);
    if (row?.state !== "running") return;
    await parts.journal.append(unit, incident, {
      kind: `investigation.${state}`,
      data: error === undefined ? { investigation: id } : { investigation: id, code: error.code },
    });
    await updateInvestigation(unit.tx, id, { state, finished_at: unit.now, error: error ?? null });
  });
}

/** The first line of what the program threw, for whoever reports it. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split("\n", 1)[0] ?? "").slice(0, 300);
}

async function failed(parts: Parts, job: LeasedJob, order: RunOrder, error: unknown): Promise<void> {
  if (error instanceof Lost || parts.closing.aborted) return;
  if (error instanceof Cancelled) {
    if (await parts.jobs.cancelled(job)) await ended(parts, order, { state: "cancelled" });
    return;
  }
  const code = error instanceof StanchError ? error.code : "E_INTERNAL";
  const again = isRetriable(error) && job.attempt < job.maxAttempts;
  const params = error instanceof StanchError ? error.params : { reason: reasonOf(error) };
  if (await parts.jobs.fail(job, { code, params }, { retry: again })) {
    if (!again) await ended(parts, order, { state: "failed", error: explainedError(parts.explain, code, params) });
  }
}

/** Runs one investigation when one waits; answers whether there was one. */
export function investigationWorker(parts: Parts): () => Promise<boolean> {
  return async () => {
    const job = await parts.jobs.claim([investigationJob], parts.worker, LEASE_MS);
    if (job === undefined) return false;
    const order = await begin(parts, investigationTask.parse(job.payload));
    if (order === undefined) {
      await parts.jobs.finish(job, null);
      return true;
    }
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, parts.closing]);
    const alive = keepAlive(parts, job, order, abort);
    try {
      const outcome = await parts.runner.run(order, { signal, progress: alive.progress });
      await alive.stop();
      // The answer is written before the job ends: a crash in between runs it again to the same bytes.
      await saved(parts, order, outcome);
      await parts.jobs.finish(job, { verdict: outcome.verdict });
    } catch (error) {
      await alive.stop();
      await failed(parts, job, order, signal.aborted ? signal.reason : error);
    }
    return true;
  };
}
