import type { Handlers } from "../handler.ts";
import type { ChangeHub } from "./change-hub.ts";

export function changeHandlers({ hub }: { readonly hub: Pick<ChangeHub, "listen"> }): Handlers<"changes.stream"> {
  return { "changes.stream": async (call) => hub.listen(call) };
}
