import type { SupportKind, SupportRequest } from "@stanch/model/support";
import type { AssignmentService } from "../assignment/assignment-service.ts";
import { deskError, found } from "../desk-error.ts";
import { type IncidentRow, lockIncident } from "../incident/incident-repo.ts";
import type { JournalService } from "../journal/journal-service.ts";
import { say } from "../messages/say.ts";
import type { NoticeOrder } from "../notification/notice.ts";
import type { ContactPaging } from "../oncall/contact-paging.ts";
import { emergencyPeople } from "../oncall/emergency-people.ts";
import type { Random } from "../ports.ts";
import type { Account } from "../staff/staff.ts";
import type { StaffService } from "../staff/staff-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { insertSupport, lockSupport, readSupport, updateSupport } from "./support-repo.ts";

export interface SupportService {
  readonly list: (unit: Unit, incident: string) => Promise<SupportRequest[]>;
  /** Asks, and tells whoever can help by their own ways until somebody takes it. */
  readonly ask: (
    unit: Unit,
    incident: string,
    form: { readonly kind: SupportKind; readonly question: string },
  ) => Promise<SupportRequest>;
  /** `E_STATE` when somebody else has it. */
  readonly take: (unit: Unit, incident: string, id: string) => Promise<SupportRequest>;
  /** `E_STATE` when it is answered; an answer may be given without having taken it. */
  readonly answer: (unit: Unit, incident: string, id: string, answer: string) => Promise<SupportRequest>;
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly staff: Pick<StaffService, "get" | "withRole">;
  readonly ways: Pick<ContactPaging, "alert" | "settle">;
  readonly assignments: Pick<AssignmentService, "join">;
}

/** Researchers for research, and the emergency team for what nobody else can solve, or when there are no researchers. */
async function helpers(parts: Parts, unit: Unit, kind: SupportKind): Promise<Account[]> {
  const researchers = kind === "research" ? await parts.staff.withRole(unit, "researcher") : [];
  const people = researchers.length > 0 ? researchers : await emergencyPeople(unit);
  return people.filter(({ id }) => id !== unit.call.actor.id);
}

function wanted(row: IncidentRow, kind: SupportKind, question: string, by: string, to: Account) {
  const { language, name, email } = to;
  const key = `support-${kind}` as const;
  const params = { number: row.number, title: row.title, organisation: row.organisation, name, by, question };
  const order: NoticeOrder = {
    purpose: "support-wanted",
    incident: row.id,
    to: { name, part: kind === "research" ? "researcher" : "emergency-team", address: email },
    channel: "mail",
    subject: say(language, `${key}.subject`, params),
    body: say(language, `${key}.body`, params),
    link: "acknowledge",
    language,
  };
  return { order, short: say(language, `${key}.short`, params), person: to };
}

async function shown(unit: Unit, incident: string, id: string): Promise<SupportRequest> {
  const all = await readSupport(unit.tx, incident);
  return found(
    all.find((one) => one.id === id),
    "support",
  );
}

async function held(unit: Unit, incident: string, id: string): Promise<SupportRequest> {
  found(await lockIncident(unit.tx, incident), "incident");
  return found(await lockSupport(unit.tx, incident, id), "support");
}

async function ask(parts: Parts, unit: Unit, incident: string, kind: SupportKind, question: string) {
  const row = found(await lockIncident(unit.tx, incident), "incident");
  if (row.state !== "open") throw deskError("E_STATE", { state: row.state });
  const by = await parts.staff.get(unit, unit.call.actor.id);
  const people = await helpers(parts, unit, kind);
  const id = parts.random.uuid();
  const data = { support: id, kind, question, people: people.map(({ name }) => name) };
  await parts.journal.append(unit, incident, { kind: "support.asked", data });
  const asked = { asked_by_id: by.id, asked_by: by.name, asked_at: unit.now };
  await insertSupport(unit.tx, { id, incident_id: incident, kind, question, ...asked });
  for (const person of people) await parts.ways.alert(unit, wanted(row, kind, question, by.name, person));
  return shown(unit, incident, id);
}

/** Nobody is paged for it any more, unless another question still waits. */
async function settle(parts: Parts, unit: Unit, incident: string): Promise<void> {
  const waits = (await readSupport(unit.tx, incident)).some((one) => {
    return one.takenAt === undefined && one.answeredAt === undefined;
  });
  if (!waits) await parts.ways.settle(unit, incident, { purposes: ["support-wanted"] });
}

/** Help within an incident: research support, and what whoever works on it cannot solve. */
export function supportService(parts: Parts): SupportService {
  return {
    list: (unit, incident) => readSupport(unit.tx, incident),
    ask: (unit, incident, { kind, question }) => ask(parts, unit, incident, kind, question),
    take: async (unit, incident, id) => {
      const { kind, takenAt, answeredAt } = await held(unit, incident, id);
      if (answeredAt !== undefined) throw deskError("E_STATE", { state: "done" });
      if (takenAt !== undefined) throw deskError("E_STATE", { state: "taken" });
      const by = await parts.staff.get(unit, unit.call.actor.id);
      await parts.journal.append(unit, incident, { kind: "support.taken", data: { support: id, kind, name: by.name } });
      await updateSupport(unit.tx, id, { taken_by_id: by.id, taken_by: by.name, taken_at: unit.now });
      await parts.assignments.join(unit, incident, kind === "research" ? "researcher" : "handler");
      await settle(parts, unit, incident);
      return shown(unit, incident, id);
    },
    answer: async (unit, incident, id, answer) => {
      const { kind, answeredAt } = await held(unit, incident, id);
      if (answeredAt !== undefined) throw deskError("E_STATE", { state: "done" });
      const by = await parts.staff.get(unit, unit.call.actor.id);
      const data = { support: id, kind, answer, name: by.name };
      await parts.journal.append(unit, incident, { kind: "support.answered", data });
      const answered = { answered_by_id: by.id, answered_by: by.name, answered_at: unit.now };
      await updateSupport(unit.tx, id, { answer, ...answered });
      await settle(parts, unit, incident);
      return shown(unit, incident, id);
    },
  };
}
