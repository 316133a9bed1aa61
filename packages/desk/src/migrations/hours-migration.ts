import type { Migration } from "@stanch/store/migrate";
import { appendOnly, staffTable } from "@stanch/store/tables";
import { frozenWhenSealed } from "./scope-policy.ts";

const table = `create table work_hours (
  id uuid primary key, incident_id uuid not null references incident, seq integer not null,
  staff_id uuid not null references staff, staff_name text not null,
  started_at timestamptz not null, minutes integer not null check (minutes between 0 and 1440), purpose text not null,
  billable boolean not null, corrects uuid references work_hours, reason text,
  recorded_at timestamptz not null, recorded_by text not null,
  unique (incident_id, seq), constraint work_hours_corrected_once unique (corrects),
  check ((corrects is null) = (reason is null)), check (minutes > 0 or corrects is not null));
create index work_hours_started on work_hours (started_at);`;

/** Time spent on cases: written once, corrected by further lines. */
export const hoursMigration: Migration = {
  name: "desk-0014-hours",
  sql: [
    table,
    staffTable("work_hours", ["select", "insert"]),
    appendOnly("work_hours"),
    frozenWhenSealed("work_hours"),
  ],
};
