import type { evidenceForm } from "@stanch/model/handling";
import type { BlobRef } from "@stanch/store/blobs";
import type { z } from "zod";
import { journalData } from "../journal/journal.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { Random } from "../ports.ts";
import type { Unit } from "../unit-of-work.ts";
import type { CustodyService } from "./custody-service.ts";
import { evidenceLabel, type EvidenceRow, insertItem, nextItem, readItem } from "./evidence-repo.ts";

export interface TakeBlobParts {
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append">;
  readonly custody: Pick<CustodyService, "add">;
}

/** Stored bytes that become evidence. */
export interface BlobItem {
  readonly name: string;
  readonly blob: BlobRef;
  readonly form: z.infer<typeof evidenceForm>;
  /** Who took it in hand. */
  readonly to: string;
}

async function newItem(parts: TakeBlobParts, unit: Unit, incident: string, given: BlobItem): Promise<EvidenceRow> {
  const { name, blob, form, to } = given;
  const seq = await nextItem(unit.tx, incident);
  const item = {
    id: parts.random.uuid(),
    incident_id: incident,
    seq,
    name,
    size: blob.size,
    sha256: blob.sha256,
    received_at: unit.now,
    received_from: form.collectedBy ?? to,
  };
  const data = { evidence: item.id, label: evidenceLabel(seq), name, size: blob.size, sha256: blob.sha256 };
  await parts.journal.append(unit, incident, { kind: "evidence.received", data: journalData({ ...data, form }) });
  await insertItem(unit.tx, { ...item, form: JSON.stringify(form) });
  return { ...item, form };
}

/**
 * Stored bytes become an item of evidence; the same bytes again become another line of custody of the item that is there. The caller
 * holds the incident.
 */
export async function takeBlob(
  parts: TakeBlobParts,
  unit: Unit,
  incident: string,
  given: BlobItem,
): Promise<EvidenceRow> {
  const { name, blob, form, to } = given;
  const before = await readItem(unit.tx, incident, { sha256: blob.sha256 });
  const item = before ?? (await newItem(parts, unit, incident, given));
  const purpose = before === undefined ? name : `= ${evidenceLabel(item.seq)}: ${name}`;
  const from = form.collectedBy;
  await parts.custody.add(unit, item, { action: "received", purpose, to, ...(from === undefined ? {} : { from }) });
  return item;
}
