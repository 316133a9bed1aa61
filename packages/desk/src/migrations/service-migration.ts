import type { Migration } from "@stanch/store/migrate";

const service = `alter table customer add column sites jsonb not null default '[]';
alter table customer add column assets jsonb not null default '[]';
alter table customer add column contract jsonb not null default 'null';
alter table incident add column site_clock jsonb;
alter table incident add column site_due_at timestamptz;
create index incident_site on incident (site_due_at) where site_due_at is not null and state = 'open';`;

/** Sites, assets and contracts of customers, and the promise to be there. */
export const serviceMigration: Migration = { name: "desk-0013-service", sql: [service] };
