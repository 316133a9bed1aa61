import type { ColumnType, Generated } from "kysely";
import type { Instant, Maybe, MaybeInstant } from "../column.ts";

/** What was chosen, in its order; never changed. */
export interface RuleChoiceTable {
  id: string;
  seq: Generated<number>;
  /** Null: for everybody. */
  customer_id: Maybe<string>;
  kind: "off" | "on" | "filter" | "unfilter";
  /** Of `off` and `on`. */
  rule: Maybe<string>;
  /** Of `unfilter`: the filter that ends. */
  filter: Maybe<string>;
  title: Maybe<string>;
  yaml: Maybe<string>;
  reason: string;
  by_id: string;
  by_name: string;
  at: Instant;
}

/** Rules that were uploaded; the bytes are a blob. */
export interface RuleSourceTable {
  id: string;
  name: string;
  sha256: string;
  size: ColumnType<number, number, never>;
  documents: number;
  rejected: number;
  licence: string;
  by_name: string;
  at: Instant;
  removed_at: MaybeInstant;
  removed_by: Maybe<string>;
  removed_reason: Maybe<string>;
}
