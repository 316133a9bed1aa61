import type { Handlers } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { FindingService } from "./finding-service.ts";
import type { InvestigationService } from "./investigation-service.ts";

export function investigationHandlers({
  within,
  investigations,
  findings,
}: {
  readonly within: IncidentWork;
  readonly investigations: InvestigationService;
  readonly findings: FindingService;
}): Handlers<`investigation.${"list" | "create" | "cancel" | "retry"}` | "finding.mark"> {
  return {
    "investigation.list": (call, { params: { incident } }) =>
      within(call, "investigation.list", incident, (unit) => investigations.list(unit, incident), reading),
    "investigation.create": (call, { params: { incident }, body }) =>
      within(call, "investigation.create", incident, (unit) => investigations.create(unit, incident, body)),
    "investigation.cancel": (call, { params }) => investigations.cancel(call, params.incident, params.investigation),
    "investigation.retry": (call, { params }) => investigations.retry(call, params.incident, params.investigation),
    "finding.mark": (call, { params: { incident }, body }) =>
      within(call, "finding.mark", incident, async (unit) => {
        await findings.mark(unit, incident, body);
        return { ok: true as const };
      }),
  };
}
