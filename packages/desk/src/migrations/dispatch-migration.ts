import type { Migration } from "@stanch/store/migrate";
import { staffTable } from "@stanch/store/tables";
import { frozenWhenSealed } from "./scope-policy.ts";

const table = `create table dispatch (
  id uuid primary key, incident_id uuid not null references incident, run jsonb not null, next_at timestamptz,
  started_at timestamptz not null, started_by text not null);
create index dispatch_incident on dispatch (incident_id, started_at);
create index dispatch_due on dispatch (next_at) where next_at is not null;
create index assignment_staff on assignment (staff_id) where state in ('accepted', 'under-way', 'arrived');`;

/** Rounds of offers: who is asked to go, one after the other. */
export const dispatchMigration: Migration = {
  name: "desk-0015-dispatch",
  sql: [table, staffTable("dispatch", ["select", "insert", "update"]), frozenWhenSealed("dispatch")],
};
