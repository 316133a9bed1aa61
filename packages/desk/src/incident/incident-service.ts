import type { Incident, IncidentState, IncidentSummary } from "@stanch/model/incident";
import type { ProcessStep } from "@stanch/model/process";
import { deskError, found } from "../desk-error.ts";
import type { Page } from "../page.ts";
import type { Unit } from "../unit-of-work.ts";
import { clockColumns, clockOf } from "./incident.ts";
import { lockIncident, readIncidents, updateIncident, writeStepMark } from "./incident-repo.ts";
import { type MergeForm, mergeRequests } from "./merge-requests.ts";
import { type Mentioned, type NoteForm, writeNote } from "./note-mention.ts";
import { fixedSteps, notedSteps, stepsOf } from "./process-steps.ts";
import { stopClock } from "./response-clock.ts";
import { readStepFacts } from "./step-facts-repo.ts";
import { type TakeForm, type TakeParts, takeRequest } from "./take-request.ts";

export interface IncidentService {
  readonly list: (
    unit: Unit,
    filter: { readonly state?: IncidentState | undefined; readonly text?: string | undefined } & Page,
  ) => Promise<IncidentSummary[]>;
  readonly get: (unit: Unit, id: string) => Promise<Incident>;
  readonly take: (unit: Unit, request: string, form: TakeForm) => Promise<Incident>;
  /** Several requests become one incident. */
  readonly merge: (unit: Unit, form: MergeForm) => Promise<Incident>;
  /** A named person has spoken with the customer. */
  readonly contact: (
    unit: Unit,
    id: string,
    form: { readonly person: string; readonly how: string; readonly at?: string | undefined },
  ) => Promise<Incident>;
  /** Answers whom the note names. */
  readonly note: (unit: Unit, id: string, form: NoteForm) => Promise<Mentioned[]>;
  readonly skip: (unit: Unit, id: string, step: ProcessStep, reason: string) => Promise<Incident>;
  readonly done: (unit: Unit, id: string, step: ProcessStep, note: string) => Promise<Incident>;
}

/** A minute for machines whose clocks differ. */
const AHEAD_MS = 60_000;

async function contact(
  parts: TakeParts,
  unit: Unit,
  id: string,
  form: { readonly person: string; readonly how: string; readonly at?: string | undefined },
): Promise<Incident> {
  const row = found(await lockIncident(unit.tx, id), "incident");
  const at = new Date(form.at ?? unit.now).toISOString();
  const clock = clockOf(row);
  if (Date.parse(at) > Date.parse(unit.now) + AHEAD_MS || Date.parse(at) < Date.parse(clock.startedAt)) {
    throw deskError("E_TIME_ORDER", { at });
  }
  const { person, how } = form;
  const stopped = stopClock(clock, { at, by: person, how });
  if (stopped === clock) {
    await parts.journal.append(unit, id, { kind: "note.written", at, data: { contact: person, how } });
  } else {
    const late = Date.parse(at) > Date.parse(clock.dueAt);
    await parts.journal.append(unit, id, { kind: "clock.stopped", at, data: { person, how, late } });
    await updateIncident(unit.tx, id, clockColumns(stopped));
  }
  await parts.escalations.contacted(unit, id);
  return parts.view(unit, id);
}

const doneKinds = { police: "police.handed-over", reassess: "reassessment.done" } as const;

/** Marks a step; what its own record already proves needs no mark. */
async function mark(
  parts: TakeParts,
  unit: Unit,
  id: string,
  input: { readonly step: ProcessStep; readonly state: "done" | "skipped"; readonly reason: string },
): Promise<Incident> {
  const { step, state, reason } = input;
  const facts = found(await readStepFacts(unit.tx, id), "incident");
  if (stepsOf(facts).some((one) => one.step === step && one.state === "done"))
    throw deskError("E_STATE", { state: "done" });
  const kind =
    state === "skipped" ? "step.skipped" : step === "police" || step === "reassess" ? doneKinds[step] : "step.done";
  await parts.journal.append(unit, id, { kind, data: { step, reason } });
  const row = { incident_id: id, step, state, reason, at: unit.now, by_name: unit.call.actor.name };
  await writeStepMark(unit.tx, row);
  return parts.view(unit, id);
}

/** The case itself: its clock, its steps, its notes. */
export function incidentService(parts: TakeParts & Parameters<typeof writeNote>[0]): IncidentService {
  return {
    list: (unit, filter) => readIncidents(unit.tx, filter),
    get: parts.view,
    take: (unit, request, form) => takeRequest(parts, unit, request, form),
    merge: (unit, form) => mergeRequests(parts, unit, form),
    contact: (unit, id, form) => contact(parts, unit, id, form),
    note: (unit, id, form) => writeNote(parts, unit, id, form),
    skip: (unit, id, step, reason) => {
      if (fixedSteps.has(step)) throw deskError("E_STEP_FIXED", { step });
      return mark(parts, unit, id, { step, state: "skipped", reason });
    },
    done: (unit, id, step, note) => {
      if (!notedSteps.has(step)) throw deskError("E_STEP_NEEDS_RECORD", { step });
      return mark(parts, unit, id, { step, state: "done", reason: note });
    },
  };
}
