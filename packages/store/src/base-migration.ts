import type { Migration } from "./migrate.ts";

/**
 * The application's role, what row-level security reads, and the trigger of append-only tables.
 *
 * `set_config` is taken from the public where we may (superuser): the scope is set by the owner just before it steps down, and
 * nothing that runs inside a scope can widen it.
 */
export const baseMigration: Migration = {
  name: "store-0001-base",
  sql: [
    `do $$ begin
  create role stanch_app nologin;
exception when duplicate_object or unique_violation then null; end $$;
do $$ begin
  if not pg_has_role(current_user, 'stanch_app', 'member') then
    execute format('grant stanch_app to %I', current_user);
  end if;
end $$;
do $$ begin
  revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
exception when insufficient_privilege then null; end $$;
do $$ begin
  revoke create on schema public from public;
exception when insufficient_privilege then null; end $$;
grant usage on schema public to stanch_app;`,
    `create function stanch_staff() returns boolean language sql stable parallel safe
  as $$ select coalesce(current_setting('stanch.staff', true), '') = 'on' $$;
create function stanch_tenant() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('stanch.tenant', true), '')::uuid $$;
create function stanch_actor() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('stanch.actor', true), '') $$;
create function stanch_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation', table = tg_table_name;
end $$;`,
  ],
};
