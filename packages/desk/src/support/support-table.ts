import type { SupportKind } from "@stanch/model/support";
import type { Instant, Maybe, MaybeInstant } from "../column.ts";

/** Help that was asked for within an incident. */
export interface SupportTable {
  id: string;
  incident_id: string;
  kind: SupportKind;
  question: string;
  asked_by_id: string;
  asked_by: string;
  asked_at: Instant;
  taken_by_id: Maybe<string>;
  taken_by: Maybe<string>;
  taken_at: MaybeInstant;
  answer: Maybe<string>;
  answered_by_id: Maybe<string>;
  answered_by: Maybe<string>;
  answered_at: MaybeInstant;
}
