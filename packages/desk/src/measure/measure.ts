import type { Measure } from "@stanch/model/handling";
import { deskError } from "../desk-error.ts";

/** Which state may follow which; an undone measure is planned anew. */
export const measureSteps: Readonly<Record<Measure["state"], readonly Measure["state"][]>> = {
  planned: ["approved", "rejected"],
  approved: ["done"],
  rejected: [],
  done: ["undone"],
  undone: [],
};

/** Passes when the measure may go on to that state. */
export function checkStep(measure: Pick<Measure, "state">, to: Measure["state"]): void {
  if (!measureSteps[measure.state].includes(to)) throw deskError("E_STATE", { state: measure.state });
}
