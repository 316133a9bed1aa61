import type { Assignment } from "@stanch/model/handling";
import { found } from "../desk-error.ts";
import { type IncidentRow, readIncident } from "../incident/incident-repo.ts";
import type { JournalService } from "../journal/journal-service.ts";
import { say, wallTime } from "../messages/say.ts";
import type { NoticeOrder } from "../notification/notice.ts";
import type { ContactPaging } from "../oncall/contact-paging.ts";
import { readIncidentRequests } from "../request/request-repo.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Account } from "../staff/staff.ts";
import type { Unit } from "../unit-of-work.ts";
import { insertAssignment, lockAssignment, updateAssignment } from "./assignment-repo.ts";

/** An offer as a round makes it: when it lapses, and how far the way is. */
export interface TimedOffer {
  readonly until: string;
  readonly travelMinutes?: number | undefined;
}

export interface OfferOrder extends Pick<Assignment, "part" | "mode"> {
  readonly id: string;
  readonly person: Account;
  readonly timed?: TimedOffer;
}

/** Offers of work: written down and told, and taken back. */
export interface AssignmentOffers {
  readonly insert: (unit: Unit, incident: string, order: OfferOrder & { readonly accepted: boolean }) => Promise<void>;
  readonly offer: (unit: Unit, incident: string, order: OfferOrder) => Promise<void>;
  /** An offer that nobody answered in time, or that another took. */
  readonly withdraw: (unit: Unit, incident: string, id: string, why: "silent" | "withdrawn") => Promise<void>;
}

interface Parts {
  readonly journal: Pick<JournalService, "append">;
  readonly ways: Pick<ContactPaging, "alert" | "settle">;
  readonly settings: Pick<SettingsService, "all">;
}

async function insert(
  parts: Parts,
  unit: Unit,
  incident: string,
  order: OfferOrder & { readonly accepted: boolean },
): Promise<void> {
  const { id, part, mode, person, accepted, timed } = order;
  const until = timed === undefined ? {} : { until: timed.until };
  const data = { assignment: id, staff: person.id, name: person.name, part, mode, accepted, ...until };
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
}

/** What whoever is asked reads: the case, the place, and until when they may answer. */
async function words(parts: Parts, unit: Unit, row: IncidentRow, order: OfferOrder) {
  const { language, name, email } = order.person;
  const { zone } = (await parts.settings.all(unit)).centre;
  const first = (await readIncidentRequests(unit.tx, row.id))[0];
  const key = order.timed === undefined ? "assignment-offer" : "dispatch-offer";
  const minutes = order.timed?.travelMinutes;
  const travel = minutes === undefined ? say(language, "dispatch.no-travel") : String(minutes);
  const params = {
    number: row.number,
    title: row.title,
    organisation: row.organisation,
    name,
    part: say(language, `part.${order.part}`),
    mode: say(language, `mode.${order.mode}`),
    location: first?.location ?? "",
    until: order.timed === undefined ? "" : wallTime(order.timed.until, zone),
    travel: minutes === undefined ? travel : say(language, "dispatch.travel", { minutes: travel }),
    zone,
  };
  const told: NoticeOrder = {
    purpose: "assignment-offer",
    incident: row.id,
    to: { name, part: order.part, address: email },
    channel: "mail",
    subject: say(language, `${key}.subject`, params),
    body: say(language, `${key}.body`, params),
    link: "acknowledge",
    language,
  };
  return { order: told, short: say(language, `${key}.short`, params) };
}

export function assignmentOffers(parts: Parts): AssignmentOffers {
  return {
    insert: (unit, incident, order) => insert(parts, unit, incident, order),
    offer: async (unit, incident, order) => {
      await insert(parts, unit, incident, { ...order, accepted: false });
      const row = found(await readIncident(unit.tx, incident), "incident");
      await parts.ways.alert(unit, { ...(await words(parts, unit, row, order)), person: order.person });
    },
    withdraw: async (unit, incident, id, why) => {
      const before = found(await lockAssignment(unit.tx, incident, id), "assignment");
      if (before.state !== "offered") return;
      const data = { assignment: id, name: before.staff.name, state: "withdrawn", why };
      await parts.journal.append(unit, incident, { kind: "assignment.changed", data });
      await parts.ways.settle(unit, incident, { purposes: ["assignment-offer"], staff: before.staff.id });
      const times = JSON.stringify({ ...before.times, withdrawn: unit.now });
      await updateAssignment(unit.tx, id, { state: "withdrawn", times });
    },
  };
}
