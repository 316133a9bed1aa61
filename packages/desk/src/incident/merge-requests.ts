import type { Incident } from "@stanch/model/incident";
import { deskError, found } from "../desk-error.ts";
import { readDeterminations } from "../determination/determination-repo.ts";
import { lockRequest, readRequestsOf, type RequestRow } from "../request/request-repo.ts";
import type { Unit } from "../unit-of-work.ts";
import { type IncidentRow, lockIncident, readIncident, updateIncident } from "./incident-repo.ts";
import { moveRequest, type TakeForm, type TakeParts, takeRequest } from "./take-request.ts";

export interface MergeForm extends TakeForm {
  readonly requests: readonly string[];
}

const byProof = (a: RequestRow, b: RequestRow): number =>
  Date.parse(a.proof_at) - Date.parse(b.proof_at) || (a.number < b.number ? -1 : 1);

/** Held in the order of their ids, so that two people who merge the same requests wait for each other and never for ever. */
async function heldRequests(unit: Unit, ids: readonly string[]): Promise<RequestRow[]> {
  const rows: RequestRow[] = [];
  for (const id of [...new Set(ids)].toSorted()) rows.push(found(await lockRequest(unit.tx, id), "request"));
  return rows.toSorted(byProof);
}

/** The case that the others become part of: the one that was named, else the oldest of theirs; undefined when there is none yet. */
async function targetOf(unit: Unit, form: MergeForm, rows: readonly RequestRow[]): Promise<string | undefined> {
  if (form.incident !== undefined) return form.incident;
  const cases: IncidentRow[] = [];
  for (const id of new Set(rows.flatMap((one) => one.incident_id ?? [])))
    cases.push(found(await readIncident(unit.tx, id), "incident"));
  return cases.toSorted((a, b) => Date.parse(a.opened_at) - Date.parse(b.opened_at))[0]?.id;
}

/** A case of its own whose requests go into another: it ends, its journal stays where it is, and each names the other. */
async function mergeIncident(parts: TakeParts, unit: Unit, from: IncidentRow, into: IncidentRow): Promise<void> {
  const determined = (await readDeterminations(unit.tx, from.id)).length > 0;
  // What was determined has its level, its clocks by law and its report: it is not closed by the way.
  if (determined) throw deskError("E_MERGE_DETERMINED", { number: from.number });
  if (from.state !== "open") throw deskError("E_STATE", { state: from.state });
  const data = { from: from.number, into: into.number };
  await parts.journal.append(unit, from.id, { kind: "incident.merged", data });
  const head = found(await lockIncident(unit.tx, from.id), "incident");
  const seal = { seq: head.journal_seq, sha256: head.journal_hash };
  await parts.journal.append(unit, into.id, { kind: "incident.merged", data: { ...data, ...seal } });
  for (const request of await readRequestsOf(unit.tx, from.id)) await moveRequest(parts, unit, request, into.id);
  await parts.escalations.resolve(unit, from.id);
  await updateIncident(unit.tx, from.id, { state: "closed", merged_into: into.id });
}

/**
 * Many requests become one incident, in one step and whole or not at all: new ones are linked, and what was taken as a case of its own is
 * merged with all of its requests. Links and receipts go on working: they belong to the requests.
 */
export async function mergeRequests(parts: TakeParts, unit: Unit, form: MergeForm): Promise<Incident> {
  const rows = await heldRequests(unit, form.requests);
  const [first] = rows;
  if (first === undefined) throw deskError("E_NOT_FOUND", { what: "request" });
  const { customer, title } = form;
  const given = await targetOf(unit, form, rows);
  const target = given ?? (await takeRequest(parts, unit, first.id, { customer, title })).id;
  const cases = new Set([target, ...rows.flatMap((one) => one.incident_id ?? [])]);
  const held = new Map<string, IncidentRow>();
  for (const id of [...cases].toSorted()) held.set(id, found(await lockIncident(unit.tx, id), "incident"));
  const into = found(held.get(target), "incident");
  if (into.state !== "open") throw deskError("E_STATE", { state: into.state });
  for (const row of rows) {
    if (row.incident_id !== null || (given === undefined && row === first)) continue;
    await takeRequest(parts, unit, row.id, { incident: target });
  }
  for (const one of held.values()) if (one.id !== target) await mergeIncident(parts, unit, one, into);
  return parts.view(unit, target);
}
