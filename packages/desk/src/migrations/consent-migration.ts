import type { Migration } from "@stanch/store/migrate";

const columns = `alter table measure add column consent text check (consent in ('given', 'refused')), add column consent_by text,
  add column consent_at timestamptz, add column consent_reason text,
  add constraint measure_consent_whole check ((consent is null) = (consent_by is null) and (consent is null) = (consent_at is null));`;

/** What the customer says of a measure that asks for its consent. */
export const consentMigration: Migration = { name: "desk-0025-consent", sql: [columns] };
