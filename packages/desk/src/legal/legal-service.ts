import type {
  LegalDuty,
  LegalReportForm,
  LegalSheet,
  LegalStatement,
  LegalView,
  RunningDuty,
} from "@stanch/model/legal-duty";
import { legalProfile } from "@stanch/model/legal-duty";
import type { Language } from "@stanch/model/text";
import { deskError, found } from "../desk-error.ts";
import { type IncidentRow, lockIncident, readIncident } from "../incident/incident-repo.ts";
import type { IncidentView } from "../incident/incident-view.ts";
import type { FindingService } from "../investigation/finding-service.ts";
import { journalData } from "../journal/journal.ts";
import { wallTime } from "../messages/say.ts";
import type { Random } from "../ports.ts";
import type { Unit } from "../unit-of-work.ts";
import { legalDraft } from "./legal-draft.ts";
import { caseFacts } from "./legal-facts.ts";
import { bringDuties, type LegalParts, momentsOf, moveClocks, sheetOf } from "./legal-list.ts";
import { tellLegal } from "./legal-notices.ts";
import { dutyReminder, dutyWarning } from "./legal-plan.ts";
import * as repo from "./legal-repo.ts";

export interface LegalService {
  readonly running: (unit: Unit) => Promise<RunningDuty[]>;
  readonly get: (unit: Unit, incident: string) => Promise<LegalView>;
  /** A determination was made, or its level changed. */
  readonly bring: (unit: Unit, incident: string, why: string) => Promise<void>;
  readonly state: (unit: Unit, incident: string, statement: LegalStatement) => Promise<LegalView>;
  readonly draft: (unit: Unit, incident: string, rule: string, language: Language) => Promise<string>;
  readonly report: (unit: Unit, incident: string, rule: string, form: LegalReportForm) => Promise<LegalDuty>;
  readonly waive: (unit: Unit, incident: string, rule: string, reason: string) => Promise<LegalDuty>;
  /** Incidents in which somebody has to be told. */
  readonly warnable: (unit: Unit) => Promise<string[]>;
  /** Tells people of the duties of an incident whose time runs out. */
  readonly warn: (unit: Unit, incident: string) => Promise<void>;
}

interface Parts extends LegalParts {
  readonly random: Pick<Random, "uuid">;
  readonly view: IncidentView;
  readonly findings: Pick<FindingService, "list">;
}

/** A minute for machines whose clocks differ. */
const AHEAD_MS = 60_000;

function notAhead(unit: Unit, instants: readonly (string | undefined)[]): void {
  for (const at of instants) {
    if (at !== undefined && Date.parse(at) > Date.parse(unit.now) + AHEAD_MS) throw deskError("E_TIME_ORDER", { at });
  }
}

async function view(unit: Unit, incident: string): Promise<LegalView> {
  const row = found(await readIncident(unit.tx, incident), "incident");
  const reports = await repo.readReports(unit.tx, incident);
  const duties = (await repo.readDutyRows(unit.tx, incident)).map((one) => repo.dutyOf(one, reports.get(one.rule_id)));
  return { sheet: await sheetOf(unit, row), duties };
}

async function duty(unit: Unit, incident: string, rule: string): Promise<repo.DutyRow> {
  return found(
    (await repo.readDutyRows(unit.tx, incident)).find((one) => one.rule_id === rule),
    "legal-duty",
  );
}

const shown = async (unit: Unit, incident: string, rule: string): Promise<LegalDuty> =>
  repo.dutyOf(await duty(unit, incident, rule), (await repo.readReports(unit.tx, incident)).get(rule));

async function state(parts: Parts, unit: Unit, incident: string, statement: LegalStatement): Promise<LegalView> {
  const row = found(await lockIncident(unit.tx, incident), "incident");
  const { sheet, reason, keepForCustomer } = statement;
  notAhead(unit, Object.values(sheet.moments));
  const kept: LegalSheet = { ...sheet, jurisdictions: [...new Set(sheet.jurisdictions)] };
  const before = await sheetOf(unit, row);
  await repo.writeSheet(unit.tx, incident, kept, unit.now);
  if (keepForCustomer && row.customer_id !== null) {
    await repo.writeProfile(unit.tx, row.customer_id, legalProfile.parse(kept), unit.now);
  }
  const moved = await moveClocks(unit, row, kept);
  const data = journalData({ reason, before, after: kept, moved, keepForCustomer });
  await parts.journal.append(unit, incident, { kind: "legal.stated", data });
  await bringDuties(parts, unit, incident, reason);
  return view(unit, incident);
}

async function draft(parts: Parts, unit: Unit, incident: string, rule: string, language: Language): Promise<string> {
  const row = found(await readIncident(unit.tx, incident), "incident");
  const one = await duty(unit, incident, rule);
  const { centre } = await parts.settings.all(unit);
  const sheet = await sheetOf(unit, row);
  const { aware = row.clock_started_at } = await momentsOf(unit, row, sheet, unit.now);
  const rows = await repo.readDutyRows(unit.tx, incident);
  const owed = rows.filter((other) => other.state === "open" && other.rule_id !== rule).map((other) => other.rule_id);
  const around = { findings: parts.findings, aware, zone: centre.zone, owed, language };
  const facts = await caseFacts(unit, await parts.view(unit, incident), around);
  const written = `${wallTime(unit.now, centre.zone)} (${centre.zone})`;
  return legalDraft({ rule: one.rule, number: row.number, written, facts, language });
}

/** Duties that wait for this report begin now: their clock runs from the moment it left. */
async function startFollowing(unit: Unit, incident: string, rule: string): Promise<readonly string[]> {
  const row = found(await readIncident(unit.tx, incident), "incident");
  const waiting = (await repo.readDutyRows(unit.tx, incident)).filter(
    ({ rule: { start }, started_at: started }) => typeof start === "object" && start.after === rule && started === null,
  );
  if (waiting.length > 0) await moveClocks(unit, row, await sheetOf(unit, row));
  return waiting.map(({ rule_id: id }) => id);
}

async function report(parts: Parts, unit: Unit, incident: string, rule: string, form: LegalReportForm) {
  const row = found(await lockIncident(unit.tx, incident), "incident");
  const one = await duty(unit, incident, rule);
  notAhead(unit, [form.sentAt]);
  const sentAt = new Date(form.sentAt).toISOString();
  const late = one.due_at !== null && Date.parse(sentAt) > Date.parse(one.due_at);
  const first = !(await repo.readReports(unit.tx, incident)).has(rule);
  const data = journalData({ rule, ...form, sentAt, late: late && first, supplement: !first });
  await parts.journal.append(unit, incident, { kind: "legal.reported", at: sentAt, data });
  const { sender, recipient, channel, body, receipt } = form;
  await repo.insertReport(unit.tx, {
    id: parts.random.uuid(),
    incident_id: incident,
    rule_id: rule,
    sent_at: sentAt,
    sender,
    recipient,
    channel,
    body,
    receipt,
    recorded_at: unit.now,
    recorded_by: unit.call.actor.name,
  });
  if (one.state === "open") await repo.updateDuty(unit.tx, incident, rule, { state: "sent" });
  const begun = await startFollowing(unit, incident, rule);
  const rows = (await repo.readDutyRows(unit.tx, incident)).filter(({ rule_id: id }) => begun.includes(id));
  await tellLegal(parts, unit, row, { what: "begun", percent: 0, rows });
  return shown(unit, incident, rule);
}

async function waive(parts: Parts, unit: Unit, incident: string, rule: string, reason: string): Promise<LegalDuty> {
  found(await lockIncident(unit.tx, incident), "incident");
  const one = await duty(unit, incident, rule);
  if (one.state !== "open") throw deskError("E_STATE", { state: one.state });
  await parts.journal.append(unit, incident, { kind: "legal.waived", data: { rule, reason } });
  const ended = { ended_at: unit.now, ended_by: unit.call.actor.name, ended_reason: reason };
  await repo.updateDuty(unit.tx, incident, rule, { state: "waived", ...ended });
  return shown(unit, incident, rule);
}

/** What is to be reported at once has no share of a time that is spent; people are reminded of it all the same. */
async function remind(parts: Parts, unit: Unit, row: IncidentRow): Promise<void> {
  const due = (await repo.readDutyRows(unit.tx, row.id)).flatMap((one) => {
    const { started_at: startedAt, due_at: dueAt, added_at: addedAt, warned, state: current } = one;
    if (current !== "open" || startedAt === null || dueAt !== null) return [];
    const reminded = dutyReminder({ startedAt, addedAt, warned }, unit.now);
    return reminded === undefined ? [] : [{ one, reminded }];
  });
  for (const { one, reminded } of due) {
    const data = journalData({ rule: one.rule_id, atOnce: true, reminder: reminded });
    await parts.journal.append(unit, row.id, { kind: "legal.warned", data });
    await repo.updateDuty(unit.tx, row.id, one.rule_id, { warned: reminded });
  }
  // The last one goes to the contact for escalation too.
  const percent = Math.max(0, ...due.map(({ reminded }) => (reminded > 2 ? 100 : 0)));
  await tellLegal(parts, unit, row, { what: "reminder", percent, rows: due.map(({ one }) => one) });
}

async function warn(parts: Parts, unit: Unit, incident: string): Promise<void> {
  const row = found(await lockIncident(unit.tx, incident), "incident");
  await remind(parts, unit, row);
  const due = (await repo.readDutyRows(unit.tx, incident)).flatMap((one) => {
    const { started_at: startedAt, due_at: dueAt, warned, state: current } = one;
    if (current !== "open" || startedAt === null || dueAt === null) return [];
    const percent = dutyWarning({ startedAt, dueAt, warned }, unit.now);
    return percent === undefined ? [] : [{ one, percent }];
  });
  for (const [what, rows] of Map.groupBy(due, ({ percent }) => (percent === 100 ? "missed" : "warning"))) {
    const percent = Math.max(...rows.map((each) => each.percent));
    for (const each of rows) {
      const data = journalData({ rule: each.one.rule_id, percent: each.percent, dueAt: each.one.due_at });
      await parts.journal.append(unit, incident, { kind: what === "missed" ? "legal.missed" : "legal.warned", data });
      await repo.updateDuty(unit.tx, incident, each.one.rule_id, { warned: each.percent });
    }
    await tellLegal(parts, unit, row, { what, percent, rows: rows.map(({ one }) => one) });
  }
}

/** Duties to report by law: they come up with the level and with what is stated, run in writing, and end with a proof or a reason. */
export function legalService(parts: Parts): LegalService {
  return {
    running: (unit) => repo.readRunning(unit.tx),
    get: view,
    bring: (unit, incident, why) => bringDuties(parts, unit, incident, why),
    state: (unit, incident, statement) => state(parts, unit, incident, statement),
    draft: (unit, incident, rule, language) => draft(parts, unit, incident, rule, language),
    report: (unit, incident, rule, form) => report(parts, unit, incident, rule, form),
    waive: (unit, incident, rule, reason) => waive(parts, unit, incident, rule, reason),
    warnable: (unit) => repo.readWarnable(unit.tx, unit.now),
    warn: (unit, incident) => warn(parts, unit, incident),
  };
}
