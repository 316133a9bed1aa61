import type { Measure, measureForm } from "@stanch/model/handling";
import type { z } from "zod";
import type { CustodyService } from "../custody/custody-service.ts";
import { deskError, found } from "../desk-error.ts";
import { stepsOf } from "../incident/process-steps.ts";
import { readStepFacts } from "../incident/step-facts-repo.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { Random } from "../ports.ts";
import type { Unit } from "../unit-of-work.ts";
import { checkStep } from "./measure.ts";
import { insertMeasure, lockMeasure, readMeasures, updateMeasure } from "./measure-repo.ts";

type MeasureForm = z.infer<typeof measureForm>;

export interface DoneForm {
  readonly before: string;
  readonly after: string;
  readonly proof: string;
  readonly at?: string | undefined;
}

export interface MeasureService {
  readonly list: (unit: Unit, incident: string) => Promise<Measure[]>;
  readonly plan: (unit: Unit, incident: string, form: MeasureForm) => Promise<Measure>;
  readonly decide: (
    unit: Unit,
    incident: string,
    id: string,
    input: { readonly approve: boolean; readonly reason: string },
  ) => Promise<Measure>;
  /**
   * The customer's word on a measure that asks for it, by whoever opened its page; it may change until the measure is done.
   *
   * @throws StanchError `E_NOT_FOUND` for a measure that does not ask, `E_STATE` once it is done or rejected
   */
  readonly consent: (
    unit: Unit,
    incident: string,
    id: string,
    input: { readonly agree: boolean; readonly reason: string; readonly name: string },
  ) => Promise<void>;
  readonly done: (unit: Unit, incident: string, id: string, form: DoneForm) => Promise<Measure>;
  readonly undo: (unit: Unit, incident: string, id: string, reason: string) => Promise<Measure>;
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly custody: Pick<CustodyService, "belong">;
}

const AHEAD_MS = 60_000;

async function plan(parts: Parts, unit: Unit, incident: string, form: MeasureForm): Promise<Measure> {
  await parts.custody.belong(unit, incident, form.evidence);
  const facts = found(await readStepFacts(unit.tx, incident), "incident");
  // A change destroys traces: they are taken first, or somebody has written why not.
  if (stepsOf(facts).some((one) => one.step === "collect" && one.state !== "done" && one.state !== "skipped")) {
    throw deskError("E_MEASURE_NO_EVIDENCE");
  }
  const id = parts.random.uuid();
  const { phase, title, target, change, proofPlan, undo, evidence } = form;
  const data = {
    measure: id,
    phase,
    title,
    target,
    change,
    proofPlan,
    undo,
    evidence,
    recommendation: form.recommendation ?? null,
    ...(form.askCustomer === true ? { askCustomer: true } : {}),
  };
  await parts.journal.append(unit, incident, { kind: "measure.planned", data });
  const { id: author_id, name: author_name } = unit.call.actor;
  const row = {
    id,
    incident_id: incident,
    phase,
    state: "planned" as const,
    author_id,
    author_name,
    planned_at: unit.now,
  };
  await insertMeasure(unit.tx, { ...row, form: JSON.stringify(form) });
  return found(await lockMeasure(unit.tx, incident, id), "measure");
}

async function decide(
  parts: Parts,
  unit: Unit,
  incident: string,
  id: string,
  { approve, reason }: { readonly approve: boolean; readonly reason: string },
): Promise<Measure> {
  const measure = found(await lockMeasure(unit.tx, incident, id), "measure");
  const state = approve ? "approved" : "rejected";
  checkStep(measure, state);
  const by = unit.call.actor;
  if (by.id === measure.author.id) throw deskError("E_FOUR_EYES");
  await parts.journal.append(unit, incident, {
    kind: `measure.${state}`,
    data: { measure: id, title: measure.title, reason },
  });
  const decided = { decided_by_id: by.id, decided_by: by.name, decided_at: unit.now, decision_reason: reason };
  await updateMeasure(unit.tx, id, { state, ...decided });
  return found(await lockMeasure(unit.tx, incident, id), "measure");
}

async function consent(
  parts: Parts,
  unit: Unit,
  incident: string,
  id: string,
  { agree, reason, name }: { readonly agree: boolean; readonly reason: string; readonly name: string },
): Promise<void> {
  const measure = await lockMeasure(unit.tx, incident, id);
  // What is not marked for the customer is not there for it.
  if (measure?.askCustomer !== true) throw deskError("E_NOT_FOUND", { what: "measure" });
  if (measure.state !== "planned" && measure.state !== "approved") throw deskError("E_STATE", { state: measure.state });
  const { title, target, change, undo } = measure;
  await parts.journal.append(unit, incident, {
    kind: agree ? "measure.consented" : "measure.refused",
    actor: { kind: "customer", id: incident, name },
    // The text as it was shown.
    data: { measure: id, title, target, change, undo, reason },
  });
  await updateMeasure(unit.tx, id, {
    consent: agree ? "given" : "refused",
    consent_by: name,
    consent_at: unit.now,
    consent_reason: reason,
  });
}

async function done(parts: Parts, unit: Unit, incident: string, id: string, form: DoneForm): Promise<Measure> {
  const measure = found(await lockMeasure(unit.tx, incident, id), "measure");
  checkStep(measure, "done");
  if (measure.askCustomer === true && measure.consent?.state !== "given") throw deskError("E_CONSENT");
  const at = new Date(form.at ?? unit.now).toISOString();
  const earliest = Date.parse(measure.decidedAt ?? measure.plannedAt);
  if (Date.parse(at) > Date.parse(unit.now) + AHEAD_MS || Date.parse(at) < earliest)
    throw deskError("E_TIME_ORDER", { at });
  const { before, after, proof } = form;
  const data = { measure: id, title: measure.title, before, after, proof };
  await parts.journal.append(unit, incident, { kind: "measure.done", at, data });
  const set = { done_by: unit.call.actor.name, done_at: at, before_text: before, after_text: after, proof };
  await updateMeasure(unit.tx, id, { state: "done", ...set });
  return found(await lockMeasure(unit.tx, incident, id), "measure");
}

/** Planned with proof and undo, approved by somebody else, done with proof, taken back when needed. */
export function measureService(parts: Parts): MeasureService {
  return {
    list: (unit, incident) => readMeasures(unit.tx, incident),
    plan: (unit, incident, form) => plan(parts, unit, incident, form),
    decide: (unit, incident, id, input) => decide(parts, unit, incident, id, input),
    consent: (unit, incident, id, input) => consent(parts, unit, incident, id, input),
    done: (unit, incident, id, form) => done(parts, unit, incident, id, form),
    undo: async (unit, incident, id, reason) => {
      const measure = found(await lockMeasure(unit.tx, incident, id), "measure");
      checkStep(measure, "undone");
      const data = { measure: id, title: measure.title, undo: measure.undo, reason };
      await parts.journal.append(unit, incident, { kind: "measure.undone", data });
      await updateMeasure(unit.tx, id, { state: "undone", undone_at: unit.now, undone_by: unit.call.actor.name });
      return found(await lockMeasure(unit.tx, incident, id), "measure");
    },
  };
}
