import type { Migration } from "@stanch/store/migrate";
import { appendOnly, tenantTable } from "@stanch/store/tables";
import { frozenWhenSealed, incidentRows } from "./scope-policy.ts";

const tables = `create table legal_profile (
  customer_id uuid primary key references customer, profile jsonb not null, changed_at timestamptz not null);
create table legal_sheet (
  incident_id uuid primary key references incident, sheet jsonb not null, changed_at timestamptz not null);
create table legal_duty (
  incident_id uuid not null references incident, rule_id text not null, rule jsonb not null,
  state text not null check (state in ('open', 'sent', 'retired', 'waived')),
  added_at timestamptz not null, started_at timestamptz, due_at timestamptz, warned integer not null default 0,
  ended_at timestamptz, ended_by text, ended_reason text,
  primary key (incident_id, rule_id), check (due_at is null or started_at is not null));
create index legal_duty_open on legal_duty (due_at) where state = 'open';
create table legal_report (
  id uuid primary key, incident_id uuid not null, rule_id text not null,
  sent_at timestamptz not null, sender text not null, recipient text not null, channel text not null, body text not null,
  receipt text not null, recorded_at timestamptz not null, recorded_by text not null,
  foreign key (incident_id, rule_id) references legal_duty);
create index legal_report_duty on legal_report (incident_id, rule_id, sent_at);`;

/** Duties to report by law: profiles, what is known, what is owed, what was sent. */
export const legalMigration: Migration = {
  name: "desk-0010-legal",
  sql: [
    tables,
    tenantTable("legal_profile", { column: "customer_id", grants: ["select", "insert", "update"] }),
    incidentRows("legal_sheet", "select, insert, update"),
    incidentRows("legal_duty", "select, insert, update"),
    incidentRows("legal_report", "select, insert"),
    appendOnly("legal_report"),
    ...["legal_sheet", "legal_duty", "legal_report"].map(frozenWhenSealed),
  ],
};
