import { createHash } from "node:crypto";
import type { JournalEntry } from "@stanch/model/journal";
import { journalText } from "@stanch/model/journal-chain";
import { deskError, found } from "../desk-error.ts";
import type { Signer } from "../ports.ts";
import type { Unit } from "../unit-of-work.ts";
import { checkpointKinds, type JournalLine } from "./journal.ts";
import {
  actedSince,
  insertCheckpoint,
  insertEntry,
  lockJournal,
  readCheckpoints,
  readJournal,
} from "./journal-repo.ts";
import { checkpointText, signNote } from "./signed-note.ts";

export interface JournalService {
  /** Adds a line in the caller's transaction; refuses when the case is sealed (`E_ARCHIVED`). */
  readonly append: (unit: Unit, incident: string, line: JournalLine) => Promise<JournalEntry>;
  readonly read: (unit: Unit, incident: string) => Promise<JournalEntry[]>;
  readonly checkpoints: (unit: Unit, incident: string) => Promise<string[]>;
  /** Whether this person did anything about the incident after that instant, besides being told and looking. */
  readonly actedSince: (unit: Unit, incident: string, actor: string, after: string) => Promise<boolean>;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The later of two instants: the order of writing never goes back, even when the machine's clock does. */
function notBefore(now: string, last: string | null): string {
  return last !== null && Date.parse(last) > Date.parse(now) ? new Date(last).toISOString() : now;
}

/** Append-only records of incidents, hash-chained and signed at checkpoints. */
export function journalService({ signer }: { readonly signer: Signer }): JournalService {
  return {
    append: async (unit, incident, line) => {
      const head = found(await lockJournal(unit.tx, incident), "incident");
      if (head.sealed) throw deskError("E_ARCHIVED", { number: head.number });
      const recordedAt = notBefore(unit.now, head.recordedAt);
      const unhashed = {
        seq: head.seq + 1,
        prev: head.hash,
        at: line.at ?? recordedAt,
        recordedAt,
        actor: line.actor ?? unit.call.actor,
        kind: line.kind,
        data: wellFormed(line.data) as JournalEntry["data"],
      };
      const entry = { ...unhashed, hash: sha256(journalText(unhashed)) };
      await insertEntry(unit.tx, incident, entry);
      if (checkpointKinds.has(entry.kind)) {
        const text = checkpointText(signer.name, { number: head.number, seq: entry.seq, hash: entry.hash }, recordedAt);
        const note = await signNote(signer, text);
        await insertCheckpoint(unit.tx, {
          incident_id: incident,
          seq: entry.seq,
          hash: entry.hash,
          at: recordedAt,
          note,
        });
      }
      unit.changed({ kind: entry.kind, incident });
      return entry;
    },
    read: (unit, incident) => readJournal(unit.tx, incident),
    checkpoints: (unit, incident) => readCheckpoints(unit.tx, incident),
    actedSince: (unit, incident, actor, after) => actedSince(unit.tx, incident, actor, after),
  };
}

/** Half characters cannot be hashed as UTF-8; they become U+FFFD, as every decoder does. Undefined members are left out. */
function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(kept.map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]));
}
