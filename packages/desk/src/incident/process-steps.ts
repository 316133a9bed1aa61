import type { IncidentState, NextAction } from "@stanch/model/incident";
import { type ProcessStep, processStep, type StepState } from "@stanch/model/process";
import { type MessageKey, sayBoth } from "../messages/say.ts";

/** What the records of an incident say about its steps. */
export interface StepFacts {
  readonly state: IncidentState;
  readonly openedAt: string;
  readonly clockStopped: boolean;
  readonly noticesTold: number;
  readonly noticesFailed: number;
  readonly decisions: number;
  readonly determinations: number;
  readonly assignmentsTaken: number;
  readonly advice: number;
  readonly evidence: number;
  readonly investigationsDone: number;
  readonly investigationsRunning: number;
  /** Measures by `phase state`, `contain done`. */
  readonly measures: Readonly<Record<string, number>>;
  /** Reports by state. */
  readonly reports: Readonly<Record<string, number>>;
  readonly marks: readonly {
    readonly step: ProcessStep;
    readonly state: "done" | "skipped";
    readonly reason: string;
    readonly at: string;
  }[];
}

export interface StepView {
  readonly step: ProcessStep;
  readonly state: StepState;
  readonly at?: string;
  readonly reason?: string;
}

/** Steps that nobody may leave out. */
export const fixedSteps: ReadonlySet<ProcessStep> = new Set<ProcessStep>(["request", "determine", "report", "archive"]);
/** Steps whose only record is the note of whoever did them. */
export const notedSteps: ReadonlySet<ProcessStep> = new Set<ProcessStep>([
  "contain",
  "eradicate",
  "recover",
  "harden",
  "reassess",
  "police",
]);

/** Steps that matter when it was no incident. */
const shortWay: ReadonlySet<ProcessStep> = new Set<ProcessStep>(["request", "notify", "determine", "archive"]);

function phaseDone(facts: StepFacts, phase: string): boolean {
  const of = (state: string): number => facts.measures[`${phase} ${state}`] ?? 0;
  return of("done") > 0 && of("planned") + of("approved") === 0;
}

/** Whether the record that a step demands exists. */
function recorded(step: ProcessStep, facts: StepFacts): boolean {
  switch (step) {
    case "request":
      return true;
    case "notify":
      return facts.noticesTold > 0 && facts.decisions > 0;
    case "determine":
      return facts.determinations > 0;
    case "dispatch":
      return facts.assignmentsTaken > 0;
    case "advise":
      return facts.advice > 0;
    case "collect":
      return facts.evidence > 0;
    case "investigate":
      return facts.investigationsDone > 0;
    case "contain":
    case "eradicate":
    case "recover":
    case "harden":
      return phaseDone(facts, step);
    case "reassess":
    case "police":
      return false;
    case "report":
      return (facts.reports.delivered ?? 0) + (facts.reports.countersigned ?? 0) > 0;
    case "archive":
      return facts.state === "archived";
  }
}

/** The rail: each step done by its record, skipped with a reason, or still to do; the first of these is current. */
export function stepsOf(facts: StepFacts): StepView[] {
  const marks = new Map(facts.marks.map((mark) => [mark.step, mark]));
  let current = false;
  return processStep.options.map((step): StepView => {
    const mark = marks.get(step);
    if (recorded(step, facts))
      return step === "request" ? { step, state: "done", at: facts.openedAt } : { step, state: "done" };
    if (mark !== undefined) return { step, state: mark.state, at: mark.at, reason: mark.reason };
    if (facts.state === "not-an-incident" && !shortWay.has(step)) return { step, state: "skipped" };
    if (current) return { step, state: "todo" };
    current = true;
    return { step, state: "current" };
  });
}

/** Names of the console's screens. */
const screens: Readonly<Record<ProcessStep, string>> = {
  request: "overview",
  notify: "notify",
  determine: "determine",
  dispatch: "people",
  advise: "advice",
  collect: "evidence",
  investigate: "evidence",
  contain: "measures",
  eradicate: "measures",
  recover: "measures",
  harden: "measures",
  reassess: "overview",
  police: "overview",
  report: "report",
  archive: "archive",
};

function action(step: ProcessStep, key: MessageKey, screen = screens[step]): NextAction {
  return { step, what: sayBoth(key), screen };
}

/** What is to be done now, the most urgent first: the promise to the customer, then what waits for a person, then the current step. */
export function nextOf(facts: StepFacts): NextAction[] {
  if (facts.state === "archived" || facts.state === "closed") return [];
  const waiting = (state: string): boolean =>
    Object.entries(facts.measures).some(([key, count]) => key.endsWith(` ${state}`) && count > 0);
  const next: NextAction[] = [];
  if (!facts.clockStopped) next.push(action("request", "next.contact"));
  if (facts.noticesFailed > 0) next.push(action("notify", "next.notice-failed"));
  if (facts.decisions === 0 && facts.state === "open") next.push(action("notify", "next.decide"));
  if (waiting("planned")) next.push(action("contain", "next.approve-measure"));
  if ((facts.reports["in-review"] ?? 0) > 0) next.push(action("report", "next.approve-report"));
  if ((facts.reports.approved ?? 0) > 0) next.push(action("report", "next.deliver-report"));
  const current = stepsOf(facts).find((step) => step.state === "current");
  if (current !== undefined) next.push(action(current.step, `next.${current.step}`));
  return next;
}
