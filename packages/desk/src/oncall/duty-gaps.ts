import type { DutyDraft, DutyGaps, DutyPlan } from "@stanch/model/duty-plan";
import type { Schedule } from "@stanch/model/oncall";
import { wallTime } from "../messages/say.ts";
import { dutyRoster } from "./duty-roster.ts";

const DAY_MS = 86_400_000;
/** How far ahead gaps are looked for. */
export const aheadMs: number = 30 * DAY_MS;
/** As many as a refusal names. */
const NAMED = 5;

/** The plan with a draft in the place of what it would replace. */
function planWith(plan: DutyPlan, { kind, id, form }: DutyDraft): DutyPlan {
  const part = { ...form, id };
  return { ...plan, [kind]: [...plan[kind].filter((one) => one.id !== id), part] };
}

function uses(schedule: Schedule, rotation: string): boolean {
  return schedule.rules.some(({ target }) => target.kind === "rotation" && target.id === rotation);
}

/** What every schedule that a draft touches would leave uncovered in the next thirty days. */
export function gapsOfDraft(plan: DutyPlan, draft: DutyDraft, now: number): DutyGaps {
  const { schedules, rotations } = planWith(plan, draft);
  const turns = new Map(rotations.map((one) => [one.id, one]));
  return schedules
    .filter((one) => (draft.kind === "schedules" ? one.id === draft.id : uses(one, draft.id)))
    .map((one) => ({ schedule: one.id, name: one.name, gaps: dutyRoster(one, turns).gaps(now, now + aheadMs) }))
    .filter(({ gaps }) => gaps.length > 0);
}

/** Gaps in words for a refusal: the first ones with their times, and how many there are. */
export function gapWords(gaps: DutyGaps, plan: DutyPlan, zone: string): string {
  const zones = new Map(plan.schedules.map((one) => [one.id, one.zone]));
  const all = gaps.flatMap((one) => one.gaps.map((gap) => ({ ...gap, ...one })));
  const named = all.slice(0, NAMED).map(({ name, schedule, start, end }) => {
    const own = zones.get(schedule) ?? zone;
    return `${name} ${wallTime(start, own)} – ${wallTime(end, own)} (${own})`;
  });
  return [...named, ...(all.length > NAMED ? [`+${all.length - NAMED}`] : [])].join("; ");
}
