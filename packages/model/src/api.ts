import { accessRoutes } from "./api-access.ts";
import { analysisRoutes } from "./api-analysis.ts";
import { callBackRoutes } from "./api-call-back.ts";
import { closingRoutes } from "./api-closing.ts";
import { contactRoutes } from "./api-contact.ts";
import { dispatchRoutes } from "./api-dispatch.ts";
import { dutyRoutes } from "./api-duty.ts";
import { hoursRoutes } from "./api-hours.ts";
import { incidentRoutes } from "./api-incident.ts";
import { legalRoutes } from "./api-legal.ts";
import { mailRoutes } from "./api-mail.ts";
import { metricsRoutes } from "./api-metrics.ts";
import { peopleRoutes } from "./api-people.ts";
import { portalRoutes } from "./api-portal.ts";
import { publicRoutes } from "./api-public.ts";
import { requestRoutes } from "./api-request.ts";
import { ruleChoiceRoutes } from "./api-rule-choice.ts";
import { supportRoutes } from "./api-support.ts";
import { searchRoutes } from "./api-search.ts";
import { taskRoutes } from "./api-task.ts";

/** The whole HTTP API below `/api/v1`, by operation id. Additions only. */
export const api = {
  ...publicRoutes,
  ...portalRoutes,
  ...requestRoutes,
  ...incidentRoutes,
  ...dispatchRoutes,
  ...supportRoutes,
  ...callBackRoutes,
  ...analysisRoutes,
  ...closingRoutes,
  ...peopleRoutes,
  ...taskRoutes,
  ...hoursRoutes,
  ...metricsRoutes,
  ...searchRoutes,
  ...dutyRoutes,
  ...contactRoutes,
  ...legalRoutes,
  ...mailRoutes,
  ...ruleChoiceRoutes,
  ...accessRoutes,
};
export type Api = typeof api;
export type OperationId = keyof Api;
