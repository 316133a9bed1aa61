import type { Investigation } from "@stanch/model/handling";

/** Kind of the job that runs one. */
export const investigationJob = "desk.investigation";

/** Which state may follow which; a failed or cancelled one is started over by `retry`. */
export const investigationSteps: Readonly<Record<Investigation["state"], readonly Investigation["state"][]>> = {
  queued: ["running", "cancelled", "failed"],
  running: ["running", "done", "partial", "failed", "cancelled", "queued"],
  done: [],
  partial: [],
  failed: ["queued"],
  cancelled: ["queued"],
};
