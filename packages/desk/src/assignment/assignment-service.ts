import type { Assignment } from "@stanch/model/handling";
import type { Actor } from "@stanch/model/journal";
import { deskError, found } from "../desk-error.ts";
import type { DispatchService } from "../dispatch/dispatch-service.ts";
import { lockIncident, updateIncident } from "../incident/incident-repo.ts";
import type { SiteService } from "../incident/site-service.ts";
import type { JournalService } from "../journal/journal-service.ts";
import { readNoticeAlert } from "../oncall/alert-repo.ts";
import type { ContactPaging } from "../oncall/contact-paging.ts";
import type { Random } from "../ports.ts";
import type { StaffService } from "../staff/staff-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { lastTime, mayGo } from "./assignment.ts";
import type { AssignmentOffers } from "./assignment-offer.ts";
import { lockAssignment, readAssignments, readOfferTo, updateAssignment } from "./assignment-repo.ts";

type Order = { readonly staff: string } & Pick<Assignment, "part" | "mode">;

/** Where somebody gets to, and when. */
export interface AssignmentStep {
  readonly state: Assignment["state"];
  readonly at?: string | undefined;
  /** Who says so; default: the caller. */
  readonly actor?: Actor;
}

export interface AssignmentService {
  readonly list: (unit: Unit, incident: string) => Promise<Assignment[]>;
  /** Offers a task to somebody, and tells them. */
  readonly create: (unit: Unit, incident: string, order: Order) => Promise<Assignment>;
  readonly change: (unit: Unit, incident: string, id: string, to: AssignmentStep) => Promise<Assignment>;
  /** The state of the offer that a notice carries; undefined when it carries none. */
  readonly offerOf: (unit: Unit, notice: string) => Promise<Assignment["state"] | undefined>;
  /** Whoever got this notice takes the task that it offers, or refuses it; `E_STATE` when it is too late. */
  readonly answerNotice: (unit: Unit, notice: string, answer: "accepted" | "declined") => Promise<void>;
  /** The caller takes the lead at once; whoever led before leads no more. */
  readonly lead: (unit: Unit, incident: string) => Promise<void>;
  /** The caller works on it from now on, unless they do so already. */
  readonly join: (unit: Unit, incident: string, part: Assignment["part"]) => Promise<void>;
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly ways: Pick<ContactPaging, "settle">;
  readonly staff: Pick<StaffService, "get">;
  readonly sites: Pick<SiteService, "arrived">;
  readonly offers: Pick<AssignmentOffers, "insert" | "offer">;
  readonly dispatches: Pick<DispatchService, "answered" | "stillOpen">;
}

const AHEAD_MS = 60_000;

/** A round of offers goes on by what one of them became. */
async function followed(parts: Parts, unit: Unit, incident: string, id: string, to: Assignment["state"]) {
  if (to === "accepted" || to === "declined") await parts.dispatches.answered(unit, incident, id, to);
}

const atWork: ReadonlySet<Assignment["state"]> = new Set(["accepted", "under-way", "arrived"]);

/** A new lead: the role of whoever led before ends at that moment, and both stand in the journal. */
async function leads(parts: Parts, unit: Unit, incident: string, by: { id: string; staff: Assignment["staff"] }) {
  for (const one of await readAssignments(unit.tx, incident)) {
    if (one.part !== "lead" || one.id === by.id || !atWork.has(one.state)) continue;
    const data = { assignment: one.id, name: one.staff.name, state: "left", why: "new-lead", by: by.staff.name };
    await parts.journal.append(unit, incident, { kind: "assignment.changed", data });
    const left = new Date(Math.max(Date.parse(unit.now), lastTime(one.times))).toISOString();
    await updateAssignment(unit.tx, one.id, { state: "left", times: JSON.stringify({ ...one.times, left }) });
  }
  await updateIncident(unit.tx, incident, { lead_id: by.staff.id, lead_name: by.staff.name });
}

/** Nobody leads any more when the lead leaves. */
async function ceased(unit: Unit, incident: string, { part, staff }: Assignment, to: Assignment["state"]) {
  if (part !== "lead" || (to !== "left" && to !== "declined")) return;
  const row = await lockIncident(unit.tx, incident);
  if (row?.lead_id === staff.id) await updateIncident(unit.tx, incident, { lead_id: null, lead_name: null });
}

async function change(parts: Parts, unit: Unit, incident: string, id: string, to: AssignmentStep): Promise<Assignment> {
  found(await lockIncident(unit.tx, incident), "incident");
  const before = found(await lockAssignment(unit.tx, incident, id), "assignment");
  const { state } = before;
  const lapsed = state === "withdrawn" && !(await parts.dispatches.stillOpen(unit, incident, id));
  if (lapsed || !mayGo(before, to.state)) throw deskError("E_STATE", { state });
  const at = new Date(to.at ?? unit.now).toISOString();
  const time = Date.parse(at);
  if (time > Date.parse(unit.now) + AHEAD_MS || time < lastTime(before.times)) throw deskError("E_TIME_ORDER", { at });
  const data = { assignment: id, name: before.staff.name, state: to.state };
  const actor = to.actor === undefined ? {} : { actor: to.actor };
  await parts.journal.append(unit, incident, { kind: "assignment.changed", at, data, ...actor });
  if (state === "offered" || state === "withdrawn")
    await parts.ways.settle(unit, incident, { purposes: ["assignment-offer"], staff: before.staff.id });
  const times = { ...before.times, [to.state]: at };
  await updateAssignment(unit.tx, id, { state: to.state, times: JSON.stringify(times) });
  if (to.state === "arrived") await parts.sites.arrived(unit, incident, at, before.staff.name);
  if (to.state === "accepted" && before.part === "lead") await leads(parts, unit, incident, before);
  if (atWork.has(state)) await ceased(unit, incident, before, to.state);
  await followed(parts, unit, incident, id, to.state);
  return { ...before, state: to.state, times };
}

async function offerTo(unit: Unit, notice: string) {
  const alert = await readNoticeAlert(unit.tx, notice);
  if (alert === undefined || alert.purpose !== "assignment-offer" || alert.incident_id === null) return undefined;
  const offer = await readOfferTo(unit.tx, alert.incident_id, alert.staff_id);
  return offer === undefined ? undefined : { incident: alert.incident_id, offer };
}

async function create(parts: Parts, unit: Unit, incident: string, order: Order): Promise<Assignment> {
  const person = await parts.staff.get(unit, order.staff);
  if (!person.active || person.roles.includes("customer")) throw deskError("E_NOT_FOUND", { what: "staff" });
  const id = parts.random.uuid();
  await parts.offers.offer(unit, incident, { id, person, part: order.part, mode: order.mode });
  return found(await lockAssignment(unit.tx, incident, id), "assignment");
}

/** Who works on it, in which part, since when: offered, accepted, under way, arrived, left. */
export function assignmentService(parts: Parts): AssignmentService {
  return {
    list: (unit, incident) => readAssignments(unit.tx, incident),
    change: (unit, incident, id, to) => change(parts, unit, incident, id, to),
    create: (unit, incident, order) => create(parts, unit, incident, order),
    offerOf: async (unit, notice) => (await offerTo(unit, notice))?.offer.state,
    answerNotice: async (unit, notice, answer) => {
      const to = await offerTo(unit, notice);
      if (to === undefined) return;
      const { id: person, name } = to.offer.staff;
      const actor = { kind: "staff" as const, id: person, name };
      await change(parts, unit, to.incident, to.offer.id, { state: answer, actor });
    },
    lead: async (unit, incident) => {
      const by = await began(parts, unit, incident, "lead");
      await leads(parts, unit, incident, by);
    },
    join: async (unit, incident, part) => {
      const mine = (await readAssignments(unit.tx, incident)).some((one) => {
        return one.staff.id === unit.call.actor.id && atWork.has(one.state);
      });
      if (!mine) await began(parts, unit, incident, part);
    },
  };
}

/** The caller has accepted, at once and from afar. */
async function began(parts: Parts, unit: Unit, incident: string, part: Assignment["part"]) {
  const person = await parts.staff.get(unit, unit.call.actor.id);
  const id = parts.random.uuid();
  await parts.offers.insert(unit, incident, { id, person, part, mode: "remote", accepted: true });
  return { id, staff: { id: person.id, name: person.name } };
}
