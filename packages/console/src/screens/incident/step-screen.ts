import type { ProcessStep } from "@stanch/model/process";

/** The pages of a case, as the last part of their address; the overview is the empty one. */
export const incidentScreens = [
  "overview",
  "tasks",
  "notify",
  "determine",
  "legal",
  "people",
  "advice",
  "evidence",
  "timeline",
  "answer",
  "measures",
  "report",
  "archive",
  "journal",
] as const;
export type IncidentScreen = (typeof incidentScreens)[number];

const byStep: Record<ProcessStep, IncidentScreen> = {
  request: "overview",
  notify: "notify",
  determine: "determine",
  dispatch: "people",
  advise: "advice",
  collect: "evidence",
  investigate: "answer",
  contain: "measures",
  eradicate: "measures",
  recover: "measures",
  harden: "measures",
  reassess: "overview",
  police: "overview",
  report: "report",
  archive: "archive",
};

/** Where a step is done. */
export function screenOfStep(step: ProcessStep): IncidentScreen {
  return byStep[step];
}

/** Where the next thing is done: what the centre names, when this console has it, or the step's own page. */
export function screenOf(action: { readonly screen: string; readonly step: ProcessStep }): IncidentScreen {
  return incidentScreens.find((one) => one === action.screen) ?? byStep[action.step];
}

/** The address of a page of a case. */
export function screenAddress(incident: string, screen: IncidentScreen): string {
  return `/incidents/${incident}${screen === "overview" ? "" : `/${screen}`}`;
}
