import type { Call } from "./handler.ts";

/** What the desk does by itself: clocks, sending, jobs. The version says which program acted. */
export function systemCall(version: string): Call {
  return {
    actor: { kind: "system", id: "stanch", name: `stanch ${version}` },
    roles: [],
    scope: { kind: "staff" },
  };
}
