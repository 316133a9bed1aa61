import type { Account } from "../staff/staff.ts";
import { readStaff } from "../staff/staff-repo.ts";
import type { Unit } from "../unit-of-work.ts";
import { readDutyPlan } from "./duty-repo.ts";
import { pageTargets } from "./page-targets.ts";

/** Who is told when nobody else can help: whoever of the emergency teams is on duty; without any, the supervisors. */
export async function emergencyPeople(unit: Unit): Promise<Account[]> {
  const [plan, staff] = [await readDutyPlan(unit.tx), await readStaff(unit.tx)];
  const behind = pageTargets(plan, staff, "", unit.now);
  const teams = plan.teams.filter(({ kind }) => kind === "emergency");
  const onDuty = behind(teams.map(({ id }) => ({ kind: "team", id })));
  const ids = new Set(onDuty.length > 0 ? onDuty : behind([{ kind: "role", role: "supervisor" }]));
  return staff.filter(({ id }) => ids.has(id));
}
