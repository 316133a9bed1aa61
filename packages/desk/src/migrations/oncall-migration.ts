import type { Migration } from "@stanch/store/migrate";
import { appendOnly, staffTable } from "@stanch/store/tables";

const oncall = `create table duty_plan (
  id uuid primary key, kind text not null check (kind in ('teams', 'rotations', 'schedules', 'policies')),
  form jsonb not null, changed_at timestamptz not null, changed_by text not null);
create table escalation (
  id uuid primary key, request_id uuid not null unique references request, incident_id uuid references incident,
  run jsonb not null, log jsonb not null, next_at timestamptz, started_at timestamptz not null);
create index escalation_due on escalation (next_at) where next_at is not null;
create index escalation_incident on escalation (incident_id);
create table escalation_notice (
  notice_id uuid primary key references notice, escalation_id uuid not null references escalation, key text not null,
  staff_id uuid not null references staff);`;

/** Rosters, the notification chain, and its runs. */
export const oncallMigration: Migration = {
  name: "desk-0004-oncall",
  sql: [
    oncall,
    staffTable("duty_plan"),
    staffTable("escalation", ["select", "insert", "update"]),
    staffTable("escalation_notice", ["select", "insert"]),
    appendOnly("escalation_notice"),
  ],
};
