import type { Handlers } from "@stanch/desk/handler";
import type { ApiKeys } from "./api-keys.ts";
import type { Lockouts } from "./lockouts.ts";
import type { OidcProviders } from "./oidc-providers.ts";

export interface AccessParts {
  readonly keys: Pick<ApiKeys, "list" | "create" | "revoke">;
  readonly locks: Lockouts;
  readonly providers: OidcProviders;
}

type AccessOperation =
  | `apiKey.${"list" | "create" | "revoke"}`
  | `lockout.${"list" | "lift"}`
  | `oidc.${"list" | "put" | "remove"}`;

/** Operations about ways in: keys of programs, lock-outs, accounts of customers' own organisations. */
export function accessHandlers({ keys, locks, providers }: AccessParts): Handlers<AccessOperation> {
  return {
    "apiKey.list": (call) => keys.list(call),
    "apiKey.create": (call, { body }) => keys.create(call, body),
    "apiKey.revoke": (call, { params }) => keys.revoke(call, params.key),
    "lockout.list": () => locks.list(),
    "lockout.lift": (call, { params }) => locks.lift(call, params.staff),
    "oidc.list": () => providers.list(),
    "oidc.put": (call, { params, body }) => providers.put(call, params.customer, body),
    "oidc.remove": (call, { params }) => providers.remove(call, params.customer),
  };
}
