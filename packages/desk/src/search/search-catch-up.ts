import type { Call } from "../handler.ts";
import type { Work } from "../unit-of-work.ts";
import { indexOlder } from "./search-repo.ts";

/** Cases in one transaction: others wait no longer than that. */
const BATCH = 20;

/** Makes lines findable that were written before there was a search; ends when all are, or when the desk closes. */
export function searchCatchUp(parts: {
  readonly work: Work;
  readonly call: Call;
  readonly closing: AbortSignal;
}): () => Promise<void> {
  return async () => {
    while (!parts.closing.aborted) {
      const taken = await parts.work(parts.call, "search.catch-up", (unit) => indexOlder(unit.tx, BATCH));
      if (taken === 0) return;
    }
  };
}
