import { z } from "zod";
import { staffId } from "./ids.ts";
import { role } from "./role.ts";

/*
 * The notification chain as data, in GoAlert's words: a policy has steps, a step pages targets and waits; besides, a step may be a
 * gate, at which people decide whether the chain goes on. Source: GoAlert's published model; the process table of ARCHITECTURE.md.
 */

const instant = z.iso.datetime({ offset: true });
const name = z.string().trim().min(1).max(120);

/** Who is paged. Everything but a person is looked up at the moment of paging. `nearest-team`: the handling team nearest to the host. */
export const pageTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("staff"), id: staffId }),
  z.object({ kind: z.literal("rotation"), id: z.uuid() }),
  z.object({ kind: z.literal("schedule"), id: z.uuid() }),
  z.object({ kind: z.literal("team"), id: z.uuid() }),
  z.object({ kind: z.literal("role"), role }),
  z.object({ kind: z.literal("nearest-team") }),
]);
export type PageTarget = z.infer<typeof pageTarget>;

export const policyStep = z.object({
  name,
  targets: z.array(pageTarget).min(1).max(20),
  /** `gate`: the chain waits for a decision, and goes on by itself after `delayMinutes` without one. */
  kind: z.enum(["page", "gate"]),
  /** Minutes until the next step. */
  delayMinutes: z.int().min(1).max(9000),
  /** What an acknowledgement does: `next` goes on with the chain at once (every unit is told in turn), `stop` holds it. */
  acknowledged: z.enum(["next", "stop"]),
});
export type PolicyStep = z.infer<typeof policyStep>;

/**
 * Frozen into the run when it begins: later edits change no running chain.
 *
 * @example { name: "7×24", repeat: 2, actionMinutes: 15, steps: [{ name: "duty desk", targets: [{ kind: "schedule", id }], … }] }
 */
export const escalationPolicy = z.object({
  id: z.uuid(),
  name,
  /** How often the whole chain begins again for steps that nobody acknowledged. */
  repeat: z.int().min(0).max(5),
  /** Minutes after an acknowledgement within which a first action must follow, or the step is paged again. */
  actionMinutes: z.int().min(1).max(1440),
  steps: z.array(policyStep).min(1).max(20),
});
export type EscalationPolicy = z.infer<typeof escalationPolicy>;

export const acknowledgement = z.object({
  by: staffId,
  at: instant,
  /** Absent once an action followed. */
  expiresAt: instant.optional(),
  /** When the first action was seen. */
  actedAt: instant.optional(),
});

/** A step that was paged. `key` stays the same when the page is sent again after a crash. */
export const pageRecord = z.object({
  key: z.string(),
  step: z.int().min(0),
  at: instant,
  to: z.array(staffId),
  acknowledged: acknowledgement.optional(),
});
export type PageRecord = z.infer<typeof pageRecord>;

/** A chain under way. */
export const escalationRun = z.object({
  policy: escalationPolicy,
  state: z.enum(["running", "waiting", "held", "over"]),
  /** Why it is over: resolved by people, declined at a gate, or everybody was told. */
  over: z.enum(["resolved", "declined", "told"]).optional(),
  /** The step that was last reached; -1 before the first. */
  step: z.int().min(-1),
  round: z.int().min(0),
  /** When the chain goes on. */
  nextAt: instant.optional(),
  pages: z.array(pageRecord),
});
export type EscalationRun = z.infer<typeof escalationRun>;
