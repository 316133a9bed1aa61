import type { Records, Scope as StoreScope } from "@stanch/store/records";
import { withScope } from "@stanch/store/with-scope";
import { deskError, violates } from "./desk-error.ts";
import type { Call, Change, Scope } from "./handler.ts";
import type { Clock } from "./ports.ts";
import type { DeskTables, Tx } from "./tables.ts";

/** One transaction on behalf of a caller; everything in it happens or nothing does. */
export interface Unit {
  readonly tx: Tx;
  readonly call: Call;
  /** The moment of the whole unit, RFC 3339 in UTC. */
  readonly now: string;
  /** Told to whoever listens once the commit is durable. */
  readonly changed: (change: Omit<Change, "at">) => void;
  /** Runs once the commit is durable. */
  readonly afterCommit: (act: () => void) => void;
}

export interface WorkOptions {
  readonly readOnly?: boolean;
  /** For calls whose right was proven otherwise (a secret link, the public form): sees every tenant. */
  readonly elevated?: boolean;
}

/** Begins units of work. */
export type Work = <T>(call: Call, tag: string, act: (unit: Unit) => Promise<T>, options?: WorkOptions) => Promise<T>;

function storeScope(scope: Scope, actor: string): StoreScope {
  switch (scope.kind) {
    case "staff":
      return { tenant: null, staff: true, actor };
    case "customer":
      return { tenant: scope.customer, staff: false, actor };
    case "public":
      return { tenant: null, staff: false, actor };
  }
}

/** The database itself refuses changes to a sealed case; people are told so in their words. */
async function sealedIsSaid<T>(act: Promise<T>): Promise<T> {
  try {
    return await act;
  } catch (error) {
    if (violates(error, "desk_sealed")) throw deskError("E_ARCHIVED");
    throw error;
  }
}

/** Transactions under the caller's own scope; changes are published after the commit, never before. */
export function unitsOfWork(parts: {
  readonly records: Pick<Records<DeskTables>, "db">;
  readonly clock: Clock;
  readonly publish: (change: Change) => void;
}): Work {
  return async (call, tag, act, options = {}) => {
    const now = parts.clock.now().toISOString();
    const changes: Omit<Change, "at">[] = [];
    const after: (() => void)[] = [];
    const actor = call.actor.kind === "public" ? "public" : `${call.actor.kind}:${call.actor.id}`;
    const scope = options.elevated === true ? { tenant: null, staff: true, actor } : storeScope(call.scope, actor);
    const unit = (tx: Tx): Unit => ({
      tx,
      call,
      now,
      changed: (change) => void changes.push(change),
      afterCommit: (act) => void after.push(act),
    });
    const settings = options.readOnly === true ? { tag, readOnly: true } : { tag };
    const result = await sealedIsSaid(withScope(parts.records, scope, (tx) => act(unit(tx)), settings));
    for (const change of changes) parts.publish({ ...change, at: now });
    for (const one of after) one();
    return result;
  };
}
