import type { DutyKind, EscalationLine } from "@stanch/model/duty-plan";
import type { EscalationRun } from "@stanch/model/escalation";
import type { z } from "zod";
import type { Instant, JsonColumn, Maybe, MaybeInstant } from "../column.ts";

/** One document of the duty plan: a team, a rotation, a schedule or a policy, edited whole. */
export interface DutyPlanTable {
  id: string;
  kind: DutyKind;
  form: JsonColumn<Record<string, z.core.util.JSONType>>;
  changed_at: Instant;
  changed_by: string;
}

/** The notification chain of one request. */
export interface EscalationTable {
  id: string;
  request_id: string;
  incident_id: Maybe<string>;
  run: JsonColumn<EscalationRun>;
  log: JsonColumn<readonly EscalationLine[]>;
  next_at: MaybeInstant;
  started_at: Instant;
}

/** Which notice carries which page to whom: an acknowledgement of the notice is one of the page. */
export interface EscalationNoticeTable {
  notice_id: string;
  /** Null for an alert, whose id is the key. */
  escalation_id: Maybe<string>;
  key: string;
  staff_id: string;
}

/** What whoever left duty told whoever came. */
export interface DutyHandoverTable {
  id: string;
  schedule_id: string;
  /** As it was called then. */
  schedule_name: string;
  note: string;
  by_id: string;
  by_name: string;
  at: Instant;
  taken_by: Maybe<string>;
  taken_at: MaybeInstant;
}
