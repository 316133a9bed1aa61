import type { RecurrenceReason, RecurrenceWatch } from "@stanch/model/recurrence";
import type { Instant, JsonColumn, Maybe, MaybeInstant } from "../column.ts";

/** What is watched for after a case is closed. */
export interface RecurrenceWatchTable {
  incident_id: string;
  customer_id: Maybe<string>;
  organisation: string;
  types: JsonColumn<readonly string[]>;
  indicators: JsonColumn<readonly string[]>;
  assets: JsonColumn<readonly string[]>;
  lead_id: Maybe<string>;
  starts_at: Instant;
  ends_at: Instant;
  state: RecurrenceWatch["state"];
  ended_at: MaybeInstant;
}

/** A case that came back. */
export interface RecurrenceLinkTable {
  incident_id: string;
  previous_id: string;
  reasons: JsonColumn<readonly RecurrenceReason[]>;
  at: Instant;
}

/** How far an open case was compared with what is watched. */
export interface RecurrenceScanTable {
  incident_id: string;
  journal_seq: number;
  /** The investigation that the indicators are of. */
  investigation_id: Maybe<string>;
  indicators: JsonColumn<readonly string[]>;
}
