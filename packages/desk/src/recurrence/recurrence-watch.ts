import type { Call } from "../handler.ts";
import type { Unit, Work } from "../unit-of-work.ts";
import type { RecurrenceService } from "./recurrence-service.ts";

/** Begins to watch what was sealed, compares what is open, and ends watches; each case in a unit of its own. */
export function recurrenceWatch(parts: {
  readonly work: Work;
  readonly call: Call;
  readonly recurrences: RecurrenceService;
}): () => Promise<void> {
  const { work, call, recurrences } = parts;
  const each = async (
    list: (unit: Unit) => Promise<string[]>,
    act: (unit: Unit, incident: string) => Promise<void>,
  ): Promise<unknown[]> => {
    const failures: unknown[] = [];
    for (const incident of await work(call, "recurrence.due", list, { readOnly: true })) {
      try {
        await work(call, "recurrence.turn", (unit) => act(unit, incident));
      } catch (error) {
        failures.push(error);
      }
    }
    return failures;
  };
  return async () => {
    const failures = [
      ...(await each(recurrences.unwatched, recurrences.watch)),
      ...(await each(recurrences.uncompared, recurrences.compare)),
    ];
    await work(call, "recurrence.hold", (unit) => recurrences.hold(unit));
    if (failures.length > 0) throw new AggregateError(failures, "recurrence");
  };
}
