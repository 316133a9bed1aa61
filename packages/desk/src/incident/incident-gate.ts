import { found } from "../desk-error.ts";
import type { Unit } from "../unit-of-work.ts";

/** Passes when the caller may see the incident; `E_NOT_FOUND` otherwise, whether or not it exists. */
export type IncidentGate = (unit: Unit, incident: string) => Promise<void>;

/** Row-level security decides. */
export const incidentGate: IncidentGate = async (unit, incident) => {
  const row = await unit.tx.selectFrom("incident").select("id").where("id", "=", incident).executeTakeFirst();
  found(row, "incident");
};
