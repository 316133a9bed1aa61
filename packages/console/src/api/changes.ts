import { addressOf } from "./address.ts";
import { queries, touches } from "./queries.ts";

/**
 * Listens to the centre's changes and asks again for what they touch. The browser reconnects by itself; after a break
 * everything is asked again, for what was missed.
 */
export function listenToChanges(): () => void {
  const source = new EventSource(addressOf("/changes", undefined, undefined));
  let broken = false;
  const take = (event: MessageEvent<string>) => {
    const change = readChange(event.data);
    if (change === undefined) return;
    void queries.invalidateQueries({ predicate: ({ queryKey }) => touches(queryKey, change) });
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

/** The case that a change names, if it names one; undefined for what is no change. */
export function readChange(text: string): { incident?: string } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("kind" in value)) return undefined;
    return "incident" in value && typeof value.incident === "string" ? { incident: value.incident } : {};
  } catch {
    return undefined;
  }
}
