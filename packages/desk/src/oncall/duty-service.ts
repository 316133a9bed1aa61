import type {
  DutyDraft,
  DutyGaps,
  DutyKind,
  DutyPlan,
  dutyNow,
  dutyShifts,
  rotationOrder,
  scheduleOrder,
  Team,
  teamForm,
} from "@stanch/model/duty-plan";
import type { EscalationPolicy } from "@stanch/model/escalation";
import type { Rotation, Schedule } from "@stanch/model/oncall";
import type { z } from "zod";
import { deskError, found } from "../desk-error.ts";
import type { AccessLog } from "../journal/access-log.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Account } from "../staff/staff.ts";
import { readStaff } from "../staff/staff-repo.ts";
import type { Unit } from "../unit-of-work.ts";
import { dutyNeedsContacts, lackingContacts } from "./contact-duty.ts";
import { aheadMs, gapsOfDraft, gapWords } from "./duty-gaps.ts";
import { deleteDuty, putDuty, readDutyPlan } from "./duty-repo.ts";
import { dutyRoster } from "./duty-roster.ts";
import { idsIn, missingPart, usersOf } from "./duty-parts.ts";

export interface DutyService {
  readonly plan: (unit: Unit) => Promise<DutyPlan>;
  readonly now: (unit: Unit) => Promise<z.infer<typeof dutyNow>>;
  readonly shifts: (unit: Unit, id: string, from: string, to: string) => Promise<z.infer<typeof dutyShifts>>;
  readonly putTeam: (unit: Unit, id: string, form: z.infer<typeof teamForm>) => Promise<Team>;
  /** What a rotation or schedule would leave uncovered. */
  readonly check: (unit: Unit, draft: DutyDraft) => Promise<DutyGaps>;
  /** Refused with the gaps of the next thirty days that it leaves, unless whoever saves it accepts them. */
  readonly putRotation: (unit: Unit, id: string, form: z.infer<typeof rotationOrder>) => Promise<Rotation>;
  readonly putSchedule: (unit: Unit, id: string, form: z.infer<typeof scheduleOrder>) => Promise<Schedule>;
  readonly putPolicy: (unit: Unit, id: string, form: Omit<EscalationPolicy, "id">) => Promise<EscalationPolicy>;
  readonly remove: (unit: Unit, kind: DutyKind, id: string) => Promise<void>;
}

const DAY_MS = 86_400_000;
/** The longest span whose shifts are asked for at once. */
const MOST_DAYS = 400;

interface Parts {
  readonly access: AccessLog;
  readonly settings: Pick<SettingsService, "all">;
}

/** People whom a document names and the stored one does not must be reachable in two ways. */
async function checkContacts(
  parts: Parts,
  unit: Unit,
  before: unknown,
  part: unknown,
  staff: readonly Account[],
): Promise<void> {
  if (!dutyNeedsContacts(await parts.settings.all(unit))) return;
  const [old, named] = [new Set(idsIn(before, "")), new Set(idsIn(part, ""))];
  const added = staff.filter(({ id }) => named.has(id) && !old.has(id));
  const lacking = await lackingContacts(unit.tx, added);
  if (lacking.length > 0) throw deskError("E_DUTY_CONTACTS", { people: lacking.join(", ") });
}

async function put<T extends { readonly id: string }>(
  parts: Parts,
  unit: Unit,
  kind: DutyKind,
  part: T,
  checked: () => Promise<void> = async () => undefined,
): Promise<T> {
  const [plan, staff] = [await readDutyPlan(unit.tx), await readStaff(unit.tx)];
  const people = new Set<string>(
    staff.filter((one) => one.active && !one.roles.includes("customer")).map(({ id }) => id),
  );
  const missing = missingPart(plan, people, kind, part);
  if (missing !== undefined) throw deskError("E_DUTY_PART", { part: missing });
  const before = plan[kind].find((one) => one.id === part.id);
  await checkContacts(parts, unit, before, part, staff);
  await checked();
  const { id, ...form } = part;
  const row = { id, kind, form: JSON.stringify(form), changed_at: unit.now, changed_by: unit.call.actor.name };
  if (!(await putDuty(unit.tx, row))) throw deskError("E_DUTY_PART", { part: id });
  await parts.access.note(unit, { what: "duty.changed", detail: `${kind} ${id}` });
  unit.changed({ kind: "duty.changed" });
  return part;
}

/** Nobody saves a hole without having seen it. */
async function checkGaps(parts: Parts, unit: Unit, draft: DutyDraft, accepted: boolean | undefined): Promise<void> {
  if (accepted === true) return;
  const plan = await readDutyPlan(unit.tx);
  const gaps = gapsOfDraft(plan, draft, Date.parse(unit.now));
  if (gaps.length === 0) return;
  const { zone } = (await parts.settings.all(unit)).centre;
  throw deskError("E_DUTY_GAPS", { gaps: gapWords(gaps, plan, zone) });
}

async function namesOf(unit: Unit): Promise<ReadonlyMap<string, string>> {
  return new Map((await readStaff(unit.tx)).map(({ id, name }) => [id, name]));
}

async function now(unit: Unit): Promise<z.infer<typeof dutyNow>> {
  const { schedules, rotations } = await readDutyPlan(unit.tx);
  const names = await namesOf(unit);
  const turns = new Map(rotations.map((one) => [one.id, one]));
  const at = Date.parse(unit.now);
  return schedules.map((schedule) => {
    const roster = dutyRoster(schedule, turns);
    const people = roster.at(at).map((id) => ({ id, name: names.get(id) ?? "" }));
    const gaps = roster.gaps(at, at + aheadMs);
    return { schedule: schedule.id, name: schedule.name, people, gaps };
  });
}

async function shifts(unit: Unit, id: string, from: string, to: string): Promise<z.infer<typeof dutyShifts>> {
  const { schedules, rotations } = await readDutyPlan(unit.tx);
  const schedule = found(
    schedules.find((one) => one.id === id),
    "schedule",
  );
  const [start, end] = [Date.parse(from), Date.parse(to)];
  if (end <= start || end - start > MOST_DAYS * DAY_MS) throw deskError("E_TIME_ORDER", { at: to });
  const names = await namesOf(unit);
  const roster = dutyRoster(schedule, new Map(rotations.map((one) => [one.id, one])));
  return {
    shifts: roster.shifts(start, end).map((one) => ({ ...one, name: names.get(one.staff) ?? "" })),
    gaps: roster.gaps(start, end),
  };
}

/** The duty plan: teams, rotations, schedules, policies. Nothing in it names what does not exist. */
export function dutyService(parts: Parts): DutyService {
  return {
    plan: (unit) => readDutyPlan(unit.tx),
    now,
    shifts,
    putTeam: (unit, id, form) => put(parts, unit, "teams", { ...form, id }),
    check: async (unit, draft) => gapsOfDraft(await readDutyPlan(unit.tx), draft, Date.parse(unit.now)),
    putRotation: (unit, id, { acceptGaps, ...form }) =>
      put(parts, unit, "rotations", { ...form, id }, () =>
        checkGaps(parts, unit, { kind: "rotations", id, form }, acceptGaps),
      ),
    putSchedule: (unit, id, { acceptGaps, ...form }) =>
      put(parts, unit, "schedules", { ...form, id }, () =>
        checkGaps(parts, unit, { kind: "schedules", id, form }, acceptGaps),
      ),
    putPolicy: (unit, id, form) => put(parts, unit, "policies", { ...form, id }),
    remove: async (unit, kind, id) => {
      const plan = await readDutyPlan(unit.tx);
      const [user] = usersOf(plan, id);
      if (user !== undefined) throw deskError("E_DUTY_IN_USE", { part: user });
      if (!(await deleteDuty(unit.tx, kind, id))) throw deskError("E_NOT_FOUND", { what: kind });
      await parts.access.note(unit, { what: "duty.removed", detail: `${kind} ${id}` });
      unit.changed({ kind: "duty.changed" });
    },
  };
}
