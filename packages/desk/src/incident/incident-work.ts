import type { Call } from "../handler.ts";
import type { Unit, Work, WorkOptions } from "../unit-of-work.ts";
import type { IncidentGate } from "./incident-gate.ts";

/** A unit of work inside one incident: the gate is passed before anything else happens. */
export type IncidentWork = <T>(
  call: Call,
  tag: string,
  incident: string,
  act: (unit: Unit) => Promise<T>,
  options?: WorkOptions,
) => Promise<T>;

export function incidentWork({ work, gate }: { readonly work: Work; readonly gate: IncidentGate }): IncidentWork {
  return (call, tag, incident, act, options) =>
    work(
      call,
      tag,
      async (unit) => {
        await gate(unit, incident);
        return act(unit);
      },
      options,
    );
}

/** For operations that only look. */
export const reading: WorkOptions = Object.freeze({ readOnly: true });
