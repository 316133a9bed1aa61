import type { DeadlineRule } from "@stanch/model/legal-deadline";
import type { LegalDuty, LegalProfile, LegalSheet } from "@stanch/model/legal-duty";
import type { ColumnType } from "kysely";
import type { Instant, JsonColumn, Maybe, MaybeInstant } from "../column.ts";

export interface LegalProfileTable {
  customer_id: string;
  profile: JsonColumn<LegalProfile>;
  changed_at: Instant;
}

export interface LegalSheetTable {
  incident_id: string;
  sheet: JsonColumn<LegalSheet>;
  changed_at: Instant;
}

export interface LegalDutyTable {
  incident_id: string;
  rule_id: string;
  /** The rule as it read when the duty came up. */
  rule: JsonColumn<DeadlineRule>;
  state: LegalDuty["state"];
  added_at: Instant;
  started_at: MaybeInstant;
  due_at: MaybeInstant;
  /** Share of the time, in percent, that people were last warned about. */
  warned: ColumnType<number, number | undefined, number>;
  ended_at: MaybeInstant;
  ended_by: Maybe<string>;
  ended_reason: Maybe<string>;
}

export interface LegalReportTable {
  id: string;
  incident_id: string;
  rule_id: string;
  sent_at: Instant;
  sender: string;
  recipient: string;
  channel: string;
  body: string;
  receipt: string;
  recorded_at: Instant;
  recorded_by: string;
}
