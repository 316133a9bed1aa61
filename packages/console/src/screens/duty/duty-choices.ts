import type { DutyPlan } from "@stanch/model/duty-plan";
import type { PageTarget } from "@stanch/model/escalation";
import { pageTarget } from "@stanch/model/escalation";
import type { StaffMember } from "@stanch/model/handling";
import { roleNames, role as roleSchema } from "@stanch/model/role";
import { useRead } from "../../api/queries.ts";
import { useText, useWords } from "../../words/language-context.tsx";

export interface Choice {
  readonly value: string;
  readonly label: string;
}
export interface ChoiceGroup {
  readonly group: string;
  readonly items: Choice[];
}

const choice = ({ id, name }: { readonly id: string; readonly name: string }): Choice => ({ value: id, label: name });
const prefixed = (kind: string, all: readonly Choice[]): Choice[] =>
  all.map(({ value, label }) => ({ value: `${kind}:${value}`, label }));

/** People who may be put on duty. */
export function useColleagues(): readonly StaffMember[] {
  const staff = useRead("staff.list", {});
  return (staff.data ?? []).filter(({ active, roles }) => active && roles.some((one) => one !== "customer"));
}

/** People by name, for lists. */
export function usePeople(): Choice[] {
  return useColleagues().map(choice);
}

/** Who may cover hours: people and rotations, as `staff:<id>` and `rotation:<id>`. */
export function useDutyTargets(plan: DutyPlan): ChoiceGroup[] {
  const { duty } = useWords();
  const people = usePeople();
  return [
    { group: duty.rotations, items: prefixed("rotation", plan.rotations.map(choice)) },
    { group: duty.people, items: prefixed("staff", people) },
  ];
}

/** Everybody and everything that a step of a chain may page, as `kind:id`. */
export function usePageTargets(plan: DutyPlan): ChoiceGroup[] {
  const { duty } = useWords();
  const text = useText();
  const people = usePeople();
  const roles = roleSchema.options
    .filter((one) => one !== "customer")
    .map((one) => ({ value: one, label: text(roleNames[one]) }));
  return [
    {
      group: duty.teams,
      items: [{ value: "nearest-team:", label: duty.nearestTeam }, ...prefixed("team", plan.teams.map(choice))],
    },
    { group: duty.schedules, items: prefixed("schedule", plan.schedules.map(choice)) },
    { group: duty.rotations, items: prefixed("rotation", plan.rotations.map(choice)) },
    { group: duty.roles, items: prefixed("role", roles) },
    { group: duty.people, items: prefixed("staff", people) },
  ];
}

/**
 * A target of a chain as the value of a list, and back.
 *
 * @example targetKey({ kind: "role", role: "supervisor" }) === "role:supervisor"
 */
export function targetKey(target: PageTarget): string {
  if (target.kind === "nearest-team") return "nearest-team:";
  return target.kind === "role" ? `role:${target.role}` : `${target.kind}:${target.id}`;
}

/** {@link targetKey} the other way; nothing for what is no target. */
export function targetsOf(keys: readonly string[]): PageTarget[] {
  return keys.flatMap((key) => {
    const [kind = "", id = ""] = key.split(":", 2);
    const parsed = pageTarget.safeParse(kind === "role" ? { kind, role: id } : id === "" ? { kind } : { kind, id });
    return parsed.success ? [parsed.data] : [];
  });
}
