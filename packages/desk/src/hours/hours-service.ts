import {
  type CaseHours,
  type HoursCorrection,
  type HoursForm,
  type HoursLine,
  type HoursQuery,
  type HoursTotals,
  sumHours,
} from "@stanch/model/hours";
import { deskError, found } from "../desk-error.ts";
import { lockIncident } from "../incident/incident-repo.ts";
import { journalData } from "../journal/journal.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { Random } from "../ports.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { StaffService } from "../staff/staff-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { insertHours, readHours, readHoursTotals } from "./hours-repo.ts";

export interface HoursService {
  readonly list: (unit: Unit, incident: string) => Promise<CaseHours>;
  /** `E_TIME_ORDER` for work that is not over yet, `E_NOT_FOUND` for a person who is no staff. */
  readonly record: (unit: Unit, incident: string, form: HoursForm) => Promise<CaseHours>;
  /** A new line in place of `line`; `E_STATE` when another stands there already. */
  readonly correct: (unit: Unit, incident: string, line: string, form: HoursCorrection) => Promise<CaseHours>;
  readonly totals: (unit: Unit, query: HoursQuery) => Promise<HoursTotals>;
}

interface Parts {
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly staff: Pick<StaffService, "get">;
  readonly settings: Pick<SettingsService, "all">;
}

const MINUTE = 60_000;

async function list(unit: Unit, incident: string): Promise<CaseHours> {
  const lines = await readHours(unit.tx, incident);
  return { lines, ...sumHours(lines) };
}

/** The beginning as an instant; work that ends in the future is refused, a minute allowed for machines whose clocks differ. */
function begun(unit: Unit, { startedAt, minutes }: Pick<HoursForm, "startedAt" | "minutes">): string {
  const from = Date.parse(startedAt);
  if (from + minutes * MINUTE > Date.parse(unit.now) + MINUTE) throw deskError("E_TIME_ORDER", { at: startedAt });
  return new Date(from).toISOString();
}

async function personOf(parts: Parts, unit: Unit, id: string) {
  const person = await parts.staff.get(unit, id);
  if (person.roles.includes("customer")) throw deskError("E_NOT_FOUND", { what: "staff" });
  return { staff_id: person.id, staff_name: person.name };
}

async function write(
  parts: Parts,
  unit: Unit,
  incident: string,
  input: { readonly form: HoursForm; readonly person: string; readonly corrects?: HoursLine; readonly reason?: string },
): Promise<CaseHours> {
  const { form, person, corrects, reason } = input;
  const startedAt = begun(unit, form);
  const who = await personOf(parts, unit, person);
  const id = parts.random.uuid();
  const { minutes, purpose, billable } = form;
  const kind = corrects === undefined ? "hours.recorded" : "hours.corrected";
  const before =
    corrects === undefined
      ? undefined
      : {
          line: corrects.id,
          name: corrects.staff.name,
          startedAt: corrects.startedAt,
          minutes: corrects.minutes,
          purpose: corrects.purpose,
          billable: corrects.billable,
        };
  const data = { line: id, staff: who.staff_id, name: who.staff_name, startedAt, minutes, purpose, billable };
  await parts.journal.append(unit, incident, { kind, data: journalData({ ...data, reason, before }) });
  await insertHours(unit.tx, {
    id,
    incident_id: incident,
    ...who,
    started_at: startedAt,
    minutes,
    purpose,
    billable,
    corrects: corrects?.id ?? null,
    reason: reason ?? null,
    recorded_at: unit.now,
    recorded_by: unit.call.actor.name,
  });
  return list(unit, incident);
}

async function correct(
  parts: Parts,
  unit: Unit,
  incident: string,
  line: string,
  form: HoursCorrection,
): Promise<CaseHours> {
  found(await lockIncident(unit.tx, incident), "incident");
  const before = found(
    (await readHours(unit.tx, incident)).find(({ id }) => id === line),
    "hours",
  );
  if (before.correctedBy !== undefined) throw deskError("E_STATE", { state: "corrected" });
  const person = form.staff ?? before.staff.id;
  return write(parts, unit, incident, { form, person, corrects: before, reason: form.reason });
}

/** Time spent per case: who, when, how long, what for; a line is never changed, another is written in its place. */
export function hoursService(parts: Parts): HoursService {
  return {
    list,
    record: async (unit, incident, form) => {
      found(await lockIncident(unit.tx, incident), "incident");
      return write(parts, unit, incident, { form, person: form.staff ?? unit.call.actor.id });
    },
    correct: (unit, incident, line, form) => correct(parts, unit, incident, line, form),
    totals: async (unit, query) => {
      const { centre } = await parts.settings.all(unit);
      return readHoursTotals(unit.tx, { ...query, zone: centre.zone });
    },
  };
}
