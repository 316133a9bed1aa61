import type { Handlers } from "../handler.ts";
import type { Work } from "../unit-of-work.ts";
import type { AccessLog } from "./access-log.ts";

/** Who read what, for whoever watches over it. */
export function accessHandlers({
  work,
  access,
}: {
  readonly work: Work;
  readonly access: Pick<AccessLog, "search">;
}): Handlers<"audit.list"> {
  return {
    "audit.list": (call, { query }) =>
      work(call, "audit.list", (unit) => access.search(unit, query), { readOnly: true }),
  };
}
