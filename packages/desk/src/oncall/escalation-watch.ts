import type { Call } from "../handler.ts";
import type { Work } from "../unit-of-work.ts";
import type { EscalationService } from "./escalation-service.ts";

/** Does what is due in every chain, each in a unit of its own: one that fails keeps no other from going on. */
export function escalationWatch(parts: {
  readonly work: Work;
  readonly call: Call;
  readonly escalations: Pick<EscalationService, "due" | "turn">;
}): () => Promise<void> {
  const { work, call, escalations } = parts;
  return async () => {
    const due = await work(call, "escalation.due", escalations.due, { readOnly: true });
    const failures: unknown[] = [];
    for (const id of due) {
      try {
        await work(call, "escalation.turn", (unit) => escalations.turn(unit, id));
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, "escalation");
  };
}
