import { z } from "zod";

/** What an entry records; `data` depends on it. Kinds are only ever added. */
export const journalKind = z.enum([
  "request.received",
  "request.linked",
  "incident.opened",
  "incident.merged",
  "clock.started",
  "clock.stopped",
  "clock.warned",
  "clock.breached",
  "site-clock.started",
  "site-clock.paused",
  "site-clock.resumed",
  "site-clock.stopped",
  "site-clock.warned",
  "site-clock.breached",
  "notice.queued",
  "notice.sent",
  "notice.delivered",
  "notice.failed",
  "notice.acknowledged",
  "supervisor.decided",
  "determination.made",
  "letter.written",
  "assignment.offered",
  "assignment.changed",
  "dispatch.begun",
  "dispatch.handed-over",
  "dispatch.stopped",
  "support.asked",
  "support.taken",
  "support.answered",
  "caller.called-back",
  "advice.given",
  "advice.read",
  "advice.acted",
  "evidence.received",
  "custody.added",
  "investigation.started",
  "investigation.finished",
  "investigation.failed",
  "investigation.cancelled",
  "finding.pinned",
  "finding.dismissed",
  "measure.planned",
  "measure.approved",
  "measure.rejected",
  "measure.consented",
  "measure.refused",
  "measure.done",
  "measure.undone",
  "report.drafted",
  "report.reviewed",
  "report.approved",
  "report.delivered",
  "report.read",
  "report.countersigned",
  "step.skipped",
  "step.done",
  "note.written",
  "escalation.moved",
  "task.planned",
  "task.added",
  "task.changed",
  "hours.recorded",
  "hours.corrected",
  "mail.received",
  "legal.planned",
  "legal.stated",
  "legal.warned",
  "legal.missed",
  "legal.reported",
  "legal.waived",
  "police.handed-over",
  "reassessment.planned",
  "reassessment.done",
  "recurrence.found",
  "archive.sealed",
  "record.read",
]);
export type JournalKind = z.infer<typeof journalKind>;

/** Who did it. `system` acts carry the version in `name`. */
export const actor = z.object({
  kind: z.enum(["staff", "customer", "public", "system"]),
  id: z.string(),
  name: z.string(),
});
export type Actor = z.infer<typeof actor>;

/**
 * One line of an incident's journal: append-only, hash-chained. `hash` is SHA-256 over the canonical JSON (RFC 8785) of the
 * entry without `hash`; `prev` is the hash of entry `seq - 1`, or 64 zeros for the first.
 */
export const journalEntry = z.object({
  seq: z.int().min(1),
  prev: z.string().regex(/^[0-9a-f]{64}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** When it happened. */
  at: z.iso.datetime({ offset: true }),
  /** When it was written down; later than `at` for what was entered afterwards. */
  recordedAt: z.iso.datetime({ offset: true }),
  actor,
  kind: journalKind,
  data: z.record(z.string(), z.json()),
});
export type JournalEntry = z.infer<typeof journalEntry>;
