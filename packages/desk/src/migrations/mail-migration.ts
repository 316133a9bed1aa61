import type { Migration } from "@stanch/store/migrate";
import { appendOnly, staffTable } from "@stanch/store/tables";

const tables = `create table mail (
  id uuid primary key, kind text not null check (kind in ('request', 'reply', 'duplicate', 'automatic')),
  request_id uuid references request, message_id text not null, words_hash text not null,
  from_name text not null, from_address text not null, subject text not null, body text not null, attachments jsonb not null,
  sent_at timestamptz, received_at timestamptz not null, taken_at timestamptz not null, sha256 text not null, size bigint not null);
create unique index mail_raw on mail (sha256);
create index mail_message on mail (message_id);
create index mail_words on mail (words_hash, received_at);
create index mail_request on mail (request_id, received_at);
create index mail_received on mail (received_at desc, id desc);
create table mail_box (
  account text primary key, uid_validity text not null, last_uid bigint not null, last_ok timestamptz,
  failing_since timestamptz, failure text, told boolean not null default false);`;

/** Mails that come in: written once, never changed. */
export const mailMigration: Migration = {
  name: "desk-0011-mail",
  sql: [
    tables,
    staffTable("mail", ["select", "insert"]),
    appendOnly("mail"),
    staffTable("mail_box", ["select", "insert", "update"]),
  ],
};
