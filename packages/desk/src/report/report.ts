import type { ReportVersion } from "@stanch/model/handling";
import { deskError } from "../desk-error.ts";

/** Which state may follow which; a rejected report goes back to its writers. */
export const reportSteps: Readonly<Record<ReportVersion["state"], readonly ReportVersion["state"][]>> = {
  draft: ["draft", "in-review"],
  "in-review": ["draft", "approved"],
  approved: ["delivered"],
  delivered: ["countersigned"],
  countersigned: [],
};

/** Passes when the report may go on to that state. */
export function checkReportStep(report: Pick<ReportVersion, "state">, to: ReportVersion["state"]): void {
  if (!reportSteps[report.state].includes(to)) throw deskError("E_STATE", { state: report.state });
}

/** States in which a customer may see a report. */
export const customerSees: ReadonlySet<ReportVersion["state"]> = new Set<ReportVersion["state"]>([
  "delivered",
  "countersigned",
]);

export const emptyWords: ReportVersion["words"] = { summary: "", impact: "", advice: "", limits: "" };
