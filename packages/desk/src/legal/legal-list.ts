import type { DeadlineMoments, DeadlineRule } from "@stanch/model/legal-deadline";
import type { LegalSheet } from "@stanch/model/legal-duty";
import { found } from "../desk-error.ts";
import { type IncidentRow, lockIncident } from "../incident/incident-repo.ts";
import { journalData } from "../journal/journal.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { type LegalNoticeParts, tellLegal } from "./legal-notices.ts";
import { type DutyClock, dutyClock, emptySheet, planDuties, wantedRules } from "./legal-plan.ts";
import * as repo from "./legal-repo.ts";

export interface LegalParts extends LegalNoticeParts {
  readonly journal: Pick<JournalService, "append">;
}

/** The sheet of an incident: what was stated, or what the customer's profile says before anybody stated anything. */
export async function sheetOf(unit: Unit, row: Pick<IncidentRow, "id" | "customer_id">): Promise<LegalSheet> {
  const stated = await repo.readSheet(unit.tx, row.id);
  if (stated !== undefined) return stated;
  return { ...emptySheet, ...(await repo.readProfile(unit.tx, row.customer_id)) };
}

/** The moments from which clocks of an incident run. `classified`: the determination that brought the duty up. */
export async function momentsOf(
  unit: Unit,
  row: Pick<IncidentRow, "id" | "clock_started_at">,
  sheet: LegalSheet,
  classified: string,
): Promise<DeadlineMoments> {
  const reports = await repo.readReports(unit.tx, row.id);
  const sent = [...reports].map(([rule, all]) => [rule, all[0]?.sentAt ?? classified] as const);
  const aware = sheet.moments.aware ?? new Date(row.clock_started_at).toISOString();
  return { ...sheet.moments, aware, classified, sent: Object.fromEntries(sent) };
}

const columns = (clock: DutyClock) => ({ started_at: clock.startedAt ?? null, due_at: clock.dueAt ?? null });

async function add(unit: Unit, incident: string, rule: DeadlineRule, clock: DutyClock): Promise<void> {
  await repo.insertDuty(unit.tx, {
    incident_id: incident,
    rule_id: rule.id,
    rule: JSON.stringify(rule),
    state: "open",
    added_at: unit.now,
    ...columns(clock),
  });
}

/** A duty comes back with the clock it had; the reports that were made count. */
async function again(unit: Unit, row: repo.DutyRow, moments: DeadlineMoments, sheet: LegalSheet): Promise<void> {
  const clock = row.started_at === null ? columns(dutyClock(row.rule, moments, sheet)) : {};
  const state = moments.sent[row.rule_id] === undefined ? ("open" as const) : ("sent" as const);
  const set = { state, ended_at: null, ended_by: null, ended_reason: null, ...clock };
  await repo.updateDuty(unit.tx, row.incident_id, row.rule_id, set);
}

/**
 * Brings the list in line with what is known: adds and retires visibly, and tells people of what is owed from now on. The caller has
 * written what was decided or stated.
 */
export async function bringDuties(parts: LegalParts, unit: Unit, incident: string, why: string): Promise<void> {
  const row = found(await lockIncident(unit.tx, incident), "incident");
  const sheet = await sheetOf(unit, row);
  const have = await repo.readDutyRows(unit.tx, incident);
  const plan = planDuties(
    wantedRules(sheet, row),
    have.map(({ rule_id: id, state }) => ({ id, state })),
  );
  if (plan.added.length + plan.again.length + plan.retired.length === 0) return;
  const moments = await momentsOf(unit, row, sheet, unit.now);
  const added = plan.added.map((rule) => ({ rule, clock: dutyClock(rule, moments, sheet) }));
  const said = added.map(({ rule, clock }) => ({ rule: rule.id, ...clock }));
  const data = journalData({ why, level: row.level, added: said, again: plan.again, retired: plan.retired });
  await parts.journal.append(unit, incident, { kind: "legal.planned", data });
  for (const { rule, clock } of added) await add(unit, incident, rule, clock);
  for (const one of have.filter(({ rule_id: id }) => plan.again.includes(id))) await again(unit, one, moments, sheet);
  const ended = { state: "retired" as const, ended_at: unit.now, ended_by: unit.call.actor.name, ended_reason: why };
  for (const id of plan.retired) await repo.updateDuty(unit.tx, incident, id, ended);
  const owed = new Set([...plan.added.map(({ id }) => id), ...plan.again]);
  const rows = (await repo.readDutyRows(unit.tx, incident)).filter(
    ({ rule_id: id, state }) => owed.has(id) && state === "open",
  );
  await tellLegal(parts, unit, row, { what: "begun", percent: 0, rows });
}

/** Clocks of open duties that a new statement moves: from, to. The clock of a classification stays where the decision was made. */
export async function moveClocks(unit: Unit, row: IncidentRow, sheet: LegalSheet): Promise<readonly object[]> {
  const moved: object[] = [];
  for (const one of await repo.readDutyRows(unit.tx, row.id)) {
    if (one.state !== "open" || (one.rule.start === "classified" && one.started_at !== null)) continue;
    const moments = await momentsOf(unit, row, sheet, one.added_at);
    const clock = dutyClock(one.rule, moments, sheet);
    const before = { startedAt: one.started_at ?? undefined, dueAt: one.due_at ?? undefined };
    if (same(before.startedAt, clock.startedAt) && same(before.dueAt, clock.dueAt)) continue;
    moved.push({ rule: one.rule_id, before, after: clock });
    // A clock that moved to a later end is warned about again.
    await repo.updateDuty(unit.tx, row.id, one.rule_id, { ...columns(clock), warned: 0 });
  }
  return moved;
}

function same(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return Date.parse(a) === Date.parse(b);
}
