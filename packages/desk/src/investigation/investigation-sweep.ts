import type { Jobs } from "@stanch/store/jobs";
import type { Call } from "../handler.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { ExplainError } from "../ports.ts";
import type { Work } from "../unit-of-work.ts";
import { explainedError } from "./explained-error.ts";
import { readUnfinished, updateInvestigation } from "./investigation-repo.ts";

/**
 * Investigations whose job ended without telling (its process died in the last attempt) are ended too: none is shown as running for
 * ever.
 */
export function investigationSweep(parts: {
  readonly work: Work;
  readonly call: Call;
  readonly jobs: Pick<Jobs, "get">;
  readonly journal: Pick<JournalService, "append">;
  readonly explain: ExplainError;
}): () => Promise<void> {
  return async () => {
    const rows = await parts.work(parts.call, "investigation.sweep", (unit) => readUnfinished(unit.tx), {
      readOnly: true,
    });
    for (const row of rows) {
      const job = row.job_id === null ? undefined : await parts.jobs.get(row.job_id);
      if (job?.state !== "failed" && job?.state !== "cancelled") continue;
      const { state } = job;
      const error =
        state === "failed"
          ? explainedError(parts.explain, job.failure?.code ?? "E_INTERNAL", job.failure?.params)
          : null;
      await parts.work(parts.call, "investigation.sweep", async (unit) => {
        const data = error === null ? { investigation: row.id } : { investigation: row.id, code: error.code };
        await parts.journal.append(unit, row.incident_id, { kind: `investigation.${state}`, data });
        await updateInvestigation(unit.tx, row.id, { state, finished_at: unit.now, error });
      });
    }
  };
}
