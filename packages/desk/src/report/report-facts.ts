import type {
  Advice,
  Assignment,
  Determination,
  Evidence,
  Measure,
  Notice,
  ReportVersion,
  supervisorDecision,
} from "@stanch/model/handling";
import type { Incident } from "@stanch/model/incident";
import type { JournalEntry } from "@stanch/model/journal";
import type { Request } from "@stanch/model/request";
import type { Text } from "@stanch/model/text";
import type { z } from "zod";

/** Everything the records say about an incident, for whoever writes it on paper. The renderer never asks a store. */
export interface ReportFacts {
  readonly report: Pick<ReportVersion, "id" | "number" | "version" | "author" | "draftedAt" | "words"> & {
    readonly status: "draft" | "final";
    readonly writers: readonly string[];
    readonly approver?: string;
    readonly approvedAt?: string;
    /** Date of the document. */
    readonly madeAt: string;
  };
  readonly centre: { readonly name: Text; readonly phone: string; readonly mail: string; readonly zone: string };
  readonly incident: Incident;
  readonly requests: readonly Request[];
  readonly notices: readonly Notice[];
  readonly decisions: readonly z.infer<typeof supervisorDecision>[];
  readonly determinations: readonly Determination[];
  readonly assignments: readonly Assignment[];
  readonly advice: readonly Advice[];
  readonly evidence: readonly (Evidence & {
    /** Hash of the stored bytes, computed now. */ readonly stored?: string;
  })[];
  readonly measures: readonly Measure[];
  /** The newest finished investigation. */
  readonly investigation?: {
    readonly id: string;
    readonly finishedAt: string;
    readonly zone: string;
    /** Blob names of the answer sheet and the sources sheet. */
    readonly answer: string;
    readonly sources: string;
    readonly others: Readonly<Record<string, string>>;
  };
  /** Pinned and dismissed findings, newest last. */
  readonly marks: readonly {
    readonly mark: "pinned" | "dismissed";
    readonly about: string;
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  }[];
  readonly journal: readonly JournalEntry[];
}
