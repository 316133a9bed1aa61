import type { Migration } from "@stanch/store/migrate";

const merged = `alter table incident add column merged_into uuid references incident check (merged_into <> id);
create index incident_merged on incident (merged_into) where merged_into is not null;`;

/** Incidents that turned out to be one. */
export const mergeMigration: Migration = { name: "desk-0021-merge", sql: [merged] };
