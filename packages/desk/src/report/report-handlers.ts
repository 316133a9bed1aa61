import type { Blobs } from "@stanch/store/blobs";
import { blobAnswer } from "../blob-answer.ts";
import { found } from "../desk-error.ts";
import type { Handlers } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { AccessLog } from "../journal/access-log.ts";
import type { ReportDelivery } from "./report-delivery.ts";
import { readReport } from "./report-repo.ts";
import type { ReportService } from "./report-service.ts";

export function reportHandlers({
  within,
  reports,
  delivery,
  blobs,
  access,
}: {
  readonly within: IncidentWork;
  readonly reports: ReportService;
  readonly delivery: Pick<ReportDelivery, "deliver">;
  readonly blobs: Pick<Blobs, "read">;
  readonly access: AccessLog;
}): Handlers<`report.${"list" | "draft" | "write" | "submit" | "decide" | "deliver" | "file"}`> {
  return {
    "report.list": (call, { params: { incident } }) =>
      within(call, "report.list", incident, (unit) => reports.list(unit, incident), reading),
    "report.draft": (call, { params }) => reports.draft(call, params.incident),
    "report.write": (call, { params, body }) => reports.write(call, params.incident, params.report, body),
    "report.submit": (call, { params }) => reports.submit(call, params.incident, params.report),
    "report.decide": (call, { params, body }) => reports.decide(call, params.incident, params.report, body),
    "report.deliver": (call, { params: { incident, report } }) =>
      within(call, "report.deliver", incident, (unit) => delivery.deliver(unit, incident, report)),
    "report.file": (call, { params: { incident, report, name } }) =>
      within(call, "report.file", incident, async (unit) => {
        const row = found(await readReport(unit.tx, incident, report), "report");
        const file = found(
          row.files.find((one) => one.name === name),
          "file",
        );
        await access.note(unit, { what: "report.file", detail: `${row.number} ${name}`, incident });
        return blobAnswer(blobs, file);
      }),
  };
}
