import type { Migration } from "@stanch/store/migrate";
import { staffTable } from "@stanch/store/tables";
import { frozenWhenSealed } from "./scope-policy.ts";

const table = `create table support_request (
  id uuid primary key, incident_id uuid not null references incident, kind text not null check (kind in ('research', 'emergency')),
  question text not null, asked_by_id uuid not null references staff, asked_by text not null, asked_at timestamptz not null,
  taken_by_id uuid references staff, taken_by text, taken_at timestamptz,
  answer text, answered_by_id uuid references staff, answered_by text, answered_at timestamptz);
create index support_request_incident on support_request (incident_id, asked_at);`;

/** Help within an incident: research, and what whoever works on it cannot solve. */
export const supportMigration: Migration = {
  name: "desk-0016-support",
  sql: [table, staffTable("support_request", ["select", "insert", "update"]), frozenWhenSealed("support_request")],
};
