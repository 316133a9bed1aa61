import { watchDays } from "@stanch/model/recurrence";
import type { Blobs } from "@stanch/store/blobs";
import { readEvidence } from "../custody/evidence-repo.ts";
import type { CustomerService } from "../customer/customer-service.ts";
import { found } from "../desk-error.ts";
import { readDeterminations } from "../determination/determination-repo.ts";
import { type IncidentRow, lockIncident, readIncident } from "../incident/incident-repo.ts";
import { readInvestigations } from "../investigation/investigation-repo.ts";
import type { AccessLog } from "../journal/access-log.ts";
import { journalData } from "../journal/journal.ts";
import type { JournalService } from "../journal/journal-service.ts";
import { say } from "../messages/say.ts";
import type { NoticeOrder } from "../notification/notice.ts";
import type { ContactPaging } from "../oncall/contact-paging.ts";
import { emergencyPeople } from "../oncall/emergency-people.ts";
import { newestFinished } from "../report/gather-facts.ts";
import { readIncidentRequests } from "../request/request-repo.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Account } from "../staff/staff.ts";
import { readStaffMember } from "../staff/staff-repo.ts";
import type { Unit } from "../unit-of-work.ts";
import { type CaseMarks, namedAssets, recurrenceReasons, tellingIndicators } from "./recurrence.ts";
import * as repo from "./recurrence-repo.ts";

export interface RecurrenceService {
  /** Sealed cases that are to be watched from now on. */
  readonly unwatched: (unit: Unit) => Promise<string[]>;
  readonly watch: (unit: Unit, incident: string) => Promise<void>;
  /** Open cases that changed since they were compared with what is watched. */
  readonly uncompared: (unit: Unit) => Promise<string[]>;
  /** Links a case to those that came back in it, and pages whoever led them. */
  readonly compare: (unit: Unit, incident: string) => Promise<void>;
  /** Writes down of which watches nothing came back. */
  readonly hold: (unit: Unit) => Promise<void>;
}

interface Parts {
  readonly blobs: Pick<Blobs, "read">;
  readonly customers: Pick<CustomerService, "get">;
  readonly settings: Pick<SettingsService, "all">;
  readonly journal: Pick<JournalService, "append">;
  readonly access: Pick<AccessLog, "note">;
  readonly ways: Pick<ContactPaging, "alert">;
}

const MOST_BYTES = 64 * 1024 * 1024;

/** The indicators of an answer sheet; none of one that is gone or too large to be one. */
async function indicatorsOf(
  parts: Parts,
  answer: { readonly sha256: string; readonly size: number },
): Promise<string[]> {
  if (answer.size > MOST_BYTES) return [];
  const chunks: Uint8Array[] = [];
  for await (const chunk of parts.blobs.read(answer.sha256)) chunks.push(chunk);
  try {
    return tellingIndicators(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

interface Known {
  readonly investigation: string | null;
  readonly indicators: readonly string[];
}

/** What of the newest finished investigation tells the intruder; as it was read before, when it is still the newest. */
async function known(parts: Parts, unit: Unit, incident: string, before?: Known): Promise<Known> {
  const newest = newestFinished(await readInvestigations(unit.tx, incident));
  if (newest === undefined || newest.sheets === null) return { investigation: null, indicators: [] };
  if (before?.investigation === newest.id) return before;
  return { investigation: newest.id, indicators: await indicatorsOf(parts, newest.sheets.answer) };
}

async function marksOf(parts: Parts, unit: Unit, row: IncidentRow, indicators: readonly string[]): Promise<CaseMarks> {
  const secondary = (await readDeterminations(unit.tx, row.id)).at(-1)?.secondary ?? [];
  const requests = await readIncidentRequests(unit.tx, row.id);
  const hosts = (await readEvidence(unit.tx, row.id)).map(({ host = "" }) => host);
  const assets = row.customer_id === null ? [] : (await parts.customers.get(unit, row.customer_id)).assets;
  const texts = [
    ...requests.flatMap(({ systems, description, location }) => [systems, description, location]),
    ...hosts,
  ];
  return {
    customer: row.customer_id,
    organisation: row.organisation,
    types: [...new Set([...(row.type === null ? [] : [row.type]), ...secondary])],
    indicators,
    assets: namedAssets(assets, texts),
  };
}

async function watch(parts: Parts, unit: Unit, incident: string): Promise<void> {
  const row = found(await readIncident(unit.tx, incident), "incident");
  const { indicators } = await known(parts, unit, incident);
  const marks = await marksOf(parts, unit, row, indicators);
  const { recurrence } = await parts.settings.all(unit);
  const days = watchDays(recurrence, marks.types);
  await repo.insertWatch(unit.tx, {
    incident_id: incident,
    customer_id: marks.customer,
    organisation: marks.organisation,
    types: JSON.stringify(marks.types),
    indicators: JSON.stringify(marks.indicators),
    assets: JSON.stringify(marks.assets),
    lead_id: row.lead_id,
    starts_at: unit.now,
    ends_at: new Date(Date.parse(unit.now) + days * 86_400_000).toISOString(),
    state: "watching",
  });
  await parts.access.note(unit, { what: "recurrence.watched", detail: `${days} d`, incident });
  unit.changed({ kind: "recurrence.watched", incident });
}

/** Whoever led the case that came back; when they are gone, the emergency team. */
async function whoLed(unit: Unit, lead: string | null): Promise<Account[]> {
  const person = lead === null ? undefined : await readStaffMember(unit.tx, lead);
  return person?.active === true ? [person] : emergencyPeople(unit);
}

async function page(parts: Parts, unit: Unit, row: IncidentRow, previous: IncidentRow, watched: repo.WatchRow) {
  for (const person of await whoLed(unit, watched.lead_id)) {
    const { language, name, email } = person;
    const params = { number: row.number, organisation: row.organisation, previous: previous.number, name };
    const order: NoticeOrder = {
      purpose: "recurred",
      incident: row.id,
      to: { name, part: "lead", address: email },
      channel: "mail",
      subject: say(language, "recurred.subject", params),
      body: say(language, "recurred.body", params),
      link: "acknowledge",
      language,
    };
    await parts.ways.alert(unit, { order, short: say(language, "recurred.short", params), person });
  }
}

async function compare(parts: Parts, unit: Unit, incident: string): Promise<void> {
  const row = found(await lockIncident(unit.tx, incident), "incident");
  if (row.state !== "open") return;
  const scan = await repo.readScan(unit.tx, incident);
  const before = scan && { investigation: scan.investigation_id, indicators: scan.indicators };
  const { investigation, indicators } = await known(parts, unit, incident, before);
  const fresh = await marksOf(parts, unit, row, indicators);
  for (const watched of await repo.readWatches(unit.tx, unit.now, row.opened_at)) {
    const { customer_id: customer, organisation, types, assets } = watched;
    const reasons = recurrenceReasons(fresh, { customer, organisation, types, assets, indicators: watched.indicators });
    if (reasons.length === 0) continue;
    const link = { incident_id: incident, previous_id: watched.incident_id, at: unit.now };
    if (!(await repo.insertLink(unit.tx, { ...link, reasons: JSON.stringify(reasons) }))) continue;
    const previous = found(await readIncident(unit.tx, watched.incident_id), "incident");
    const data = journalData({ previous: previous.number, reasons });
    await parts.journal.append(unit, incident, { kind: "recurrence.found", data });
    await repo.markRecurred(unit.tx, watched.incident_id, unit.now);
    await page(parts, unit, row, previous, watched);
  }
  const { journal_seq: journalSeq } = found(await readIncident(unit.tx, incident), "incident");
  const kept = { investigation_id: investigation, indicators: JSON.stringify(indicators) };
  await repo.saveScan(unit.tx, { incident_id: incident, journal_seq: journalSeq, ...kept });
}

/** What comes back after a case is closed: watched for some time, linked and told, or written down as held. */
export function recurrenceService(parts: Parts): RecurrenceService {
  return {
    unwatched: (unit) => repo.readUnwatched(unit.tx),
    watch: (unit, incident) => watch(parts, unit, incident),
    uncompared: (unit) => repo.readUncompared(unit.tx),
    compare: (unit, incident) => compare(parts, unit, incident),
    hold: async (unit) => {
      for (const { incident_id: incident, ends_at: end } of await repo.holdExpired(unit.tx, unit.now)) {
        await parts.access.note(unit, { what: "recurrence.held", detail: end, incident });
        unit.changed({ kind: "recurrence.held", incident });
      }
    },
  };
}
