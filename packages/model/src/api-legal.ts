import { z } from "zod";
import { incidentParams, within } from "./api-params.ts";
import { legalDuty, legalReportForm, legalStatement, legalView, runningDuty } from "./legal-duty.ts";
import { route } from "./route.ts";
import { language } from "./text.ts";

const rule = within("rule", z.string().regex(/^[A-Z0-9-]{1,60}$/));

/** Duties to report by law: what is owed, since when, until when, and what was sent. */
export const legalRoutes = {
  /** Every duty that is owed now, the first due first. */
  "legal.running": route({
    method: "GET",
    path: "/legal-duties",
    permission: "incident.read",
    output: z.array(runningDuty),
  }),
  "legal.get": route({
    method: "GET",
    path: "/incidents/:incident/legal",
    permission: "incident.read",
    params: incidentParams,
    output: legalView,
  }),
  "legal.state": route({
    method: "POST",
    path: "/incidents/:incident/legal",
    permission: "incident.write",
    params: incidentParams,
    body: legalStatement,
    output: legalView,
  }),
  /** The report as far as the case can write it. */
  "legal.draft": route({
    method: "GET",
    path: "/incidents/:incident/legal/:rule/draft",
    permission: "incident.read",
    params: rule,
    query: z.object({ language }),
    output: z.object({ body: z.string() }),
  }),
  "legal.report": route({
    method: "POST",
    path: "/incidents/:incident/legal/:rule/reports",
    permission: "incident.write",
    params: rule,
    body: legalReportForm,
    output: legalDuty,
  }),
  /** A person who may decide says that it is not owed, and why. */
  "legal.waive": route({
    method: "POST",
    path: "/incidents/:incident/legal/:rule/waive",
    permission: "incident.decide",
    params: rule,
    body: z.object({ reason: z.string().trim().min(1).max(4000) }),
    output: legalDuty,
  }),
};
