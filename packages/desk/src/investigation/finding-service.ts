import { deskError } from "../desk-error.ts";
import type { JournalService } from "../journal/journal-service.ts";
import type { ReportFacts } from "../report/report-facts.ts";
import type { Unit } from "../unit-of-work.ts";

export type FindingMark = ReportFacts["marks"][number];

/** What analysts think of findings; it lives in the journal alone. */
export interface FindingService {
  readonly mark: (unit: Unit, incident: string, form: Pick<FindingMark, "mark" | "about" | "reason">) => Promise<void>;
  readonly list: (unit: Unit, incident: string) => Promise<FindingMark[]>;
}

export function findingService({
  journal,
}: {
  readonly journal: Pick<JournalService, "append" | "read">;
}): FindingService {
  return {
    mark: async (unit, incident, { mark, about, reason }) => {
      // Nothing is put aside without a word.
      if (mark === "dismissed" && reason === "") throw deskError("E_REASON_MISSING");
      await journal.append(unit, incident, { kind: `finding.${mark}`, data: { about, reason } });
    },
    list: async (unit, incident) =>
      (await journal.read(unit, incident)).flatMap(({ kind, data, actor, at }) =>
        kind === "finding.pinned" || kind === "finding.dismissed"
          ? [
              {
                mark: kind === "finding.pinned" ? ("pinned" as const) : ("dismissed" as const),
                about: String(data.about),
                reason: String(data.reason),
                by: actor.name,
                at,
              },
            ]
          : [],
      ),
  };
}
