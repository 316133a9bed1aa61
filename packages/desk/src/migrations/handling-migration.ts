import type { Migration } from "@stanch/store/migrate";
import { appendOnly, staffTable } from "@stanch/store/tables";
import { frozenWhenSealed, incidentRows } from "./scope-policy.ts";

const telling = `create table notice (
  id uuid primary key, incident_id uuid references incident, request_id uuid references request, purpose text not null,
  to_name text not null, to_part text not null, to_address text not null,
  channel text not null check (channel in ('mail', 'webhook', 'phone', 'fax', 'in-person')),
  subject text not null, body text not null, link text not null check (link in ('acknowledge', 'status', 'none')),
  language text not null, attachments jsonb not null, from_name text not null,
  state text not null check (state in ('queued', 'sent', 'delivered', 'failed', 'acknowledged')),
  created_at timestamptz not null, next_at timestamptz, tries integer not null default 0, sent_at timestamptz,
  acknowledged_at timestamptz, acknowledged_by text, token_nonce text not null, token_hash text not null unique);
create index notice_incident on notice (incident_id, created_at);
create index notice_request on notice (request_id);
create index notice_due on notice (next_at) where state = 'queued';
create table notice_attempt (
  id uuid primary key, notice_id uuid not null references notice, at timestamptz not null, ok boolean not null,
  provider text not null, detail text not null);
create index notice_attempt_notice on notice_attempt (notice_id, at);
create table decision (
  id uuid primary key, incident_id uuid not null references incident, notify_further boolean not null, reason text not null,
  by_id text not null, by_name text not null, at timestamptz not null);
create index decision_incident on decision (incident_id, at);
create table determination (
  id uuid primary key, incident_id uuid not null references incident, form jsonb not null, level smallint, grading jsonb not null,
  by_id text not null, by_name text not null, at timestamptz not null);
create index determination_incident on determination (incident_id, at);
create table assignment (
  id uuid primary key, incident_id uuid not null references incident, staff_id uuid not null references staff, staff_name text not null,
  part text not null check (part in ('lead', 'handler', 'researcher')), mode text not null check (mode in ('on-site', 'remote')),
  state text not null, times jsonb not null, created_at timestamptz not null);
create index assignment_incident on assignment (incident_id, created_at);
create table advice (
  id uuid primary key, incident_id uuid not null references incident, body text not null, channel text not null, by_name text not null,
  at timestamptz not null, read_at timestamptz, acted_at timestamptz, acted_note text);
create index advice_incident on advice (incident_id, at);`;

const analysing = `create table evidence (
  id uuid primary key, incident_id uuid not null references incident, seq integer not null, name text not null, size bigint not null,
  sha256 text not null, form jsonb not null, received_at timestamptz not null, received_from text not null,
  unique (incident_id, seq), unique (incident_id, sha256));
create table upload (
  id uuid primary key, incident_id uuid not null references incident, name text not null, size bigint not null, form jsonb not null,
  received bigint not null, sha256 text, evidence_id uuid references evidence, by_id text not null, by_name text not null,
  created_at timestamptz not null);
create index upload_incident on upload (incident_id);
create table custody (
  evidence_id uuid not null references evidence, incident_id uuid not null references incident, seq integer not null,
  at timestamptz not null, action text not null, from_party text, to_party text, purpose text not null, sha256 text not null,
  by_name text not null, primary key (evidence_id, seq));
create index custody_incident on custody (incident_id);
create table investigation (
  id uuid primary key, incident_id uuid not null references incident, state text not null, evidence jsonb not null, zone text not null,
  asked_at timestamptz not null, by_name text not null, job_id text, started_at timestamptz, finished_at timestamptz,
  progress jsonb not null, error jsonb not null, verdict text, sheets jsonb not null);
create index investigation_incident on investigation (incident_id, asked_at);
create index investigation_waiting on investigation (asked_at) where job_id is null;`;

const closing = `create table measure (
  id uuid primary key, incident_id uuid not null references incident, form jsonb not null, phase text not null, state text not null,
  author_id text not null, author_name text not null, planned_at timestamptz not null,
  decided_by_id text, decided_by text, decided_at timestamptz, decision_reason text,
  done_by text, done_at timestamptz, before_text text, after_text text, proof text, undone_at timestamptz, undone_by text,
  check (decided_by_id is null or decided_by_id <> author_id));
create index measure_incident on measure (incident_id, planned_at);
create table report (
  id uuid primary key, incident_id uuid not null references incident, number text not null, version integer not null, state text not null,
  author_id text not null, author_name text not null, writers jsonb not null, drafted_at timestamptz not null, reviewer text,
  approver_id text, approver text, approved_at timestamptz, delivered_at timestamptz, read_at timestamptz,
  countersigned_by text, countersigned_at timestamptz, words jsonb not null, lint jsonb not null, files jsonb not null,
  unique (incident_id, version), check (approver_id is null or approver_id <> author_id));
create table archive (
  incident_id uuid primary key references incident, number text not null unique, incident_number text not null,
  organisation text not null, title text not null, classification text not null, sealed_at timestamptz not null,
  sealed_by text not null, sha256 text not null, size bigint not null, journal_head text not null, search text not null);
create index archive_sealed on archive (sealed_at desc);`;

const staffOnly = ["notice", "decision", "determination", "upload", "evidence", "custody", "investigation", "archive"];
const frozen =
  "notice decision determination assignment advice upload evidence custody investigation measure report".split(" ");

/** Notices to archive: everything that is done about an incident. */
export const handlingMigration: Migration = {
  name: "desk-0002-handling",
  sql: [
    telling,
    analysing,
    closing,
    ...staffOnly.map((table) => staffTable(table, ["select", "insert", "update"])),
    staffTable("notice_attempt", ["select", "insert"]),
    ...["assignment", "advice", "measure", "report"].map((table) => incidentRows(table, "select, insert, update")),
    ...["notice_attempt", "decision", "determination", "custody", "archive"].map(appendOnly),
    ...frozen.map(frozenWhenSealed),
  ],
};
