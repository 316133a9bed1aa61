import { z } from "zod";
import { incidentParams, within } from "./api-params.ts";
import { caseHours, hoursCorrection, hoursForm, hoursQuery, hoursTotals } from "./hours.ts";
import { route } from "./route.ts";

/** Time that people spend on cases. Customers never see it. */
export const hoursRoutes = {
  "hours.list": route({
    method: "GET",
    path: "/incidents/:incident/hours",
    permission: "incident.read",
    params: incidentParams,
    output: caseHours,
  }),
  "hours.record": route({
    method: "POST",
    path: "/incidents/:incident/hours",
    permission: "hours.write",
    params: incidentParams,
    body: hoursForm,
    output: caseHours,
  }),
  /** Writes a line in place of one that was wrong; a line is corrected once, its correction may be corrected again. */
  "hours.correct": route({
    method: "POST",
    path: "/incidents/:incident/hours/:line/corrections",
    permission: "hours.write",
    params: within("line", z.uuid()),
    body: hoursCorrection,
    output: caseHours,
  }),
  "hours.totals": route({
    method: "GET",
    path: "/hours",
    permission: "incident.read",
    query: hoursQuery,
    output: hoursTotals,
  }),
};
