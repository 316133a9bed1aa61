import type { Instant, Maybe } from "../column.ts";

/** Time spent, line by line; the application can add lines and nothing else. */
export interface HoursTable {
  id: string;
  incident_id: string;
  /** Place among the lines of the case, the order of writing. */
  seq: number;
  staff_id: string;
  staff_name: string;
  started_at: Instant;
  minutes: number;
  purpose: string;
  billable: boolean;
  corrects: Maybe<string>;
  reason: Maybe<string>;
  recorded_at: Instant;
  recorded_by: string;
}
