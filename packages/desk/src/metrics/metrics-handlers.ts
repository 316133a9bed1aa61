import type { Handlers } from "../handler.ts";
import { reading } from "../incident/incident-work.ts";
import type { Work } from "../unit-of-work.ts";
import type { MetricsService } from "./metrics-service.ts";

export function metricsHandlers({
  work,
  metrics,
}: {
  readonly work: Work;
  readonly metrics: MetricsService;
}): Handlers<"metrics.get" | "metrics.file"> {
  return {
    "metrics.get": (call, { query }) => work(call, "metrics.get", (unit) => metrics.get(unit, query), reading),
    "metrics.file": (call, { query }) => work(call, "metrics.file", (unit) => metrics.file(unit, query), reading),
  };
}
