import type { Migration } from "@stanch/store/migrate";
import { appendOnly, staffTable } from "@stanch/store/tables";
import { frozenWhenSealed } from "./scope-policy.ts";

const table = `create table call_back (
  id uuid primary key, incident_id uuid not null references incident, caller text not null, number text not null, person text not null,
  outcome text not null check (outcome in ('confirmed', 'denied', 'no-answer')), note text not null, on_record boolean not null,
  record_name text, verified boolean not null, at timestamptz not null, by_id text not null, by_name text not null,
  seq bigint generated always as identity,
  check (not verified or (on_record and outcome = 'confirmed')));
create index call_back_incident on call_back (incident_id, at);`;

/** Calls back to numbers on record. */
export const callBackMigration: Migration = {
  name: "desk-0017-call-back",
  sql: [table, staffTable("call_back", ["select", "insert"]), appendOnly("call_back"), frozenWhenSealed("call_back")],
};
