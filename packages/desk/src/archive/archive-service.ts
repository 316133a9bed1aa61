import type { ArchiveRecord } from "@stanch/model/handling";
import type { JournalEntry } from "@stanch/model/journal";
import type { BlobRef, Blobs } from "@stanch/store/blobs";
import { nextNumber } from "../case-number.ts";
import { deskError, found } from "../desk-error.ts";
import type { Call } from "../handler.ts";
import { lockIncident, updateIncident } from "../incident/incident-repo.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import { readStepFacts } from "../incident/step-facts-repo.ts";
import type { JournalService } from "../journal/journal-service.ts";
import { countOpen } from "../legal/legal-repo.ts";
import type { EscalationService } from "../oncall/escalation-service.ts";
import type { Sealer } from "../ports.ts";
import type { CaseParts } from "../report/gather-facts.ts";
import { copyState } from "../report/report-delivery.ts";
import { searchText } from "../search-text.ts";
import type { Unit } from "../unit-of-work.ts";
import { missingForArchive } from "./archive.ts";
import type { ArchiveContent } from "./archive-content.ts";
import { insertArchive, readArchive } from "./archive-repo.ts";
import { gatherContent } from "./gather-content.ts";

type Classification = ArchiveRecord["classification"];

export interface ArchiveService {
  /** Freezes the case, writes the bundle, checks it, and enters it. Called again after a failure it goes on where it stopped. */
  readonly seal: (call: Call, incident: string, classification: Classification) => Promise<ArchiveRecord>;
  readonly verify: (call: Call, incident: string) => ReturnType<Sealer["verify"]>;
}

export interface ArchiveParts extends CaseParts {
  readonly within: IncidentWork;
  readonly blobs: Pick<Blobs, "write" | "read" | "path">;
  readonly journal: Pick<JournalService, "append" | "read" | "checkpoints">;
  readonly sealer: Sealer;
  readonly escalations: Pick<EscalationService, "resolve">;
}

type SealHead = ArchiveContent["archive"];

/** The last line of the journal says what the bundle is. */
function headOf(entries: readonly JournalEntry[], incidentNumber: string): SealHead {
  const last = entries.at(-1);
  if (last?.kind !== "archive.sealed") throw deskError("E_STATE", { state: "archived" });
  return {
    number: String(last.data.number),
    incidentNumber,
    classification: last.data.classification as Classification,
    sealedAt: last.at,
    sealedBy: last.actor.name,
  };
}

/** The case becomes read-only with this transaction; its last line says so. */
async function freeze(
  parts: ArchiveParts,
  unit: Unit,
  incident: string,
  classification: Classification,
): Promise<void> {
  const row = found(await lockIncident(unit.tx, incident), "incident");
  if (row.state === "archived") return;
  const facts = found(await readStepFacts(unit.tx, incident), "incident");
  const view = await parts.view(unit, incident);
  const waiting = await unit.tx
    .selectFrom("notice")
    .select("id")
    .where("incident_id", "=", incident)
    .where("state", "=", "queued")
    .execute();
  const around = {
    copy: await copyState(unit, incident),
    noticesWaiting: waiting.length,
    legalOpen: await countOpen(unit.tx, incident),
  };
  const missing = missingForArchive(view, facts, around);
  if (missing.length > 0) {
    const listed = (language: "zh" | "en") => missing.map((one) => one[language]).join(language === "zh" ? "；" : "; ");
    throw deskError("E_ARCHIVE_NOT_READY", { missing: `${listed("zh")} / ${listed("en")}` });
  }
  await parts.escalations.resolve(unit, incident);
  const number = await nextNumber(unit, "ARC");
  await parts.journal.append(unit, incident, { kind: "archive.sealed", data: { number, classification } });
  await updateIncident(unit.tx, incident, { state: "archived" });
}

async function write(parts: ArchiveParts, content: ArchiveContent): Promise<BlobRef> {
  const blob = await parts.blobs.write(await parts.sealer.seal(content));
  const { holds } = await parts.sealer.verify(await parts.blobs.path(blob.sha256));
  if (!holds) throw deskError("E_ARCHIVE_BROKEN");
  return blob;
}

async function enter(unit: Unit, incident: string, content: ArchiveContent, blob: BlobRef): Promise<ArchiveRecord> {
  const { organisation, title, journalHead } = content.records.incident;
  const { number, incidentNumber, classification, sealedAt, sealedBy } = content.archive;
  await insertArchive(unit.tx, {
    incident_id: incident,
    number,
    incident_number: incidentNumber,
    organisation,
    title,
    classification,
    sealed_at: sealedAt,
    sealed_by: sealedBy,
    ...blob,
    journal_head: journalHead.hash,
    search: searchText([number, incidentNumber, organisation, title]),
  });
  unit.changed({ kind: "archive.sealed", incident });
  return found(await readArchive(unit.tx, incident), "archive");
}

async function seal(
  parts: ArchiveParts,
  call: Call,
  incident: string,
  classification: Classification,
): Promise<ArchiveRecord> {
  const before = await parts.within(call, "archive.read", incident, (unit) => readArchive(unit.tx, incident), reading);
  if (before !== undefined) throw deskError("E_ARCHIVED");
  await parts.within(call, "archive.freeze", incident, (unit) => freeze(parts, unit, incident, classification));
  const content = await parts.within(
    call,
    "archive.gather",
    incident,
    async (unit) => {
      const entries = await parts.journal.read(unit, incident);
      const view = await parts.view(unit, incident);
      return gatherContent(parts, unit, incident, headOf(entries, view.number), entries);
    },
    reading,
  );
  const blob = await write(parts, content);
  return parts.within(call, "archive.enter", incident, (unit) => enter(unit, incident, content, blob));
}

/** The end: everything of the case in one file that anyone can check, and a case that nobody can change. */
export function archiveService(parts: ArchiveParts): ArchiveService {
  return {
    seal: (call, incident, classification) => seal(parts, call, incident, classification),
    verify: async (call, incident) => {
      const read = async (unit: Unit) => found(await readArchive(unit.tx, incident), "archive");
      const { sha256 } = await parts.within(call, "archive.verify", incident, read, reading);
      return parts.sealer.verify(await parts.blobs.path(sha256));
    },
  };
}
