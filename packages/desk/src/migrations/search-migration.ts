import type { Migration } from "@stanch/store/migrate";
import { staffTable } from "@stanch/store/tables";

/*
 * Under row-level security the database does not trust an operator like @> with rows that a policy may hide, and looks at every row
 * instead of the index. The policy therefore does not bind the owner, and functions of the owner look: they answer nothing but places,
 * and to staff only.
 */
const table = `create table journal_search (
  incident_id uuid not null, seq integer not null, recorded_at timestamptz not null, search text not null, grams integer[] not null,
  primary key (incident_id, seq));
alter table journal_search alter column grams set statistics 1000;
create index journal_search_newest on journal_search (recorded_at desc, incident_id, seq);
create index journal_search_grams on journal_search using gin (grams);
alter table journal_search enable row level security;
create policy stanch_scope on journal_search using ((select stanch_staff())) with check ((select stanch_staff()));
grant select, insert on journal_search to stanch_app;
create table journal_search_todo (incident_id uuid primary key);
set local stanch.staff = 'on';
insert into journal_search_todo select id from incident;
set local stanch.staff = 'off';`;

/** Most matches are among the newest lines; the rest is found by the index. */
const find = `create function desk_search_recent(words text[], walked integer, most integer)
  returns table (incident_id uuid, seq integer, recorded_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.incident_id, s.seq, s.recorded_at from (
    select * from journal_search j where (select stanch_staff()) order by j.recorded_at desc, j.incident_id, j.seq limit walked) s
  where not exists (select from unnest(words) w where position(w in s.search) = 0)
  order by s.recorded_at desc, s.incident_id, s.seq limit most $$;
create function desk_search_all(words text[], wanted integer[], most integer)
  returns table (incident_id uuid, seq integer, recorded_at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
  set enable_seqscan = off as $$
begin
  if not stanch_staff() then return; end if;
  if cardinality(wanted) = 0 then
    return query select s.incident_id, s.seq, s.recorded_at from journal_search s
      where not exists (select from unnest(words) w where position(w in s.search) = 0)
      order by s.recorded_at desc, s.incident_id, s.seq limit most;
  else
    return query with held as materialized (select * from journal_search j where j.grams @> wanted)
      select s.incident_id, s.seq, s.recorded_at from held s
      where not exists (select from unnest(words) w where position(w in s.search) = 0)
      order by s.recorded_at desc, s.incident_id, s.seq limit most;
  end if;
end $$;
revoke all on function desk_search_recent(text[], integer, integer), desk_search_all(text[], integer[], integer)
  from public;
grant execute on function desk_search_recent(text[], integer, integer), desk_search_all(text[], integer[], integer)
  to stanch_app;`;

/** Lines of journals are found by their words. */
export const searchMigration: Migration = {
  name: "desk-0017-search",
  sql: [table, staffTable("journal_search_todo", ["select", "update", "delete"]), find],
};
