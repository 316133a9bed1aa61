import type { Migration } from "@stanch/store/migrate";
import { staffTable } from "@stanch/store/tables";

/* Not frozen with the case: that nothing came back is written after it is sealed. */
const tables = `create table recurrence_watch (
  incident_id uuid primary key references incident, customer_id uuid references customer, organisation text not null,
  types jsonb not null, indicators jsonb not null, assets jsonb not null, lead_id uuid references staff,
  starts_at timestamptz not null, ends_at timestamptz not null,
  state text not null check (state in ('watching', 'held', 'recurred')), ended_at timestamptz,
  check (ends_at > starts_at), check ((state = 'watching') = (ended_at is null)));
create index recurrence_watch_end on recurrence_watch (ends_at);
create table recurrence_link (
  incident_id uuid not null references incident, previous_id uuid not null references incident, reasons jsonb not null,
  at timestamptz not null, primary key (incident_id, previous_id), check (incident_id <> previous_id));
create index recurrence_link_previous on recurrence_link (previous_id);
create table recurrence_scan (
  incident_id uuid primary key references incident, journal_seq integer not null, investigation_id uuid, indicators jsonb not null);`;

/** What comes back after a case was closed. */
export const recurrenceMigration: Migration = {
  name: "desk-0022-recurrence",
  sql: [
    tables,
    ...["recurrence_watch", "recurrence_scan"].map((table) => staffTable(table, ["select", "insert", "update"])),
    staffTable("recurrence_link", ["select", "insert"]),
  ],
};
