import { api } from "@stanch/model/api";
import type { Permission } from "@stanch/model/role";
import { may } from "@stanch/model/role";
import { deskError } from "./desk-error.ts";
import type { Call, DeskOperation, Handlers } from "./handler.ts";

/** Whether the caller's roles grant what the operation asks; the desk itself may do everything. */
function permitted(call: Call, permission: Permission): boolean {
  return call.actor.kind === "system" || may(call.roles, permission);
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
      if (!permitted(call, permission)) throw deskError("E_FORBIDDEN");
      return handler(call, input);
    };
  };
  return Object.fromEntries(names.map((name) => [name, one(name)])) as unknown as Handlers;
}
