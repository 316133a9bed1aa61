import { z } from "zod";
import { metrics, metricsQuery } from "./metrics.ts";
import { route } from "./route.ts";

/** How fast the centre is. */
export const metricsRoutes = {
  "metrics.get": route({
    method: "GET",
    path: "/metrics",
    permission: "incident.read",
    query: metricsQuery,
    output: metrics,
  }),
  /** The cases behind the figures as CSV, one line each: whoever doubts a figure can compute it again. */
  "metrics.file": route({
    method: "GET",
    path: "/metrics/cases",
    permission: "incident.read",
    query: metricsQuery,
    output: z.unknown(),
    carries: "file",
  }),
};
