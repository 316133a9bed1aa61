import type { Role } from "@stanch/model/role";
import type { Call } from "../handler.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { NoticeService } from "../notification/notice-service.ts";
import type { ContactPaging } from "../oncall/contact-paging.ts";
import { readIncidentRequests, readWaiting, updateRequest } from "../request/request-repo.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Account } from "../staff/staff.ts";
import type { StaffService } from "../staff/staff-service.ts";
import type { Unit, Work } from "../unit-of-work.ts";
import { clockOf, siteColumns } from "./incident.ts";
import { clockNotice, type WarnedAbout } from "./incident-notices.ts";
import { readRunningClocks, readRunningSites, updateIncident } from "./incident-repo.ts";
import type { PromiseService } from "./promise-service.ts";
import { siteDue, siteWarningDue } from "./site-clock.ts";
import { dueAt, startClock, type WarnPercent, warningDue } from "./response-clock.ts";

interface Parts {
  readonly work: Work;
  readonly call: Call;
  readonly journal: Pick<JournalService, "append">;
  readonly notices: Pick<NoticeService, "queue">;
  readonly settings: Pick<SettingsService, "all">;
  readonly staff: Pick<StaffService, "withRole" | "get">;
  readonly ways: Pick<ContactPaging, "alert">;
  readonly promises: Pick<PromiseService, "of">;
}

/** Who is told at which share of the time; each also tells everyone before it. */
const told: Readonly<Record<WarnPercent, readonly Role[]>> = {
  50: ["duty-officer"],
  75: ["duty-officer", "supervisor"],
  90: ["duty-officer", "supervisor"],
  100: ["duty-officer", "supervisor"],
};

/** The lead and people by role, each once, with the part in which they are told. */
async function peopleFor(
  parts: Parts,
  unit: Unit,
  percent: WarnPercent,
  lead: string | null,
): Promise<ReadonlyMap<string, { readonly person: Account; readonly part: string }>> {
  const byId = new Map<string, { readonly person: Account; readonly part: string }>();
  const add = (person: Account, part: string): void =>
    void byId.set(person.id, byId.get(person.id) ?? { person, part });
  if (lead !== null) {
    const person = await parts.staff.get(unit, lead);
    if (person.active) add(person, "lead");
  }
  for (const role of told[percent]) for (const person of await parts.staff.withRole(unit, role)) add(person, role);
  return byId;
}

/** People are told by their own ways until they answer; the contact for escalation, near the end, by its channel. */
async function warn(
  parts: Parts,
  unit: Unit,
  about: WarnedAbout,
  percent: WarnPercent,
  lead: string | null,
): Promise<void> {
  const settings = await parts.settings.all(unit);
  const people = await peopleFor(parts, unit, percent, lead);
  for (const { person, part } of people.values()) {
    const { name, email, language } = person;
    const to = { name, part, channel: "mail" as const, address: email, language };
    await parts.ways.alert(unit, { ...clockNotice(about, percent, to, settings), person });
  }
  if (percent < 90 || settings.escalation === null) return;
  const { escalation } = settings;
  if ([...people.values()].some(({ person }) => person.email === escalation.address)) return;
  const to = { ...escalation, part: "escalation", language: "zh" as const };
  await parts.notices.queue(unit, clockNotice(about, percent, to, settings).order);
}

async function watchIncidents(parts: Parts, unit: Unit): Promise<void> {
  for (const row of await readRunningClocks(unit.tx)) {
    const clock = clockOf(row);
    const percent = warningDue(clock, unit.now);
    if (percent === undefined) continue;
    const kind = percent === 100 ? "clock.breached" : "clock.warned";
    await parts.journal.append(unit, row.id, { kind, data: { percent, dueAt: clock.dueAt } });
    await updateIncident(unit.tx, row.id, { clock_warned: percent });
    const { name = "", phone = "" } = (await readIncidentRequests(unit.tx, row.id))[0]?.contact ?? {};
    const about = { incident: row.id, number: row.number, organisation: row.organisation };
    await warn(parts, unit, { ...about, contact: name, phone, dueAt: clock.dueAt }, percent, row.lead_id);
  }
}

/** The promise to be there, while nobody is. */
async function watchSites(parts: Parts, unit: Unit): Promise<void> {
  for (const row of await readRunningSites(unit.tx)) {
    const clock = row.site_clock;
    const percent = clock === null ? undefined : siteWarningDue(clock, unit.now);
    if (clock === null || percent === undefined) continue;
    const dueAt = siteDue(clock) ?? unit.now;
    const kind = percent === 100 ? "site-clock.breached" : "site-clock.warned";
    await parts.journal.append(unit, row.id, { kind, data: { percent, dueAt } });
    await updateIncident(unit.tx, row.id, siteColumns({ ...clock, warned: percent }));
    const { name = "", phone = "" } = (await readIncidentRequests(unit.tx, row.id))[0]?.contact ?? {};
    const about = { incident: row.id, number: row.number, organisation: row.organisation, dueAt };
    await warn(parts, unit, { ...about, contact: name, phone, site: true }, percent, row.lead_id);
  }
}

/** Nobody has taken it: the promise runs all the same. */
async function watchRequests(parts: Parts, unit: Unit): Promise<void> {
  for (const row of await readWaiting(unit.tx, unit.now)) {
    const { responseMinutes } = await parts.promises.of(unit, { customer: row.customer_id, at: row.proof_at });
    const warned = row.clock_warned as WarnPercent | 0;
    const percent = warningDue({ ...startClock(row.proof_at, responseMinutes), warned }, unit.now);
    if (percent === undefined) continue;
    await updateRequest(unit.tx, row.id, { clock_warned: percent });
    const { organisation, contact } = row.form;
    const about = { request: row.id, number: row.number, organisation, contact: contact.name, phone: contact.phone };
    await warn(parts, unit, { ...about, dueAt: dueAt(row.proof_at, responseMinutes) }, percent, null);
    unit.changed({ kind: "clock.warned", request: row.id });
  }
}

/** Tells people at 50, 75, 90 and 100 % of the promised time; each share once, whatever restarts in between. */
export function clockWatch(parts: Parts): () => Promise<void> {
  return async () => {
    await parts.work(parts.call, "clock.incidents", (unit) => watchIncidents(parts, unit));
    await parts.work(parts.call, "clock.sites", (unit) => watchSites(parts, unit));
    await parts.work(parts.call, "clock.requests", (unit) => watchRequests(parts, unit));
  };
}
