import type { Dispatch, DispatchRun, HandlerCandidate } from "@stanch/model/dispatch";
import type { Assignment } from "@stanch/model/handling";
import type { AssignmentOffers } from "../assignment/assignment-offer.ts";
import { readAssignments } from "../assignment/assignment-repo.ts";
import { deskError, found } from "../desk-error.ts";
import { type IncidentRow, lockIncident, readIncident } from "../incident/incident-repo.ts";
import type { JournalService } from "../journal/journal-service.ts";
import { say } from "../messages/say.ts";
import type { NoticeOrder } from "../notification/notice.ts";
import type { ContactPaging } from "../oncall/contact-paging.ts";
import { readDutyPlan } from "../oncall/duty-repo.ts";
import { emergencyPeople } from "../oncall/emergency-people.ts";
import type { Random } from "../ports.ts";
import { readIncidentRequests } from "../request/request-repo.ts";
import { readStaff } from "../staff/staff-repo.ts";
import type { StaffService } from "../staff/staff-service.ts";
import type { Unit } from "../unit-of-work.ts";
import {
  acceptOffer,
  beginDispatch,
  declineOffer,
  type DispatchAct,
  mayAccept,
  stopDispatch,
  type Turned,
  turnDispatch,
} from "./dispatch.ts";
import * as repo from "./dispatch-repo.ts";
import { rankHandlers } from "./handler-rank.ts";

export interface DispatchService {
  /** Who would be asked, in which order, as things are now. */
  readonly candidates: (unit: Unit, incident: string, mode?: Assignment["mode"]) => Promise<HandlerCandidate[]>;
  readonly list: (unit: Unit, incident: string) => Promise<Dispatch[]>;
  /** Asks the first candidate at once. */
  readonly begin: (unit: Unit, incident: string, form: Pick<DispatchRun, "part" | "mode">) => Promise<Dispatch>;
  readonly stop: (unit: Unit, incident: string, id: string, reason: string) => Promise<Dispatch>;
  /** Whether somebody may accept this offer although it was taken back. */
  readonly stillOpen: (unit: Unit, incident: string, assignment: string) => Promise<boolean>;
  /** Somebody answered an offer; those of no round change nothing here. */
  readonly answered: (
    unit: Unit,
    incident: string,
    assignment: string,
    answer: "accepted" | "declined",
  ) => Promise<void>;
  readonly due: (unit: Unit) => Promise<readonly { readonly id: string; readonly incident_id: string }[]>;
  /** Does what is due in a round; nothing when another process did it. */
  readonly turn: (unit: Unit, due: { readonly id: string; readonly incident_id: string }) => Promise<void>;
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly offers: Pick<AssignmentOffers, "offer" | "withdraw">;
  readonly staff: Pick<StaffService, "get">;
  readonly ways: Pick<ContactPaging, "alert" | "settle">;
}

/** Whoever is offered, has accepted or works on it is not asked. */
const onIt: ReadonlySet<Assignment["state"]> = new Set(["offered", "accepted", "under-way", "arrived"]);

async function candidates(unit: Unit, incident: string, mode: Assignment["mode"]): Promise<HandlerCandidate[]> {
  const row = found(await readIncident(unit.tx, incident), "incident");
  const first = (await readIncidentRequests(unit.tx, incident))[0];
  const assigned = await readAssignments(unit.tx, incident);
  return rankHandlers({
    plan: await readDutyPlan(unit.tx),
    staff: await readStaff(unit.tx),
    location: first?.location ?? "",
    types: row.type === null ? [] : [row.type],
    mode,
    now: unit.now,
    busy: await repo.readBusy(unit.tx, incident),
    taken: new Set(assigned.filter(({ state }) => onIt.has(state)).map(({ staff }) => staff.id)),
  });
}

/** Everybody was asked: the emergency team is told by its own ways until somebody answers. */
async function handOver(parts: Parts, unit: Unit, row: IncidentRow, run: DispatchRun): Promise<void> {
  const people = await emergencyPeople(unit);
  const data = { part: run.part, mode: run.mode, people: people.map(({ name }) => name) };
  await parts.journal.append(unit, row.id, { kind: "dispatch.handed-over", data });
  for (const person of people) {
    const { language, name, email } = person;
    const asked = run.offers.map(({ staff }) => staff.name).join(language === "zh" ? "、" : ", ");
    const { number, title, organisation } = row;
    const none = say(language, "dispatch.nobody");
    const params = { number, title, organisation, name, asked: asked === "" ? none : asked };
    const order: NoticeOrder = {
      purpose: "dispatch-unfilled",
      incident: row.id,
      to: { name, part: "emergency-team", address: email },
      channel: "mail",
      subject: say(language, "dispatch-unfilled.subject", params),
      body: say(language, "dispatch-unfilled.body", params),
      link: "acknowledge",
      language,
    };
    await parts.ways.alert(unit, { order, short: say(language, "dispatch-unfilled.short", params), person });
  }
}

async function act(parts: Parts, unit: Unit, row: IncidentRow, run: DispatchRun, one: DispatchAct): Promise<void> {
  switch (one.kind) {
    case "asked": {
      const person = await parts.staff.get(unit, one.offer.staff.id);
      const timed = { until: one.offer.until, travelMinutes: one.candidate.travelMinutes };
      const { part, mode } = run;
      return parts.offers.offer(unit, row.id, { id: one.offer.assignment, person, part, mode, timed });
    }
    case "ended":
      return parts.offers.withdraw(unit, row.id, one.offer.assignment, one.why);
    case "handed-over":
      return handOver(parts, unit, row, run);
  }
}

async function keep(parts: Parts, unit: Unit, row: IncidentRow, id: string, turned: Turned): Promise<void> {
  for (const one of turned.acts) await act(parts, unit, row, turned.run, one);
  await repo.saveDispatch(unit.tx, id, turned.run, unit.now);
  unit.changed({ kind: "dispatch.moved", incident: row.id });
}

async function advance(parts: Parts, unit: Unit, row: IncidentRow, id: string, run: DispatchRun): Promise<void> {
  const ranked = await candidates(unit, row.id, run.mode);
  await keep(parts, unit, row, id, turnDispatch(run, unit.now, ranked, parts.random.uuid));
}

async function held(unit: Unit, incident: string, by: { readonly id: string } | { readonly assignment: string }) {
  const incidentRow = found(await lockIncident(unit.tx, incident), "incident");
  return { row: incidentRow, dispatch: await repo.lockDispatch(unit.tx, incident, by) };
}

async function shown(unit: Unit, incident: string, id: string): Promise<Dispatch> {
  const all = await repo.readDispatches(unit.tx, incident);
  return found(
    all.find((one) => one.id === id),
    "dispatch",
  );
}

async function begin(parts: Parts, unit: Unit, incident: string, form: Pick<DispatchRun, "part" | "mode">) {
  const row = found(await lockIncident(unit.tx, incident), "incident");
  if (row.state !== "open") throw deskError("E_STATE", { state: row.state });
  // Two rounds for one part would ask two people for one job.
  const same = (await repo.readDispatches(unit.tx, incident)).find(
    (one) => one.state === "offering" && one.part === form.part && one.mode === form.mode,
  );
  if (same !== undefined) throw deskError("E_STATE", { state: same.state });
  const id = parts.random.uuid();
  const run = beginDispatch(form);
  await parts.journal.append(unit, incident, { kind: "dispatch.begun", data: { part: form.part, mode: form.mode } });
  await repo.insertDispatch(unit.tx, { id, incident, run }, { now: unit.now, name: unit.call.actor.name });
  await advance(parts, unit, row, id, run);
  return shown(unit, incident, id);
}

async function answered(parts: Parts, unit: Unit, incident: string, of: string, answer: "accepted" | "declined") {
  const { row, dispatch } = await held(unit, incident, { assignment: of });
  if (dispatch === undefined) return;
  if (answer === "accepted") {
    const turned = acceptOffer(dispatch.run, of, unit.now);
    if (turned.run === dispatch.run) return;
    await parts.ways.settle(unit, incident, { purposes: ["dispatch-unfilled"] });
    return keep(parts, unit, row, dispatch.id, turned);
  }
  const run = declineOffer(dispatch.run, of, unit.now);
  if (run !== dispatch.run) await advance(parts, unit, row, dispatch.id, run);
}

/** Who goes: one handler after the other is asked, until one accepts or the emergency team has it. Its state survives any restart. */
export function dispatchService(parts: Parts): DispatchService {
  return {
    candidates: (unit, incident, mode = "on-site") => candidates(unit, incident, mode),
    list: (unit, incident) => repo.readDispatches(unit.tx, incident),
    begin: (unit, incident, form) => begin(parts, unit, incident, form),
    stop: async (unit, incident, id, reason) => {
      const { row, dispatch } = await held(unit, incident, { id });
      const turned = stopDispatch(found(dispatch, "dispatch").run, unit.now);
      if (turned.run === dispatch?.run) throw deskError("E_STATE", { state: turned.run.state });
      await parts.journal.append(unit, incident, { kind: "dispatch.stopped", data: { reason } });
      await keep(parts, unit, row, id, turned);
      return shown(unit, incident, id);
    },
    stillOpen: async (unit, incident, assignment) => {
      const { dispatch } = await held(unit, incident, { assignment });
      return dispatch !== undefined && mayAccept(dispatch.run, assignment);
    },
    answered: (unit, incident, assignment, answer) => answered(parts, unit, incident, assignment, answer),
    due: (unit) => repo.readDueDispatches(unit.tx, unit.now),
    turn: async (unit, { id, incident_id: incident }) => {
      const { row, dispatch } = await held(unit, incident, { id });
      const due = dispatch?.next_at ?? null;
      // Whoever held the incident before may have done it, or closed the case.
      if (dispatch === undefined || due === null || Date.parse(due) > Date.parse(unit.now) || row.state !== "open")
        return;
      await advance(parts, unit, row, id, dispatch.run);
    },
  };
}
