import type { Migration } from "@stanch/store/migrate";
import { grantApp, staffTable, tenantTable, appendOnly } from "@stanch/store/tables";
import { frozenWhenSealed, incidentRows } from "./scope-policy.ts";

const people = `create table customer (
  id uuid primary key, name text not null, contacts jsonb not null, language text not null check (language in ('zh', 'en')),
  response_minutes integer not null check (response_minutes between 1 and 10080),
  importance text not null check (importance in ('special', 'important', 'general')),
  notes text not null, created_at timestamptz not null);
create table staff (
  id uuid primary key, name text not null, email text not null, phone text not null, roles jsonb not null,
  language text not null check (language in ('zh', 'en')), active boolean not null, totp boolean not null default false,
  customer_id uuid references customer, created_at timestamptz not null);
create unique index staff_email on staff (lower(email));
create table setting (key text primary key, value jsonb not null, updated_at timestamptz not null, updated_by text not null);
create table setting_secret (key text primary key, sealed text not null, updated_at timestamptz not null);
create table counter (kind text not null, year integer not null, last integer not null, primary key (kind, year));
create table access_log (
  id uuid primary key, at timestamptz not null, incident_id uuid, actor jsonb not null, what text not null, detail text not null);
create index access_log_incident on access_log (incident_id, at);`;

const cases = `create table incident (
  id uuid primary key, number text not null unique, customer_id uuid references customer, title text not null,
  organisation text not null, state text not null check (state in ('open', 'not-an-incident', 'closed', 'archived')),
  type text, level smallint check (level between 1 and 4),
  clock_started_at timestamptz not null, clock_due_at timestamptz not null, response_minutes integer not null,
  clock_stopped_at timestamptz, clock_stopped_by text, clock_how text, clock_warned integer not null default 0,
  lead_id uuid references staff, lead_name text, opened_at timestamptz not null, updated_at timestamptz not null,
  verdict text, language text not null,
  journal_seq integer not null default 0, journal_hash text not null default repeat('0', 64), journal_at timestamptz,
  search text not null, grams text[] not null,
  check (clock_due_at >= clock_started_at));
create index incident_opened on incident (opened_at desc, id desc);
create index incident_customer on incident (customer_id);
create index incident_clock on incident (clock_due_at) where clock_stopped_at is null and state = 'open';
create index incident_grams on incident using gin (grams);
create table request (
  id uuid primary key, number text not null unique, customer_id uuid references customer, incident_id uuid references incident,
  state text not null check (state in ('new', 'taken', 'linked', 'refused')), channel text not null, form jsonb not null, call jsonb not null,
  proof_at timestamptz not null, received_at timestamptz not null, actor jsonb not null,
  token_nonce text not null, token_hash text not null unique, clock_warned integer not null default 0,
  search text not null, grams text[] not null);
create index request_received on request (received_at desc, id desc);
create index request_incident on request (incident_id);
create index request_waiting on request (proof_at) where state = 'new';
create index request_grams on request using gin (grams);
create table request_draft (id uuid primary key, staff_id uuid not null references staff, form jsonb not null, saved_at timestamptz not null);
create index request_draft_staff on request_draft (staff_id, saved_at desc);
create table step_mark (
  incident_id uuid not null references incident, step text not null, state text not null check (state in ('done', 'skipped')),
  reason text not null, at timestamptz not null, by_name text not null, primary key (incident_id, step));`;

const journal = `create table journal (
  incident_id uuid not null references incident, seq integer not null check (seq > 0), hash text not null,
  kind text not null, at timestamptz not null, recorded_at timestamptz not null, line text not null,
  primary key (incident_id, seq));
create table journal_checkpoint (
  incident_id uuid not null references incident, seq integer not null, hash text not null, at timestamptz not null, note text not null,
  primary key (incident_id, seq), foreign key (incident_id, seq) references journal);`;

const sealedCheck = `create function desk_refuse_sealed() returns trigger language plpgsql as $$
declare sealed boolean;
begin
  if tg_op <> 'INSERT' then
    select state = 'archived' into sealed from incident where id = old.incident_id;
    if sealed then raise exception 'the case is sealed' using errcode = 'restrict_violation', constraint = 'desk_sealed'; end if;
  end if;
  if tg_op <> 'DELETE' then
    select state = 'archived' into sealed from incident where id = new.incident_id;
    if sealed then raise exception 'the case is sealed' using errcode = 'restrict_violation', constraint = 'desk_sealed'; end if;
    return new;
  end if;
  return old;
end $$;
create function desk_refuse_sealed_incident() returns trigger language plpgsql as $$
begin
  if old.state = 'archived' then
    raise exception 'the case is sealed' using errcode = 'restrict_violation', constraint = 'desk_sealed';
  end if;
  return new;
end $$;
create trigger desk_sealed before update on incident for each row execute function desk_refuse_sealed_incident();
alter table incident enable always trigger desk_sealed;`;

/** People, settings, requests, incidents and their journal. */
export const intakeMigration: Migration = {
  name: "desk-0001-intake",
  sql: [
    people,
    cases,
    journal,
    sealedCheck,
    tenantTable("customer", { column: "id", grants: ["select", "insert", "update"] }),
    staffTable("staff", ["select", "insert", "update"]),
    staffTable("setting", ["select", "insert", "update"]),
    staffTable("setting_secret", ["select", "insert", "update", "delete"]),
    grantApp("counter", ["select", "insert", "update"]),
    staffTable("access_log", ["select", "insert"]),
    appendOnly("access_log"),
    tenantTable("incident", { column: "customer_id", grants: ["select", "insert", "update"] }),
    tenantTable("request", { column: "customer_id", grants: ["select", "insert", "update"] }),
    staffTable("request_draft"),
    incidentRows("step_mark", "select, insert, update"),
    staffTable("journal", ["select", "insert"]),
    appendOnly("journal"),
    staffTable("journal_checkpoint", ["select", "insert"]),
    appendOnly("journal_checkpoint"),
    ...["request", "step_mark", "journal", "journal_checkpoint"].map(frozenWhenSealed),
  ],
};
