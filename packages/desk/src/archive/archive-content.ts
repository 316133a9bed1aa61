import type { ArchiveRecord } from "@stanch/model/handling";
import type { Task } from "@stanch/model/task";
import type { JournalEntry } from "@stanch/model/journal";
import type { ByteSource } from "@stanch/store/blobs";
import type { ReportFacts } from "../report/report-facts.ts";

/** A file of the bundle: its bytes are read once, while the bundle is written. */
export interface ArchiveFile {
  /** Name a person knows it by; data, never a path. */
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly open: () => ByteSource;
}

/** All that a sealed bundle holds, in the order of the journal. */
export interface ArchiveContent {
  readonly archive: Pick<ArchiveRecord, "number" | "incidentNumber" | "classification" | "sealedAt" | "sealedBy">;
  readonly journal: readonly JournalEntry[];
  /** Signed notes (C2SP) over heads of the journal, oldest first; the last covers the whole journal of the bundle. */
  readonly checkpoints: readonly string[];
  /** Every table of the case as people know it. */
  readonly records: Pick<
    ReportFacts,
    | "centre"
    | "incident"
    | "requests"
    | "notices"
    | "decisions"
    | "determinations"
    | "assignments"
    | "advice"
    | "evidence"
    | "measures"
    | "marks"
  > & { readonly tasks: readonly Task[] };
  readonly evidence: readonly (ArchiveFile & { readonly id: string; readonly label: string })[];
  readonly reports: readonly (ArchiveFile & { readonly report: string; readonly version: number })[];
  /** Sheets of the finished investigations. */
  readonly sheets: readonly (ArchiveFile & { readonly investigation: string })[];
}
