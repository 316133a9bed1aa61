import type { Call } from "../handler.ts";
import type { Work } from "../unit-of-work.ts";
import type { LegalService } from "./legal-service.ts";

/** Tells people of legal clocks at 50, 75, 90 and 100 %; each incident in a unit of its own, so that one that fails holds up no other. */
export function legalWatch(parts: {
  readonly work: Work;
  readonly call: Call;
  readonly legal: Pick<LegalService, "warnable" | "warn">;
}): () => Promise<void> {
  const { work, call, legal } = parts;
  return async () => {
    const failures: unknown[] = [];
    for (const incident of await work(call, "legal.warnable", legal.warnable, { readOnly: true })) {
      try {
        await work(call, "legal.warn", (unit) => legal.warn(unit, incident));
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, "legal clocks");
  };
}
