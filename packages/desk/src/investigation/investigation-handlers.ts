import type { Handlers } from "../handler.ts";
import { type IncidentWork, reading } from "../incident/incident-work.ts";
import type { Work } from "../unit-of-work.ts";
import type { FormatService } from "./format-service.ts";
import type { FindingService } from "./finding-service.ts";
import type { InvestigationService } from "./investigation-service.ts";

type InvestigationOperation =
  | `investigation.${"list" | "create" | "cancel" | "retry"}`
  | `format.${"list" | "put" | "remove"}`
  | "finding.mark";

export function investigationHandlers({
  within,
  investigations,
  findings,
  formats,
  work,
}: {
  readonly within: IncidentWork;
  readonly work: Work;
  readonly formats: FormatService;
  readonly investigations: InvestigationService;
  readonly findings: FindingService;
}): Handlers<InvestigationOperation> {
  return {
    "investigation.list": (call, { params: { incident } }) =>
      within(call, "investigation.list", incident, (unit) => investigations.list(unit, incident), reading),
    "investigation.create": (call, { params: { incident }, body }) =>
      within(call, "investigation.create", incident, (unit) => investigations.create(unit, incident, body)),
    "investigation.cancel": (call, { params }) => investigations.cancel(call, params.incident, params.investigation),
    "investigation.retry": (call, { params }) => investigations.retry(call, params.incident, params.investigation),
    "format.list": (call) => work(call, "format.list", formats.list, { readOnly: true }),
    "format.put": (call, { body }) => work(call, "format.put", (unit) => formats.put(unit, body)),
    "format.remove": (call, { params }) => work(call, "format.remove", (unit) => formats.remove(unit, params.format)),
    "finding.mark": (call, { params: { incident }, body }) =>
      within(call, "finding.mark", incident, async (unit) => {
        await findings.mark(unit, incident, body);
        return { ok: true as const };
      }),
  };
}
