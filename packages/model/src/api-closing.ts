import { z } from "zod";
import { incidentParams, pageQuery, within } from "./api-params.ts";
import * as h from "./handling.ts";
import * as ids from "./ids.ts";
import { rating } from "./rating.ts";
import { route } from "./route.ts";
import { text } from "./text.ts";

const measureParams = within("measure", ids.measureId);
const reportParams = within("report", ids.reportId);
const instant = z.iso.datetime({ offset: true });

/** Measures, report, archive. */
export const closingRoutes = {
  /** How customers found the service. */
  "rating.list": route({
    method: "GET",
    path: "/incidents/:incident/ratings",
    permission: "incident.read",
    params: incidentParams,
    output: z.array(rating),
  }),
  "measure.list": route({
    method: "GET",
    path: "/incidents/:incident/measures",
    permission: "incident.read",
    params: incidentParams,
    output: z.array(h.measure),
  }),
  "measure.plan": route({
    method: "POST",
    path: "/incidents/:incident/measures",
    permission: "measure.plan",
    params: incidentParams,
    body: h.measureForm,
    output: h.measure,
  }),
  "measure.decide": route({
    method: "POST",
    path: "/incidents/:incident/measures/:measure/decision",
    permission: "measure.approve",
    params: measureParams,
    body: z.object({ approve: z.boolean(), reason: z.string().trim().min(1).max(4000) }),
    output: h.measure,
  }),
  "measure.done": route({
    method: "POST",
    path: "/incidents/:incident/measures/:measure/done",
    permission: "measure.plan",
    params: measureParams,
    body: z.object({
      before: z.string().max(20_000),
      after: z.string().max(20_000),
      proof: z.string().trim().min(1).max(20_000),
      at: instant.optional(),
    }),
    output: h.measure,
  }),
  "measure.undo": route({
    method: "POST",
    path: "/incidents/:incident/measures/:measure/undo",
    permission: "measure.plan",
    params: measureParams,
    body: z.object({ reason: z.string().trim().min(1).max(4000) }),
    output: h.measure,
  }),
  "report.list": route({
    method: "GET",
    path: "/incidents/:incident/reports",
    permission: "incident.read",
    params: incidentParams,
    output: z.array(h.reportVersion),
  }),
  "report.draft": route({
    method: "POST",
    path: "/incidents/:incident/reports",
    permission: "report.write",
    params: incidentParams,
    output: h.reportVersion,
  }),
  "report.write": route({
    method: "PUT",
    path: "/incidents/:incident/reports/:report/words",
    permission: "report.write",
    params: reportParams,
    body: h.reportVersion.shape.words,
    output: h.reportVersion,
  }),
  "report.submit": route({
    method: "POST",
    path: "/incidents/:incident/reports/:report/submit",
    permission: "report.write",
    params: reportParams,
    output: h.reportVersion,
  }),
  "report.decide": route({
    method: "POST",
    path: "/incidents/:incident/reports/:report/decision",
    permission: "report.approve",
    params: reportParams,
    body: z.object({ approve: z.boolean(), reason: z.string().trim().max(4000) }),
    output: h.reportVersion,
  }),
  "report.deliver": route({
    method: "POST",
    path: "/incidents/:incident/reports/:report/deliver",
    permission: "report.write",
    params: reportParams,
    output: h.reportVersion,
  }),
  "report.file": route({
    method: "GET",
    path: "/incidents/:incident/reports/:report/files/:name",
    permission: "incident.read",
    params: z.object({ incident: ids.incidentId, report: ids.reportId, name: z.string().regex(/^[\w.-]+$/) }),
    output: z.unknown(),
    carries: "file",
  }),
  "archive.seal": route({
    method: "POST",
    path: "/incidents/:incident/archive",
    permission: "archive.seal",
    params: incidentParams,
    body: z.object({ classification: h.archiveRecord.shape.classification }),
    output: h.archiveRecord,
  }),
  "archive.list": route({
    method: "GET",
    path: "/archive",
    permission: "archive.read",
    query: pageQuery.extend({ text: z.string().max(200).optional() }),
    output: z.array(h.archiveRecord),
  }),
  "archive.file": route({
    method: "GET",
    path: "/incidents/:incident/archive/file",
    permission: "archive.read",
    params: incidentParams,
    output: z.unknown(),
    carries: "file",
  }),
  "archive.verify": route({
    method: "POST",
    path: "/incidents/:incident/archive/verify",
    permission: "archive.read",
    params: incidentParams,
    output: z.object({ holds: z.boolean(), findings: z.array(text) }),
  }),
};
