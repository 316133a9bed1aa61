import type { Advice, Assignment, Determination, Evidence, Measure, ReportVersion } from "@stanch/model/handling";
import type { Incident } from "@stanch/model/incident";
import type { JournalEntry } from "@stanch/model/journal";
import type { Request } from "@stanch/model/request";
import type { Text } from "@stanch/model/text";

/** What the records of a centre say about a case; the desk's report facts fit. */
export interface CaseFacts {
  readonly report: Pick<ReportVersion, "id" | "number" | "version" | "author" | "draftedAt" | "words"> & {
    readonly status: "draft" | "final";
    readonly writers: readonly string[];
    readonly approver?: string;
    readonly approvedAt?: string;
    readonly madeAt: string;
  };
  readonly centre: { readonly name: Text; readonly phone: string; readonly mail: string; readonly zone: string };
  readonly incident: Incident;
  readonly requests: readonly Request[];
  readonly determinations: readonly Determination[];
  readonly assignments: readonly Assignment[];
  readonly advice: readonly Advice[];
  readonly evidence: readonly (Evidence & { readonly stored?: string })[];
  readonly measures: readonly Measure[];
  readonly marks: readonly {
    readonly mark: "pinned" | "dismissed";
    readonly about: string;
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  }[];
  readonly journal: readonly JournalEntry[];
}
