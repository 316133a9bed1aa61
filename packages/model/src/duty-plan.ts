import { z } from "zod";
import { escalationPolicy, pageRecord } from "./escalation.ts";
import { staffId } from "./ids.ts";
import { dutyGap, rotation, schedule, shift } from "./oncall.ts";

const instant = z.iso.datetime({ offset: true });
const line = (max: number) => z.string().trim().max(max);

/** A unit of the notification chain. Its schedule says who of it is on duty; without one everybody is. */
export const team = z.object({
  id: z.uuid(),
  name: line(120).min(1),
  kind: z.enum(["duty-desk", "intake", "handling", "emergency", "technical", "management"]),
  /** Where it sits: city and district, for handling teams. */
  place: line(200),
  skills: z.array(line(60).min(1)).max(30),
  schedule: z.uuid().optional(),
  members: z.array(staffId).max(200),
});
export type Team = z.infer<typeof team>;

export const rotationForm = rotation.omit({ id: true });
export const scheduleForm = schedule.omit({ id: true });
/** Whoever saves a part of the plan has seen the gaps that it leaves in the next thirty days, and leaves them on purpose. */
const seen = { acceptGaps: z.boolean().optional() };
export const rotationOrder = rotationForm.extend(seen);
export const scheduleOrder = scheduleForm.extend(seen);
/** A part of the plan as it would be saved, to be asked what it leaves uncovered. */
export const dutyDraft = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("rotations"), id: z.uuid(), form: rotationForm }),
  z.object({ kind: z.literal("schedules"), id: z.uuid(), form: scheduleForm }),
]);
export type DutyDraft = z.infer<typeof dutyDraft>;

export const teamForm = team.omit({ id: true });
export const policyForm = escalationPolicy.omit({ id: true });

/** Who is when on duty, and who is told in which order. */
export const dutyPlan = z.object({
  teams: z.array(team),
  rotations: z.array(rotation),
  schedules: z.array(schedule),
  policies: z.array(escalationPolicy),
});
export type DutyPlan = z.infer<typeof dutyPlan>;

export const dutyKind = z.enum(["teams", "rotations", "schedules", "policies"]);
export type DutyKind = z.infer<typeof dutyKind>;

const person = z.object({ id: staffId, name: z.string() });

/** Who is on duty now by each schedule, and where the next thirty days have nobody. */
export const dutyNow = z.array(
  z.object({ schedule: z.uuid(), name: z.string(), people: z.array(person), gaps: z.array(dutyGap) }),
);

/** What a draft would leave uncovered in the next thirty days, by schedule. */
export const dutyGaps = z.array(z.object({ schedule: z.uuid(), name: z.string(), gaps: z.array(dutyGap) }));
export type DutyGaps = z.infer<typeof dutyGaps>;

/** What whoever leaves duty tells whoever comes. */
export const handoverForm = z.object({ schedule: z.uuid(), note: line(10_000).min(1) });
export const handover = handoverForm.extend({
  id: z.uuid(),
  by: z.string(),
  at: instant,
  /** Whoever took it over, and when. */
  takenBy: z.string().optional(),
  takenAt: instant.optional(),
});
export type Handover = z.infer<typeof handover>;

export const dutyShifts = z.object({
  shifts: z.array(shift.extend({ name: z.string() })),
  gaps: z.array(dutyGap),
});

/** What a chain did, in words for people. */
export const escalationLine = z.object({
  at: instant,
  kind: z.enum([
    "paged",
    "paged-again",
    "gate-asked",
    "gate-passed",
    "skipped",
    "acknowledged",
    "acted",
    "told",
    "resolved",
    "declined",
    "call-reached",
    "call-no-answer",
    "call-declined",
  ]),
  step: z.string(),
  people: z.array(z.string()),
});
export type EscalationLine = z.infer<typeof escalationLine>;

/** The chain of a request as people see it. */
export const escalation = z.object({
  id: z.uuid(),
  policy: z.string(),
  state: z.enum(["running", "waiting", "held", "over"]),
  over: z.enum(["resolved", "declined", "told"]).optional(),
  nextAt: instant.optional(),
  steps: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(["page", "gate"]),
      state: z.enum(["to-come", "paged", "acknowledged", "skipped"]),
    }),
  ),
  pages: z.array(pageRecord.omit({ to: true }).extend({ people: z.array(person) })),
  log: z.array(escalationLine),
});
export type Escalation = z.infer<typeof escalation>;
