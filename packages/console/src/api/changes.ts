import { z } from "zod";
import { addressOf } from "./address.ts";
import { queries, touches } from "./queries.ts";

const change = z.object({ kind: z.string(), incident: z.string().optional(), request: z.string().optional() });

/**
 * Listens to the centre's changes and asks again for what they touch. The browser reconnects by itself; after a break
 * everything is asked again, for what was missed.
 */
export function listenToChanges(): () => void {
  const source = new EventSource(addressOf("/changes", undefined, undefined));
  let broken = false;
  const take = (event: MessageEvent<string>) => {
    const parsed = change.safeParse(parseJson(event.data));
    if (!parsed.success) return;
    void queries.invalidateQueries({ predicate: ({ queryKey }) => touches(queryKey, parsed.data) });
  };
  source.addEventListener("message", take);
  source.addEventListener("change", take);
  source.addEventListener("error", () => {
    broken = true;
  });
  source.addEventListener("open", () => {
    if (broken) void queries.invalidateQueries();
    broken = false;
  });
  return () => source.close();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
