import type { Migration } from "@stanch/store/migrate";
import { appendOnly, staffTable } from "@stanch/store/tables";

/* Not frozen with the case: customers rate what is over, and that may be sealed. */
const table = `create table rating (
  id uuid primary key, incident_id uuid not null references incident, request_id uuid not null references request,
  seq integer not null, stars integer not null check (stars between 1 and 5), words text not null, by_name text not null,
  at timestamptz not null, unique (request_id, seq));
create index rating_incident on rating (incident_id);`;

/** How customers found the service: written once, thought over by further rows. */
export const ratingMigration: Migration = {
  name: "desk-0024-rating",
  sql: [table, staffTable("rating", ["select", "insert"]), appendOnly("rating")],
};
