import { readAdvice } from "../advice/advice-repo.ts";
import { readAssignments } from "../assignment/assignment-repo.ts";
import { readEvidence } from "../custody/evidence-repo.ts";
import { readDeterminations } from "../determination/determination-repo.ts";
import { readDecisions } from "../notification/decision-repo.ts";
import type { IncidentView } from "../incident/incident-view.ts";
import type { FindingService } from "../investigation/finding-service.ts";
import { type InvestigationRow, readInvestigations } from "../investigation/investigation-repo.ts";
import type { JournalService } from "../journal/journal-service.ts";
import { readMeasures } from "../measure/measure-repo.ts";
import { readNotices } from "../notification/notice-repo.ts";
import { readIncidentRequests } from "../request/request-repo.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Unit } from "../unit-of-work.ts";
import type { ReportFacts } from "./report-facts.ts";
import type { ReportRow } from "./report-repo.ts";

export interface CaseParts {
  readonly view: IncidentView;
  readonly settings: Pick<SettingsService, "all">;
  readonly journal: Pick<JournalService, "read">;
  readonly findings: Pick<FindingService, "list">;
}

/** Everything the tables say about an incident. */
export type CaseRecords = Omit<ReportFacts, "report" | "investigation" | "journal">;

export async function caseRecords(parts: CaseParts, unit: Unit, incident: string): Promise<CaseRecords> {
  const { tx } = unit;
  const { centre } = await parts.settings.all(unit);
  return {
    centre: { name: centre.name, phone: centre.dutyPhone, mail: centre.dutyMail, zone: centre.zone },
    incident: await parts.view(unit, incident),
    requests: await readIncidentRequests(tx, incident),
    notices: await readNotices(tx, incident),
    decisions: await readDecisions(tx, incident),
    determinations: await readDeterminations(tx, incident),
    assignments: await readAssignments(tx, incident),
    advice: await readAdvice(tx, incident),
    evidence: await readEvidence(tx, incident),
    measures: await readMeasures(tx, incident),
    marks: await parts.findings.list(unit, incident),
  };
}

function finished(row: InvestigationRow | undefined): ReportFacts["investigation"] {
  if (row === undefined || row.sheets === null || row.finished_at === null) return undefined;
  const { answer, sources, others } = row.sheets;
  const names = Object.fromEntries(Object.entries(others).map(([name, blob]) => [name, blob.sha256]));
  const { id, zone, finished_at: finishedAt } = row;
  return { id, finishedAt, zone, answer: answer.sha256, sources: sources.sha256, others: names };
}

/** The newest investigation that ended with an answer. */
export function newestFinished(rows: readonly InvestigationRow[]): InvestigationRow | undefined {
  const ended = rows.filter((row) => row.sheets !== null && row.finished_at !== null);
  return ended.sort((a, b) => Date.parse(b.finished_at ?? "") - Date.parse(a.finished_at ?? ""))[0];
}

/** All facts for the paper, in one transaction. */
export async function gatherFacts(
  parts: CaseParts,
  unit: Unit,
  row: ReportRow,
  as: { readonly status: "draft" | "final"; readonly approver?: string; readonly approvedAt?: string },
): Promise<ReportFacts> {
  const records = await caseRecords(parts, unit, row.incident_id);
  const investigation = finished(newestFinished(await readInvestigations(unit.tx, row.incident_id)));
  return {
    ...records,
    report: {
      id: row.id as ReportFacts["report"]["id"],
      number: row.number,
      version: row.version,
      author: { id: row.author_id as ReportFacts["report"]["author"]["id"], name: row.author_name },
      draftedAt: row.drafted_at,
      words: row.words,
      writers: row.writers.map((writer) => writer.name),
      madeAt: unit.now,
      ...as,
    },
    ...(investigation === undefined ? {} : { investigation }),
    journal: await parts.journal.read(unit, row.incident_id),
  };
}
