import type { Handlers } from "@stanch/desk/handler";
import type { ApiKeys } from "./api-keys.ts";
import type { Lockouts } from "./lockouts.ts";

/** Operations about ways in: keys of programs, lock-outs. */
export function accessHandlers(
  keys: Pick<ApiKeys, "list" | "create" | "revoke">,
  locks: Lockouts,
): Handlers<`apiKey.${"list" | "create" | "revoke"}` | `lockout.${"list" | "lift"}`> {
  return {
    "apiKey.list": (call) => keys.list(call),
    "apiKey.create": (call, { body }) => keys.create(call, body),
    "apiKey.revoke": (call, { params }) => keys.revoke(call, params.key),
    "lockout.list": () => locks.list(),
    "lockout.lift": (call, { params }) => locks.lift(call, params.staff),
  };
}
