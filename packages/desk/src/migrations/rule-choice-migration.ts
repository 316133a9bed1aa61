import type { Migration } from "@stanch/store/migrate";
import { appendOnly, staffTable } from "@stanch/store/tables";

const tables = `create table rule_choice (
  id uuid primary key, seq bigint generated always as identity, customer_id uuid references customer,
  kind text not null check (kind in ('off', 'on', 'filter', 'unfilter')),
  rule text, filter uuid, title text, yaml text, reason text not null, by_id text not null, by_name text not null, at timestamptz not null,
  check ((rule is not null) = (kind in ('off', 'on'))),
  check ((yaml is not null) = (kind = 'filter') and (title is not null) = (kind = 'filter')),
  check ((filter is not null) = (kind = 'unfilter')));
create index rule_choice_customer on rule_choice (customer_id, seq);
create table rule_source (
  id uuid primary key, name text not null, sha256 text not null, size bigint not null, documents integer not null,
  rejected integer not null, licence text not null, by_name text not null, at timestamptz not null,
  removed_at timestamptz, removed_by text, removed_reason text,
  check ((removed_at is null) = (removed_by is null) and (removed_at is null) = (removed_reason is null)));
create unique index rule_source_name on rule_source (name) where removed_at is null;`;

/** Which rules judge evidence: what was chosen is written once, so that every answer can be repeated with the rules of its day. */
export const ruleChoiceMigration: Migration = {
  name: "desk-0012-rule-choice",
  sql: [
    tables,
    staffTable("rule_choice", ["select", "insert"]),
    appendOnly("rule_choice"),
    staffTable("rule_source", ["select", "insert", "update"]),
  ],
};
