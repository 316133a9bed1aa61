import { analysisRoutes } from "./api-analysis.ts";
import { closingRoutes } from "./api-closing.ts";
import { contactRoutes } from "./api-contact.ts";
import { dutyRoutes } from "./api-duty.ts";
import { incidentRoutes } from "./api-incident.ts";
import { peopleRoutes } from "./api-people.ts";
import { publicRoutes } from "./api-public.ts";
import { requestRoutes } from "./api-request.ts";
import { taskRoutes } from "./api-task.ts";

/** The whole HTTP API below `/api/v1`, by operation id. Additions only. */
export const api = {
  ...publicRoutes,
  ...requestRoutes,
  ...incidentRoutes,
  ...analysisRoutes,
  ...closingRoutes,
  ...peopleRoutes,
  ...taskRoutes,
  ...dutyRoutes,
  ...contactRoutes,
};
export type Api = typeof api;
export type OperationId = keyof Api;
