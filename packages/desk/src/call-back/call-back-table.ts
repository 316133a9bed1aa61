import type { CallBackOutcome } from "@stanch/model/call-back";
import type { ColumnType } from "kysely";
import type { Instant, Maybe } from "../column.ts";

/** One call to find out whether a caller is who they say; never changed. */
export interface CallBackTable {
  id: string;
  incident_id: string;
  caller: string;
  number: string;
  person: string;
  outcome: CallBackOutcome;
  note: string;
  on_record: boolean;
  record_name: Maybe<string>;
  verified: boolean;
  at: Instant;
  by_id: string;
  by_name: string;
  /** The order of calls within one moment. */
  seq: ColumnType<number, never, never>;
}
