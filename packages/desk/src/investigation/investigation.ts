import { clockSettings } from "@stanch/model/clock";
import { formatDefinition } from "@stanch/model/format-definition";
import type { Investigation } from "@stanch/model/handling";
import { z } from "zod";

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

/** What the job of an investigation carries. */
export const investigationTask = z.object({
  investigation: z.string(),
  clocks: clockSettings.default([]),
  formats: z.array(formatDefinition).default([]),
});
export type InvestigationTask = z.infer<typeof investigationTask>;
