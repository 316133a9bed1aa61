import type { ReportVersion } from "@stanch/model/handling";
import { deskError, found } from "../desk-error.ts";
import { type IncidentRow, readIncident } from "../incident/incident-repo.ts";
import type { JournalService } from "../journal/journal-service.ts";
import { say } from "../messages/say.ts";
import type { NoticeOrder } from "../notification/notice.ts";
import { readNotices } from "../notification/notice-repo.ts";
import type { NoticeService } from "../notification/notice-service.ts";
import { readIncidentRequests } from "../request/request-repo.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { StaffService } from "../staff/staff-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { checkReportStep, customerSees } from "./report.ts";
import { lockReport, readReport, reportOf, type ReportRow, updateReport } from "./report-repo.ts";

export interface ReportDelivery {
  /** To the customer's page, with a copy to the emergency team; again when the copy could not be sent. */
  readonly deliver: (unit: Unit, incident: string, id: string) => Promise<ReportVersion>;
  /** The customer opens a file; the first time is written down. */
  readonly read: (unit: Unit, incident: string, id: string, name: string) => Promise<ReportRow["files"][number]>;
  readonly countersign: (
    unit: Unit,
    incident: string,
    id: string,
    input: { readonly name: string; readonly sha256: string },
  ) => Promise<void>;
}

interface Parts {
  readonly journal: Pick<JournalService, "append">;
  readonly notices: Pick<NoticeService, "queue">;
  readonly settings: Pick<SettingsService, "all">;
  readonly staff: Pick<StaffService, "withRole">;
}

type Addressee = Pick<NoticeOrder, "to" | "channel" | "language">;

/** The emergency team's address, or the supervisors when none is set. */
async function team(parts: Parts, unit: Unit, incident: IncidentRow): Promise<Addressee[]> {
  const { emergencyTeam } = await parts.settings.all(unit);
  if (emergencyTeam !== null) {
    const { name, channel, address } = emergencyTeam;
    return [{ to: { name, part: "emergency-team", address }, channel, language: incident.language }];
  }
  const supervisors = await parts.staff.withRole(unit, "supervisor");
  if (supervisors.length === 0) throw deskError("E_EMERGENCY_TEAM_UNSET");
  return supervisors.map(({ name, email, language }) => ({
    to: { name, part: "emergency-team", address: email },
    channel: "mail" as const,
    language,
  }));
}

async function sendCopy(parts: Parts, unit: Unit, incident: IncidentRow, report: ReportRow): Promise<void> {
  for (const { to, channel, language } of await team(parts, unit, incident)) {
    const { number, organisation } = incident;
    const params = { number, organisation, version: String(report.version), approver: report.approver ?? "" };
    await parts.notices.queue(unit, {
      purpose: "report-copy",
      incident: incident.id,
      to,
      channel,
      subject: say(language, "report-copy.subject", params),
      body: say(language, "report-copy.body", params),
      link: "acknowledge",
      language,
      attachments: report.files.map(({ name, sha256, type }) => ({ name, sha256, type })),
    });
  }
}

async function tellCustomer(parts: Parts, unit: Unit, incident: IncidentRow): Promise<void> {
  const contact = found((await readIncidentRequests(unit.tx, incident.id))[0], "request").contact;
  const address = contact.email ?? "";
  if (address === "") return;
  const { centre } = await parts.settings.all(unit);
  const { language, number } = incident;
  const params = { number, contact: contact.name, centre: centre.name[language] };
  await parts.notices.queue(unit, {
    purpose: "report",
    incident: incident.id,
    to: { name: contact.name, part: "customer", address },
    channel: "mail",
    subject: say(language, "report.subject", params),
    body: say(language, "report.body", params),
    link: "status",
    language,
  });
}

/** Whether the emergency team got this incident's report. */
export async function copyState(unit: Unit, incident: string): Promise<"none" | "waiting" | "told" | "failed"> {
  const told = (await readNotices(unit.tx, incident)).filter((notice) => notice.to.part === "emergency-team");
  if (told.length === 0) return "none";
  if (told.some(({ state }) => state === "sent" || state === "delivered" || state === "acknowledged")) return "told";
  return told.some(({ state }) => state === "queued") ? "waiting" : "failed";
}

async function deliver(parts: Parts, unit: Unit, incident: string, id: string): Promise<ReportVersion> {
  const report = found(await lockReport(unit.tx, incident, id), "report");
  const row = found(await readIncident(unit.tx, incident), "incident");
  const again = customerSees.has(report.state) && (await copyState(unit, incident)) === "failed";
  if (!again) {
    checkReportStep(report, "delivered");
    const files = report.files.map(({ name, sha256 }) => ({ name, sha256 }));
    const data = { report: id, number: report.number, files };
    await parts.journal.append(unit, incident, { kind: "report.delivered", data });
    await updateReport(unit.tx, id, { state: "delivered", delivered_at: unit.now });
    await tellCustomer(parts, unit, row);
  }
  await sendCopy(parts, unit, row, report);
  return reportOf(found(await readReport(unit.tx, incident, id), "report"));
}

/** The last steps of a report, on both sides. */
export function reportDelivery(parts: Parts): ReportDelivery {
  const open = async (unit: Unit, incident: string, id: string): Promise<ReportRow> => {
    const report = found(await lockReport(unit.tx, incident, id), "report");
    if (!customerSees.has(report.state)) throw deskError("E_NOT_FOUND", { what: "report" });
    return report;
  };
  return {
    deliver: (unit, incident, id) => deliver(parts, unit, incident, id),
    read: async (unit, incident, id, name) => {
      const report = await open(unit, incident, id);
      const file = found(
        report.files.find((one) => one.name === name),
        "file",
      );
      const { state } = found(await readIncident(unit.tx, incident), "incident");
      if (report.read_at === null && state !== "archived") {
        const actor = { kind: "customer" as const, id: incident, name: "" };
        await parts.journal.append(unit, incident, { kind: "report.read", actor, data: { report: id, file: name } });
        await updateReport(unit.tx, id, { read_at: unit.now });
      }
      return file;
    },
    countersign: async (unit, incident, id, { name, sha256 }) => {
      const report = await open(unit, incident, id);
      checkReportStep(report, "countersigned");
      if (!report.files.some((file) => file.sha256 === sha256)) throw deskError("E_REPORT_FILE_DIFFERS");
      const actor = { kind: "customer" as const, id: incident, name };
      await parts.journal.append(unit, incident, {
        kind: "report.countersigned",
        actor,
        data: { report: id, name, sha256 },
      });
      const set = { state: "countersigned" as const, countersigned_by: name, countersigned_at: unit.now };
      await updateReport(unit.tx, id, { ...set, ...(report.read_at === null ? { read_at: unit.now } : {}) });
    },
  };
}
