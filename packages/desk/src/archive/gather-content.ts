import type { JournalEntry } from "@stanch/model/journal";
import type { Blobs } from "@stanch/store/blobs";
import { readInvestigations } from "../investigation/investigation-repo.ts";
import type { JournalService } from "../journal/journal-service.ts";
import { type CaseParts, caseRecords } from "../report/gather-facts.ts";
import { readReports } from "../report/report-repo.ts";
import { readTasks } from "../task/task-repo.ts";
import type { Unit } from "../unit-of-work.ts";
import type { ArchiveContent, ArchiveFile } from "./archive-content.ts";

interface Parts extends CaseParts {
  readonly blobs: Pick<Blobs, "read">;
  readonly journal: Pick<JournalService, "read" | "checkpoints">;
}

type Stored = Omit<ArchiveFile, "open">;

/** Everything that goes into the bundle; files are opened one by one while it is written. */
export async function gatherContent(
  parts: Parts,
  unit: Unit,
  incident: string,
  archive: ArchiveContent["archive"],
  journal: readonly JournalEntry[],
): Promise<ArchiveContent> {
  const records = await caseRecords(parts, unit, incident);
  const stored = (file: Stored): ArchiveFile => ({ ...file, open: () => parts.blobs.read(file.sha256) });
  const reports = await readReports(unit.tx, incident);
  const runs = await readInvestigations(unit.tx, incident);
  return {
    archive,
    journal,
    checkpoints: await parts.journal.checkpoints(unit, incident),
    records: { ...records, tasks: await readTasks(unit.tx, incident) },
    evidence: records.evidence.map(({ id, label, name, sha256, size }) => ({
      id,
      label,
      ...stored({ name, sha256, size }),
    })),
    reports: reports.flatMap(({ id, version, files }) =>
      files.map(({ name, sha256, size }) => ({ report: id, version, ...stored({ name, sha256, size }) })),
    ),
    sheets: runs.toReversed().flatMap(({ id, sheets }) => {
      if (sheets === null) return [];
      const { answer, sources, others } = sheets;
      const named = Object.entries({ "answer.json": answer, "sources.json": sources, ...others });
      return named.map(([name, blob]) => ({ investigation: id, ...stored({ name, ...blob }) }));
    }),
  };
}
