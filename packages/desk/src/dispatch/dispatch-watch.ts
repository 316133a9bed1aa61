import type { Call } from "../handler.ts";
import type { Work } from "../unit-of-work.ts";
import type { DispatchService } from "./dispatch-service.ts";

/** Does what is due in every round, each in a unit of its own: one that fails keeps no other from going on. */
export function dispatchWatch(parts: {
  readonly work: Work;
  readonly call: Call;
  readonly dispatches: Pick<DispatchService, "due" | "turn">;
}): () => Promise<void> {
  const { work, call, dispatches } = parts;
  return async () => {
    const due = await work(call, "dispatch.due", dispatches.due, { readOnly: true });
    const failures: unknown[] = [];
    for (const one of due) {
      try {
        await work(call, "dispatch.turn", (unit) => dispatches.turn(unit, one));
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, "dispatch");
  };
}
