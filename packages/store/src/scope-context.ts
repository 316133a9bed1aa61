import { AsyncLocalStorage } from "node:async_hooks";

/** The scoped transaction that the running code is inside of. */
export interface ScopeContext {
  open: boolean;
  /** Comment put before every statement. */
  readonly tag: string | undefined;
}

/** Set by `withScope`, read by the driver: for tags, and to refuse what would deadlock or leave the scope. */
export const scopeContext: AsyncLocalStorage<ScopeContext> = new AsyncLocalStorage<ScopeContext>();

/** Statements that may run inside a scope: nothing that changes role, settings or the transaction itself. */
const allowed =
  /^(?:\s+|--[^\n]*\n|\/\*(?:(?!\/\*)[^])*?\*\/)*(select|insert|update|delete|merge|with|values|savepoint|release|rollback\s+to|lock)\b/i;

/** Adds the tag of the scope; throws when the statement does not belong inside a scope. */
export function scopedSql(sql: string): string {
  const context = scopeContext.getStore();
  if (context?.open !== true) return sql;
  if (!allowed.test(sql)) throw new TypeError(`not allowed inside a scope: ${sql.slice(0, 60)}`);
  return context.tag === undefined ? sql : `/* ${context.tag} */ ${sql}`;
}
