import type { DutyKind, DutyPlan } from "@stanch/model/duty-plan";
import { localClock } from "./local-clock.ts";

type Part = Readonly<Record<string, unknown>> & { readonly id: string };

/** Every id that stands in a document of the plan besides its own: people, rotations, schedules, teams. */
export function idsIn(value: unknown, own: string): string[] {
  if (typeof value === "string")
    return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) && value !== own ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((one) => idsIn(one, own));
}

function zoneUnknown(zone: unknown): boolean {
  if (typeof zone !== "string") return false;
  try {
    localClock(zone);
    return false;
  } catch {
    return true;
  }
}

/** Which documents of a kind may name which others. */
const below: Readonly<Record<DutyKind, readonly DutyKind[]>> = {
  rotations: [],
  schedules: ["rotations"],
  teams: ["schedules"],
  policies: ["teams", "schedules", "rotations"],
};

/** What a document names that does not exist: an id, or its zone; undefined when all is there. */
export function missingPart(
  plan: DutyPlan,
  people: ReadonlySet<string>,
  kind: DutyKind,
  part: Part,
): string | undefined {
  if (zoneUnknown(part["zone"])) return String(part["zone"]);
  const known = new Set([...people, ...below[kind].flatMap((one) => plan[one].map(({ id }) => id))]);
  return idsIn(part, part.id).find((id) => !known.has(id));
}

/** Names of the documents that use this one. */
export function usersOf(plan: DutyPlan, id: string): string[] {
  const all = [...plan.policies, ...plan.teams, ...plan.schedules, ...plan.rotations];
  return all.filter((one) => one.id !== id && idsIn(one, one.id).includes(id)).map(({ name }) => name);
}
