import { api } from "@stanch/model/api";
import { personOnly } from "@stanch/model/api-key";
import type { Permission } from "@stanch/model/role";
import { may } from "@stanch/model/role";
import { deskError } from "./desk-error.ts";
import type { Call, DeskOperation, Handlers } from "./handler.ts";

/** Whether a program with a key may ask: its list names the permission, and nobody has to be there in person. */
function keyFits({ only }: Call, operation: string, permission: Permission): boolean {
  return only === undefined || (only.includes(permission) && !personOnly.has(operation));
}

/** Whether the caller's roles, and its key if it has one, grant what an operation asks; the desk itself may do everything. */
export function permitted(call: Call, operation: string, permission: Permission): boolean {
  if (permission === "public" || call.actor.kind === "system") return true;
  return may(call.roles, permission) && keyFits(call, operation, permission);
}

/**
 * Every operation behind its permission, whatever stands in front of the desk: a way in that forgets to ask is refused here, before
 * anything is looked up.
 */
export function guarded(handlers: Handlers): Handlers {
  const names = Object.keys(handlers) as DeskOperation[];
  const one = (name: DeskOperation): unknown => {
    const handler = handlers[name] as (call: Call, input: never) => Promise<unknown>;
    const { permission } = api[name];
    return async (call: Call, input: never): Promise<unknown> => {
      if (!permitted(call, name, permission)) throw deskError("E_FORBIDDEN");
      return handler(call, input);
    };
  };
  return Object.fromEntries(names.map((name) => [name, one(name)])) as unknown as Handlers;
}
