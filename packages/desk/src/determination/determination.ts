import type { Determination, determinationForm, Disposition, Grading } from "@stanch/model/handling";
import { incidentType } from "@stanch/model/incident-type";
import { gradeIncident } from "@stanch/model/level";
import type { z } from "zod";
import { deskError } from "../desk-error.ts";

export type DeterminationForm = z.infer<typeof determinationForm>;

/** What a disposition makes of the case: `letter` ends it with an answer to the applicant, `none` leaves the question open. */
export const outcomes: Readonly<Record<Disposition, "incident" | "letter" | "none">> = {
  incident: "incident",
  suspected: "none",
  "insufficient-data": "none",
  misconfiguration: "letter",
  "scan-probe": "letter",
  "failed-attempt": "letter",
  "false-indicator": "letter",
  duplicate: "letter",
};

/** What was decided, checked and graded. */
export interface Decided {
  readonly outcome: "incident" | "letter" | "none";
  readonly grading?: Grading;
  readonly level?: NonNullable<Determination["level"]>;
}

/** Checks the form and computes the level: the decision table's, or the override that somebody signs for. */
export function decide(form: DeterminationForm, maySign: boolean): Decided {
  const outcome = outcomes[form.disposition];
  for (const type of [form.type, ...form.secondary]) {
    if (type !== undefined && type !== "" && incidentType(type) === undefined)
      throw deskError("E_TYPE_UNKNOWN", { type });
  }
  if (form.override !== undefined && !maySign) throw deskError("E_OVERRIDE_SIGNER");
  const typed = form.type !== undefined && form.type !== "";
  const graded = form.factors !== undefined || form.override !== undefined;
  if (outcome === "incident" && !(typed && graded)) throw deskError("E_DETERMINATION_INCOMPLETE");
  if (outcome === "letter") return { outcome };
  const grading = form.factors === undefined ? undefined : gradeIncident(form.factors);
  const level = form.override?.level ?? grading?.level;
  return {
    outcome,
    ...(grading === undefined ? {} : { grading }),
    ...(level === undefined ? {} : { level }),
  };
}
