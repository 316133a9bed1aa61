import type { Assignment } from "@stanch/model/handling";
import { deskError, found } from "../desk-error.ts";
import { readIncident, updateIncident } from "../incident/incident-repo.ts";
import type { SiteService } from "../incident/site-service.ts";
import type { JournalService } from "../journal/journal-service.ts";
import { say } from "../messages/say.ts";
import type { NoticeOrder } from "../notification/notice.ts";
import type { ContactPaging } from "../oncall/contact-paging.ts";
import type { Random } from "../ports.ts";
import { readIncidentRequests } from "../request/request-repo.ts";
import type { Account } from "../staff/staff.ts";
import type { StaffService } from "../staff/staff-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { lastTime, mayGo } from "./assignment.ts";
import { insertAssignment, lockAssignment, readAssignments, updateAssignment } from "./assignment-repo.ts";

type Order = { readonly staff: string } & Pick<Assignment, "part" | "mode">;

export interface AssignmentService {
  readonly list: (unit: Unit, incident: string) => Promise<Assignment[]>;
  /** Offers a task to somebody, and tells them. */
  readonly create: (unit: Unit, incident: string, order: Order) => Promise<Assignment>;
  readonly change: (
    unit: Unit,
    incident: string,
    id: string,
    to: { readonly state: Assignment["state"]; readonly at?: string | undefined },
  ) => Promise<Assignment>;
  /** The caller takes the lead at once. */
  readonly lead: (unit: Unit, incident: string) => Promise<void>;
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly ways: Pick<ContactPaging, "alert" | "settle">;
  readonly staff: Pick<StaffService, "get">;
  readonly sites: Pick<SiteService, "arrived">;
}

const AHEAD_MS = 60_000;

async function insert(
  parts: Parts,
  unit: Unit,
  incident: string,
  person: Account,
  input: Omit<Order, "staff"> & { readonly accepted: boolean },
): Promise<string> {
  const id = parts.random.uuid();
  const { part, mode, accepted } = input;
  const data = { assignment: id, staff: person.id, name: person.name, part, mode, accepted };
  await parts.journal.append(unit, incident, { kind: "assignment.offered", data });
  await insertAssignment(unit.tx, {
    id,
    incident_id: incident,
    staff_id: person.id,
    staff_name: person.name,
    part,
    mode,
    state: accepted ? "accepted" : "offered",
    times: JSON.stringify(accepted ? { offered: unit.now, accepted: unit.now } : { offered: unit.now }),
    created_at: unit.now,
  });
  return id;
}

async function offer(parts: Parts, unit: Unit, incident: string, person: Account, order: Order): Promise<void> {
  const { number, title, organisation } = found(await readIncident(unit.tx, incident), "incident");
  const first = (await readIncidentRequests(unit.tx, incident))[0];
  const { language, name, email } = person;
  const part = say(language, `part.${order.part}`);
  const mode = say(language, `mode.${order.mode}`);
  const params = { number, title, organisation, name, part, mode, location: first?.location ?? "" };
  const words: NoticeOrder = {
    purpose: "assignment-offer",
    incident,
    to: { name, part: order.part, address: email },
    channel: "mail",
    subject: say(language, "assignment-offer.subject", params),
    body: say(language, "assignment-offer.body", params),
    link: "acknowledge",
    language,
  };
  const short = say(language, "assignment-offer.short", params);
  await parts.ways.alert(unit, { order: words, short, person });
}

async function change(
  parts: Parts,
  unit: Unit,
  incident: string,
  id: string,
  to: { readonly state: Assignment["state"]; readonly at?: string | undefined },
): Promise<Assignment> {
  const before = found(await lockAssignment(unit.tx, incident, id), "assignment");
  if (!mayGo(before, to.state)) throw deskError("E_STATE", { state: before.state });
  const at = new Date(to.at ?? unit.now).toISOString();
  const time = Date.parse(at);
  if (time > Date.parse(unit.now) + AHEAD_MS || time < lastTime(before.times)) throw deskError("E_TIME_ORDER", { at });
  const data = { assignment: id, name: before.staff.name, state: to.state };
  await parts.journal.append(unit, incident, { kind: "assignment.changed", at, data });
  if (before.state === "offered")
    await parts.ways.settle(unit, incident, { purposes: ["assignment-offer"], staff: before.staff.id });
  const times = { ...before.times, [to.state]: at };
  await updateAssignment(unit.tx, id, { state: to.state, times: JSON.stringify(times) });
  if (to.state === "arrived") await parts.sites.arrived(unit, incident, at, before.staff.name);
  if (to.state === "accepted" && before.part === "lead") {
    await updateIncident(unit.tx, incident, { lead_id: before.staff.id, lead_name: before.staff.name });
  }
  return { ...before, state: to.state, times };
}

/** Who works on it, in which part, since when: offered, accepted, under way, arrived, left. */
export function assignmentService(parts: Parts): AssignmentService {
  return {
    list: (unit, incident) => readAssignments(unit.tx, incident),
    change: (unit, incident, id, to) => change(parts, unit, incident, id, to),
    create: async (unit, incident, order) => {
      const person = await parts.staff.get(unit, order.staff);
      if (!person.active || person.roles.includes("customer")) throw deskError("E_NOT_FOUND", { what: "staff" });
      const id = await insert(parts, unit, incident, person, { ...order, accepted: false });
      await offer(parts, unit, incident, person, order);
      return found(await lockAssignment(unit.tx, incident, id), "assignment");
    },
    lead: async (unit, incident) => {
      const person = await parts.staff.get(unit, unit.call.actor.id);
      await insert(parts, unit, incident, person, { part: "lead", mode: "remote", accepted: true });
      await updateIncident(unit.tx, incident, { lead_id: person.id, lead_name: person.name });
    },
  };
}
