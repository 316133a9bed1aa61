import type { DispatchRun } from "@stanch/model/dispatch";
import type { Instant, JsonColumn, MaybeInstant } from "../column.ts";

/** A round of offers in an incident. */
export interface DispatchTable {
  id: string;
  incident_id: string;
  run: JsonColumn<DispatchRun>;
  /** When something is to be done next. */
  next_at: MaybeInstant;
  started_at: Instant;
  started_by: string;
}
