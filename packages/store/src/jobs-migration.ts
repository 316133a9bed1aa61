import type { Migration } from "./migrate.ts";
import { tenantTable } from "./tables.ts";

/** The queue; see `table-jobs.ts`. */
export const jobsMigration: Migration = {
  name: "store-0002-jobs",
  sql: [
    `create table stanch_job (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  tenant uuid,
  subject text,
  payload jsonb not null,
  dedupe text,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  attempt integer not null default 0,
  max_attempts integer not null check (max_attempts between 1 and 100),
  run_at timestamptz not null default now(),
  lease uuid,
  lease_until timestamptz,
  worker text,
  progress jsonb,
  result jsonb,
  failure jsonb,
  cancel_requested boolean not null default false,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index stanch_job_next on stanch_job (run_at, id) where state in ('waiting', 'running');
create index stanch_job_subject on stanch_job (subject, created_at desc);
create unique index stanch_job_dedupe on stanch_job (kind, dedupe) where dedupe is not null and state in ('waiting', 'running');`,
    tenantTable("stanch_job", { grants: ["select", "insert", "update"] }),
  ],
};
