import type { Migration } from "@stanch/store/migrate";
import { appendOnly, staffTable } from "@stanch/store/tables";

const notices = `alter table notice drop constraint notice_channel_check;
alter table notice add constraint notice_channel_check check (channel in ('mail', 'webhook', 'phone', 'fax', 'in-person', 'sms',
  'voice', 'dingtalk', 'wecom', 'feishu', 'slack', 'telegram'));
alter table notice drop constraint notice_link_check;
alter table notice add constraint notice_link_check check (link in ('acknowledge', 'status', 'code', 'none'));
create index notice_address on notice (channel, to_address);
alter table notice_attempt add column message_id text;
alter table notice_attempt add column seq bigint generated always as identity;
create index notice_attempt_message on notice_attempt (provider, message_id) where message_id is not null;`;

const contacts = `create table contact_method (
  id uuid primary key, staff_id uuid not null references staff,
  channel text not null check (channel in ('mail', 'phone', 'sms', 'voice', 'dingtalk', 'wecom', 'feishu', 'slack', 'telegram')),
  address text not null, created_at timestamptz not null, verified_at timestamptz, verified_by text, removed_at timestamptz,
  code_nonce text, code_at timestamptz, code_tries integer not null default 0);
create unique index contact_method_once on contact_method (staff_id, channel, address) where removed_at is null;
create table contact_rules (staff_id uuid primary key references staff, rules jsonb not null, changed_at timestamptz not null);
create table page_contact (
  id uuid primary key, escalation_id uuid not null references escalation, key text not null, staff_id uuid not null references staff,
  channel text not null, address text not null, told jsonb not null, due_at timestamptz not null,
  state text not null check (state in ('waiting', 'told', 'stopped')), notice_id uuid references notice);
create index page_contact_due on page_contact (due_at) where state = 'waiting';
create index page_contact_page on page_contact (escalation_id, key, staff_id);
create index page_contact_notice on page_contact (notice_id);
create table call_record (
  id uuid primary key, request_id uuid not null references request, key text, staff_id uuid not null references staff,
  staff_name text not null, phone text not null, outcome text not null check (outcome in ('reached', 'no-answer', 'declined')),
  note text not null, by_id text not null, by_name text not null, at timestamptz not null);
create index call_record_request on call_record (request_id, at);
create table test_page (
  day date not null, staff_id uuid not null references staff, primary key (day, staff_id));`;

/** How staff are reached, and who was rung. */
export const contactMigration: Migration = {
  name: "desk-0005-contact",
  sql: [
    notices,
    contacts,
    ...["contact_method", "contact_rules", "page_contact"].map((table) =>
      staffTable(table, ["select", "insert", "update"]),
    ),
    ...["call_record", "test_page"].map((table) => staffTable(table, ["select", "insert"])),
    ...["call_record", "test_page"].map(appendOnly),
  ],
};
