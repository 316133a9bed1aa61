import type { Migration } from "@stanch/store/migrate";
import { frozenWhenSealed, incidentRows } from "./scope-policy.ts";

const tasks = `create table incident_task (
  id uuid primary key, incident_id uuid not null references incident, playbook text, seq integer not null,
  step text not null, role text not null, title jsonb not null, detail jsonb not null,
  state text not null check (state in ('open', 'under-way', 'done', 'retired')),
  assignee_id uuid references staff, assignee_name text, note text, changed_at timestamptz not null, changed_by text not null,
  unique (incident_id, playbook), unique (incident_id, seq));`;

/** What is to be done in incidents. */
export const taskMigration: Migration = {
  name: "desk-0003-task",
  sql: [tasks, incidentRows("incident_task", "select, insert, update"), frozenWhenSealed("incident_task")],
};
