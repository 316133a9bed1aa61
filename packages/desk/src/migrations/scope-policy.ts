/*
 * These texts are part of applied migrations and of their hashes: once released they never change. A new need is a new function.
 */

/** Rows of an incident: staff sees all, a customer those of its own incidents. The incident's own policy decides. */
export function incidentRows(table: string, grants: string): string {
  const condition = `(select stanch_staff()) or incident_id in (select id from incident where customer_id = (select stanch_tenant()))`;
  return `alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy stanch_scope on ${table} using (${condition}) with check ((select stanch_staff()));
grant ${grants} on ${table} to stanch_app;`;
}

/** Nothing is added to, changed in or taken from a sealed case, by anyone who uses the tables. */
export function frozenWhenSealed(table: string): string {
  return `create trigger desk_sealed before insert or update or delete on ${table}
  for each row execute function desk_refuse_sealed();
alter table ${table} enable always trigger desk_sealed;`;
}
