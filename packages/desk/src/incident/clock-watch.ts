import type { Role } from "@stanch/model/role";
import type { Call } from "../handler.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { NoticeService } from "../notification/notice-service.ts";
import { readIncidentRequests, readWaiting, updateRequest } from "../request/request-repo.ts";
import type { Settings } from "../settings/settings.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { StaffService } from "../staff/staff-service.ts";
import type { Unit, Work } from "../unit-of-work.ts";
import { clockOf } from "./incident.ts";
import { clockNotice, type Recipient, type WarnedAbout } from "./incident-notices.ts";
import { readRunningClocks, updateIncident } from "./incident-repo.ts";
import { dueAt, startClock, type WarnPercent, warningDue } from "./response-clock.ts";

interface Parts {
  readonly work: Work;
  readonly call: Call;
  readonly journal: Pick<JournalService, "append">;
  readonly notices: Pick<NoticeService, "queue">;
  readonly settings: Pick<SettingsService, "all">;
  readonly staff: Pick<StaffService, "withRole" | "get">;
}

/** Who is told at which share of the time; each also tells everyone before it. */
const told: Readonly<Record<WarnPercent, readonly Role[]>> = {
  50: ["duty-officer"],
  75: ["duty-officer", "supervisor"],
  90: ["duty-officer", "supervisor"],
  100: ["duty-officer", "supervisor"],
};

/** People by role, the lead, and near the end the contact for escalation; each once. */
async function recipients(
  parts: Parts,
  unit: Unit,
  percent: WarnPercent,
  lead: string | null,
  settings: Settings,
): Promise<Recipient[]> {
  const byAddress = new Map<string, Recipient>();
  const add = (one: Recipient): void => void byAddress.set(one.address, byAddress.get(one.address) ?? one);
  if (lead !== null) {
    const { name, email, language, active } = await parts.staff.get(unit, lead);
    if (active) add({ name, part: "lead", channel: "mail", address: email, language });
  }
  for (const role of told[percent]) {
    for (const { name, email, language } of await parts.staff.withRole(unit, role)) {
      add({ name, part: role, channel: "mail", address: email, language });
    }
  }
  if (percent >= 90 && settings.escalation !== null) {
    const { name, channel, address } = settings.escalation;
    add({ name, part: "escalation", channel, address, language: "zh" });
  }
  return [...byAddress.values()];
}

async function warn(
  parts: Parts,
  unit: Unit,
  about: WarnedAbout,
  percent: WarnPercent,
  lead: string | null,
): Promise<void> {
  const settings = await parts.settings.all(unit);
  for (const to of await recipients(parts, unit, percent, lead, settings)) {
    await parts.notices.queue(unit, clockNotice(about, percent, to, settings));
  }
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

/** Nobody has taken it: the promise runs all the same. */
async function watchRequests(parts: Parts, unit: Unit): Promise<void> {
  const { responseMinutes } = await parts.settings.all(unit);
  const half = new Date(Date.parse(unit.now) - responseMinutes * 30_000).toISOString();
  for (const row of await readWaiting(unit.tx, half)) {
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
    await parts.work(parts.call, "clock.requests", (unit) => watchRequests(parts, unit));
  };
}
