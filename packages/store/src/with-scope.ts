import { sql, type Transaction } from "kysely";
import type { Records, Scope, ScopeOptions } from "./records.ts";
import { scopeContext } from "./scope-context.ts";

/** The role every piece of work runs as; it owns nothing. */
export const APP_ROLE = "stanch_app";

const tagShape = /^[\w.:-]{1,80}$/;
const tenantShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Runs `fn` in one transaction as the application's role, seeing what `scope` may see. Returns once the commit is durable;
 * when `fn` throws, nothing happened.
 *
 * Inside, use only `tx`: `records.db` or another `withScope` would wait for this transaction and is refused.
 *
 * @example
 * const scope = { tenant: customerId, staff: false, actor: `customer:${accountId}` };
 * await withScope(records, scope, (tx) => tx.insertInto("request").values(row).execute(), { tag: "request.create" });
 */
export async function withScope<Tables, Result>(
  records: Pick<Records<Tables>, "db">,
  scope: Scope,
  fn: (tx: Transaction<Tables>) => Promise<Result>,
  options: ScopeOptions = {},
): Promise<Result> {
  if (options.tag !== undefined && !tagShape.test(options.tag)) throw new TypeError(`not a tag: ${options.tag}`);
  if (scope.tenant !== null && !tenantShape.test(scope.tenant)) throw new TypeError("a tenant is a UUID");
  const begin = records.db.transaction().setAccessMode(options.readOnly === true ? "read only" : "read write");
  return begin.execute(async (tx) => {
    await sql`select set_config('stanch.tenant', ${scope.tenant ?? ""}, true),
      set_config('stanch.staff', ${scope.staff ? "on" : "off"}, true),
      set_config('stanch.actor', ${scope.actor}, true),
      set_config('role', ${APP_ROLE}, true)`.execute(tx);
    const context = { open: true, tag: options.tag };
    try {
      return await scopeContext.run(context, () => fn(tx));
    } finally {
      context.open = false;
    }
  });
}
