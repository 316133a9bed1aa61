import type { Migration } from "@stanch/store/migrate";
import { staffTable } from "@stanch/store/tables";

const handovers = `create table duty_handover (
  id uuid primary key, schedule_id uuid not null, schedule_name text not null, note text not null, by_id text not null,
  by_name text not null, at timestamptz not null, taken_by text, taken_at timestamptz,
  check ((taken_by is null) = (taken_at is null)));
create index duty_handover_at on duty_handover (at desc, id);`;

/** Notes from one duty to the next; a schedule that is taken away leaves them there. */
export const handoverMigration: Migration = {
  name: "desk-0007-handover",
  sql: [handovers, staffTable("duty_handover", ["select", "insert", "update"])],
};
