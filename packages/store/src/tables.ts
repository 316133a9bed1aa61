import { APP_ROLE } from "./with-scope.ts";

const shape = /^[a-z][a-z0-9_]{0,62}$/;

/** A quoted name of ours; anything that is not plain `snake_case` is refused. */
function named(name: string): string {
  if (!shape.test(name)) throw new TypeError(`not a name for a table or column: ${name}`);
  return `"${name}"`;
}

/*
 * These texts are part of applied migrations and of their hashes: once released they never change. A new need is a new function.
 */

export type Grant = "select" | "insert" | "update" | "delete";
const allGrants: readonly Grant[] = ["select", "insert", "update", "delete"];

/** Lets the application's role do these things with a table that has no tenant (reference data). */
export function grantApp(table: string, grants: readonly Grant[] = allGrants): string {
  return `grant ${grants.join(", ")} on ${named(table)} to ${APP_ROLE};`;
}

function policy(table: string, condition: string): string {
  const name = named(table);
  return `alter table ${name} enable row level security;
alter table ${name} force row level security;
create policy stanch_scope on ${name} using (${condition}) with check (${condition});`;
}

export interface TenantTableOptions {
  /** The column that holds the customer, a `uuid`. Default `tenant`. Null there: staff only. */
  readonly column?: string;
  readonly grants?: readonly Grant[];
}

/**
 * Row-level security for a table whose rows belong to a customer: staff sees all rows, a customer only its own, and nobody
 * writes a row for another. Goes into the migration that creates the table.
 *
 * @example { name: "desk-0001", sql: [`create table request (tenant uuid, …);`, tenantTable("request")] }
 */
export function tenantTable(table: string, options: TenantTableOptions = {}): string {
  const column = named(options.column ?? "tenant");
  const condition = `(select stanch_staff()) or ${column} = (select stanch_tenant())`;
  return `${policy(table, condition)}\n${grantApp(table, options.grants)}`;
}

/** Row-level security for a table that only staff may see. */
export function staffTable(table: string, grants: readonly Grant[] = allGrants): string {
  return `${policy(table, "(select stanch_staff())")}\n${grantApp(table, grants)}`;
}

/**
 * Makes a table append-only: the application's role may insert and read, and triggers refuse update, delete and truncate for
 * everybody, the owner included. Call it after {@link tenantTable} or {@link staffTable}.
 */
export function appendOnly(table: string): string {
  const name = named(table);
  return `revoke all on ${name} from ${APP_ROLE};
grant select, insert on ${name} to ${APP_ROLE};
create trigger stanch_append_only before update or delete or truncate on ${name}
  for each statement execute function stanch_refuse_change();
alter table ${name} enable always trigger stanch_append_only;`;
}
