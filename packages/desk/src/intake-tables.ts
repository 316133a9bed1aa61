import type { z } from "zod";
import type { Customer } from "@stanch/model/customer";
import type { Incident } from "@stanch/model/incident";
import type { Actor, JournalKind } from "@stanch/model/journal";
import type { CallRecord, Contact, Request, RequestForm } from "@stanch/model/request";
import type { Role } from "@stanch/model/role";
import type { Language } from "@stanch/model/text";
import type { ColumnType } from "kysely";

import type { SiteState } from "./incident/site-clock.ts";
import type { Instant, JsonColumn, Maybe, MaybeInstant } from "./column.ts";

export interface CustomerTable {
  id: string;
  name: string;
  contacts: JsonColumn<Contact[]>;
  language: Language;
  response_minutes: number;
  importance: Customer["importance"];
  notes: string;
  sites: JsonColumn<Customer["sites"]>;
  assets: JsonColumn<Customer["assets"]>;
  contract: JsonColumn<Customer["contract"]>;
  created_at: Instant;
}

export interface StaffTable {
  id: string;
  name: string;
  email: string;
  phone: string;
  roles: JsonColumn<Role[]>;
  language: Language;
  active: boolean;
  totp: ColumnType<boolean, boolean | undefined, boolean>;
  /** The organisation an account with role customer belongs to. */
  customer_id: Maybe<string>;
  created_at: Instant;
}

export interface RequestTable {
  id: string;
  number: string;
  customer_id: Maybe<string>;
  incident_id: Maybe<string>;
  state: ColumnType<Request["state"], Request["state"], Request["state"]>;
  channel: Request["channel"];
  form: JsonColumn<RequestForm>;
  call: JsonColumn<CallRecord | null>;
  proof_at: Instant;
  received_at: Instant;
  actor: JsonColumn<Actor>;
  token_nonce: string;
  token_hash: string;
  /** Share of the promised time, in percent, that people were last warned about while nobody had taken it. */
  clock_warned: ColumnType<number, number | undefined, number>;
  /** Lower-case text for search, and its pairs of characters for the index. */
  search: string;
  grams: readonly string[];
}

export interface RequestDraftTable {
  id: string;
  staff_id: string;
  form: JsonColumn<Record<string, z.core.util.JSONType>>;
  saved_at: Instant;
}

export interface IncidentTable {
  id: string;
  number: string;
  customer_id: Maybe<string>;
  title: string;
  organisation: string;
  state: Incident["state"];
  type: Maybe<string>;
  level: Maybe<1 | 2 | 3 | 4>;
  clock_started_at: Instant;
  clock_due_at: Instant;
  response_minutes: number;
  clock_stopped_at: MaybeInstant;
  clock_stopped_by: Maybe<string>;
  clock_how: Maybe<string>;
  /** Share of the promised time, in percent, that people were last warned about. */
  clock_warned: ColumnType<number, number | undefined, number>;
  /** The promise to be there; null when nobody gave one. */
  site_clock: ColumnType<SiteState | null, string | null | undefined, string | null>;
  /** When its next warning could be due at the earliest; null while it stands still or is over. */
  site_due_at: MaybeInstant;
  lead_id: Maybe<string>;
  lead_name: Maybe<string>;
  opened_at: Instant;
  updated_at: Instant;
  /** The case that its requests belong to now. */
  merged_into: Maybe<string>;
  verdict: Maybe<NonNullable<Incident["verdict"]>>;
  language: Language;
  journal_seq: ColumnType<number, number | undefined, number>;
  journal_hash: ColumnType<string, string | undefined, string>;
  journal_at: MaybeInstant;
  search: string;
  grams: readonly string[];
}

export interface StepMarkTable {
  incident_id: string;
  step: Incident["steps"][number]["step"];
  state: "done" | "skipped";
  reason: string;
  at: Instant;
  by_name: string;
}

export interface JournalTable {
  incident_id: string;
  seq: number;
  hash: string;
  kind: JournalKind;
  at: Instant;
  recorded_at: Instant;
  /** Exactly the canonical JSON that was hashed. */
  line: string;
}

export interface JournalCheckpointTable {
  incident_id: string;
  seq: number;
  hash: string;
  at: Instant;
  note: string;
}

export interface SettingTable {
  key: string;
  value: JsonColumn<z.core.util.JSONType>;
  updated_at: Instant;
  updated_by: string;
}

export interface SettingSecretTable {
  key: string;
  /** AES-256-GCM under a key derived from the desk's secret. */
  sealed: string;
  updated_at: Instant;
}

export interface CounterTable {
  kind: string;
  year: number;
  last: number;
}

/** Who looked at what, where the journal of an archived incident can no longer say so. */
export interface AccessLogTable {
  id: string;
  at: Instant;
  incident_id: Maybe<string>;
  actor: JsonColumn<Actor>;
  what: string;
  detail: string;
}
