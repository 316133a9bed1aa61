import { z } from "zod";
import { staffId } from "./ids.ts";

const instant = z.iso.datetime({ offset: true });
const person = z.object({ id: staffId, name: z.string() });
const line = (max: number) => z.string().trim().min(1).max(max);

/** `research`: a question to the researchers; `emergency`: whoever works on it cannot solve it, and the emergency team takes over. */
export const supportKind = z.enum(["research", "emergency"]);
export type SupportKind = z.infer<typeof supportKind>;

export const supportForm = z.object({ kind: supportKind, question: line(10_000) });

/**
 * Help that was asked for within an incident: who asked what, who took it, what they found.
 *
 * @example { kind: "research", question: "What does this loader do?", askedBy: { id, name }, askedAt: "2026-03-01T02:00:00Z", … }
 */
export const supportRequest = supportForm.extend({
  id: z.uuid(),
  askedBy: person,
  askedAt: instant,
  takenBy: person.optional(),
  takenAt: instant.optional(),
  answer: z.string().optional(),
  answeredBy: person.optional(),
  answeredAt: instant.optional(),
});
export type SupportRequest = z.infer<typeof supportRequest>;
