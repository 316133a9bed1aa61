import type { ReportVersion } from "@stanch/model/handling";
import type { Blobs } from "@stanch/store/blobs";
import { deskError, found } from "../desk-error.ts";
import type { Call } from "../handler.ts";
import { lockIncident } from "../incident/incident-repo.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { Random, ReportRenderer } from "../ports.ts";
import type { Unit } from "../unit-of-work.ts";
import { type CaseParts, gatherFacts } from "./gather-facts.ts";
import { checkReportStep, emptyWords } from "./report.ts";
import type { ReportFacts } from "./report-facts.ts";
import {
  insertReport,
  lockReport,
  nextVersion,
  readReport,
  readReports,
  reportOf,
  type ReportRow,
  updateReport,
} from "./report-repo.ts";

export interface ReportService {
  readonly list: (unit: Unit, incident: string) => Promise<ReportVersion[]>;
  readonly draft: (call: Call, incident: string) => Promise<ReportVersion>;
  readonly write: (call: Call, incident: string, id: string, words: ReportVersion["words"]) => Promise<ReportVersion>;
  readonly submit: (call: Call, incident: string, id: string) => Promise<ReportVersion>;
  readonly decide: (
    call: Call,
    incident: string,
    id: string,
    input: { readonly approve: boolean; readonly reason: string },
  ) => Promise<ReportVersion>;
}

export interface ReportParts extends CaseParts {
  readonly within: IncidentWork;
  readonly blobs: Pick<Blobs, "write" | "verify">;
  readonly random: Pick<Random, "uuid">;
  readonly journal: Pick<JournalService, "append" | "read">;
  readonly renderer: ReportRenderer;
}

const row = async (unit: Unit, incident: string, id: string): Promise<ReportRow> =>
  found(await readReport(unit.tx, incident, id), "report");
const shown = async (unit: Unit, incident: string, id: string): Promise<ReportVersion> =>
  reportOf(await row(unit, incident, id));

/** Checks the facts as they are now and keeps what was found. */
async function linted(parts: ReportParts, call: Call, incident: string, id: string): Promise<ReportVersion> {
  const facts = await parts.within(
    call,
    "report.facts",
    incident,
    async (unit) => gatherFacts(parts, unit, await row(unit, incident, id), { status: "draft" }),
    reading,
  );
  const lint = await parts.renderer.lint(facts);
  return parts.within(call, "report.lint", incident, async (unit) => {
    const report = found(await lockReport(unit.tx, incident, id), "report");
    if (report.state === "draft") await updateReport(unit.tx, id, { lint });
    return shown(unit, incident, id);
  });
}

/** Draws the report from the facts and keeps its files. */
async function rendered(parts: ReportParts, facts: ReportFacts): Promise<ReportRow["files"]> {
  const files = await parts.renderer.render(facts);
  const kept: ReportRow["files"][number][] = [];
  for (const { name, language, type, bytes } of files) {
    const blob = await parts.blobs.write([bytes]);
    kept.push({ name, type, ...blob, ...(language === undefined ? {} : { language }) });
  }
  return kept;
}

/** The final paper says what the stored originals hash to on this day. */
async function hashedAgain(parts: ReportParts, facts: ReportFacts): Promise<ReportFacts> {
  const evidence: ReportFacts["evidence"][number][] = [];
  for (const item of facts.evidence) {
    const { found: stored } = await parts.blobs.verify(item.sha256);
    evidence.push(stored === undefined ? item : { ...item, stored });
  }
  return { ...facts, evidence };
}

function gate(report: ReportVersion): void {
  const errors = report.lint.filter((one) => one.level === "error").length;
  if (errors > 0) throw deskError("E_REPORT_LINT", { count: String(errors) });
}

async function draft(parts: ReportParts, call: Call, incident: string): Promise<ReportVersion> {
  const id = await parts.within(call, "report.draft", incident, async (unit) => {
    const { number } = found(await lockIncident(unit.tx, incident), "incident");
    const version = await nextVersion(unit.tx, incident);
    const before = (await readReports(unit.tx, incident)).at(-1);
    const made = { id: parts.random.uuid(), incident_id: incident, number: `${number}-R${version}`, version };
    const data = { report: made.id, number: made.number, version };
    await parts.journal.append(unit, incident, { kind: "report.drafted", data });
    const { id: author_id, name: author_name } = unit.call.actor;
    // A new version starts from the words of the one before.
    const words = before?.words ?? emptyWords;
    await insertReport(unit.tx, { ...made, author_id, author_name, drafted_at: unit.now, words });
    return made.id;
  });
  return linted(parts, call, incident, id);
}

async function write(
  parts: ReportParts,
  call: Call,
  incident: string,
  id: string,
  words: ReportVersion["words"],
): Promise<ReportVersion> {
  await parts.within(call, "report.write", incident, async (unit) => {
    const report = found(await lockReport(unit.tx, incident, id), "report");
    checkReportStep(report, "draft");
    const { id: writer, name } = unit.call.actor;
    const known = report.writers.some((one) => one.id === writer);
    const data = { report: id, words, writer: name };
    await parts.journal.append(unit, incident, { kind: "report.drafted", data });
    await updateReport(unit.tx, id, {
      words,
      ...(known ? {} : { writers: [...report.writers, { id: writer, name }] }),
    });
  });
  return linted(parts, call, incident, id);
}

async function submit(parts: ReportParts, call: Call, incident: string, id: string): Promise<ReportVersion> {
  gate(await linted(parts, call, incident, id));
  const facts = await parts.within(
    call,
    "report.facts",
    incident,
    async (unit) => {
      const report = await row(unit, incident, id);
      checkReportStep(report, "in-review");
      return gatherFacts(parts, unit, report, { status: "draft" });
    },
    reading,
  );
  const files = await rendered(parts, facts);
  return parts.within(call, "report.submit", incident, async (unit) => {
    const report = found(await lockReport(unit.tx, incident, id), "report");
    checkReportStep(report, "in-review");
    const data = { report: id, number: report.number, state: "in-review" };
    await parts.journal.append(unit, incident, { kind: "report.reviewed", data });
    await updateReport(unit.tx, id, { state: "in-review", files });
    return shown(unit, incident, id);
  });
}

function mayDecide(report: ReportRow, call: Call): void {
  if (report.state !== "in-review") throw deskError("E_STATE", { state: report.state });
  if (report.writers.some((writer) => writer.id === call.actor.id)) throw deskError("E_FOUR_EYES");
}

async function reject(
  parts: ReportParts,
  call: Call,
  incident: string,
  id: string,
  reason: string,
): Promise<ReportVersion> {
  return parts.within(call, "report.reject", incident, async (unit) => {
    const report = found(await lockReport(unit.tx, incident, id), "report");
    mayDecide(report, call);
    if (reason === "") throw deskError("E_REASON_MISSING");
    await parts.journal.append(unit, incident, {
      kind: "report.reviewed",
      data: { report: id, approve: false, reason },
    });
    await updateReport(unit.tx, id, { state: "draft", reviewer: call.actor.name, files: [] });
    return shown(unit, incident, id);
  });
}

async function approve(
  parts: ReportParts,
  call: Call,
  incident: string,
  id: string,
  reason: string,
): Promise<ReportVersion> {
  const facts = await parts.within(
    call,
    "report.facts",
    incident,
    async (unit) => {
      const report = await row(unit, incident, id);
      mayDecide(report, call);
      return gatherFacts(parts, unit, report, { status: "final", approver: call.actor.name, approvedAt: unit.now });
    },
    reading,
  );
  const files = await rendered(parts, await hashedAgain(parts, facts));
  return parts.within(call, "report.approve", incident, async (unit) => {
    const report = found(await lockReport(unit.tx, incident, id), "report");
    mayDecide(report, call);
    const named = files.map(({ name, sha256 }) => ({ name, sha256 }));
    const data = { report: id, number: report.number, reason, files: named };
    await parts.journal.append(unit, incident, { kind: "report.approved", data });
    const { id: approver_id, name: approver } = call.actor;
    const at = facts.report.approvedAt ?? unit.now;
    await updateReport(unit.tx, id, {
      state: "approved",
      reviewer: approver,
      approver_id,
      approver,
      approved_at: at,
      files,
    });
    return shown(unit, incident, id);
  });
}

/** Reports drawn from the record: checked, written in, reviewed, approved by somebody who wrote none of it. */
export function reportService(parts: ReportParts): ReportService {
  return {
    list: async (unit, incident) => (await readReports(unit.tx, incident)).map(reportOf),
    draft: (call, incident) => draft(parts, call, incident),
    write: (call, incident, id, words) => write(parts, call, incident, id, words),
    submit: (call, incident, id) => submit(parts, call, incident, id),
    decide: (call, incident, id, { approve: yes, reason }) =>
      yes ? approve(parts, call, incident, id, reason) : reject(parts, call, incident, id, reason),
  };
}
