import type { Random } from "../ports.ts";
import type { Unit } from "../unit-of-work.ts";

/** What is watched besides the journals: reads of sealed or sensitive things, changes to people and settings. */
export interface AccessLog {
  readonly note: (
    unit: Unit,
    line: { readonly what: string; readonly detail: string; readonly incident?: string },
  ) => Promise<void>;
}

/** Append-only, never shown to customers. */
export function accessLog({ random }: { readonly random: Pick<Random, "uuid"> }): AccessLog {
  return {
    note: async (unit, line) => {
      await unit.tx
        .insertInto("access_log")
        .values({
          id: random.uuid(),
          at: unit.now,
          incident_id: line.incident ?? null,
          actor: JSON.stringify(unit.call.actor),
          what: line.what,
          detail: line.detail,
        })
        .execute();
    },
  };
}
