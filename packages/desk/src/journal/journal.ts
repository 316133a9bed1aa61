import type { Actor, JournalEntry, JournalKind } from "@stanch/model/journal";

/** What a step hands to the journal; sequence, hashes and the time of writing are added by it. */
export interface JournalLine {
  readonly kind: JournalKind;
  readonly data: JournalEntry["data"];
  /** When it happened; default: now. */
  readonly at?: string;
  /** Who did it; default: the caller. */
  readonly actor?: Actor;
}

/** Where a journal ends. */
export interface JournalHeadRow {
  readonly seq: number;
  readonly hash: string;
  readonly recordedAt: string | null;
  readonly number: string;
  readonly sealed: boolean;
}

/** After these the journal's head is signed: who holds the note can prove that no line before it was changed or cut off. */
export const checkpointKinds: ReadonlySet<JournalKind> = new Set<JournalKind>([
  "clock.stopped",
  "clock.breached",
  "determination.made",
  "evidence.received",
  "investigation.finished",
  "measure.done",
  "report.approved",
  "report.delivered",
  "report.countersigned",
  "archive.sealed",
]);

/** Any record as data of a line: what JSON leaves out is left out. */
export function journalData(record: object): JournalEntry["data"] {
  return JSON.parse(JSON.stringify(record)) as JournalEntry["data"];
}
