import type { z } from "zod";
import type {
  Assignment,
  Grading,
  Investigation,
  Measure,
  Notice,
  ReportVersion,
  archiveRecord,
  custodyAction,
  determinationForm,
  evidenceForm,
  measureForm,
} from "@stanch/model/handling";
import type { Incident } from "@stanch/model/incident";
import type { Language } from "@stanch/model/text";
import type { BlobRef } from "@stanch/store/blobs";
import type { ColumnType } from "kysely";

import type { Instant, JsonColumn, Maybe, MaybeInstant } from "./column.ts";

export interface NoticeAttachment {
  readonly name: string;
  readonly sha256: string;
  readonly type: string;
}

export interface NoticeTable {
  id: string;
  incident_id: Maybe<string>;
  request_id: Maybe<string>;
  /** Why it exists: `person` wrote it, or one of the desk's own texts. */
  purpose: string;
  to_name: string;
  to_part: string;
  to_address: string;
  channel: Notice["channel"];
  subject: string;
  body: string;
  /** A secret link added while sending, never stored: to acknowledge, or to the customer's page. */
  link: "acknowledge" | "status" | "code" | "none";
  language: Language;
  attachments: JsonColumn<readonly NoticeAttachment[]>;
  from_name: string;
  state: Notice["state"];
  created_at: Instant;
  /** When it is tried next; moved ahead while an attempt is under way, so that a killed process only delays it. */
  next_at: MaybeInstant;
  tries: ColumnType<number, number | undefined, number>;
  sent_at: MaybeInstant;
  acknowledged_at: MaybeInstant;
  acknowledged_by: Maybe<string>;
  token_nonce: string;
  token_hash: string;
}

export interface NoticeAttemptTable {
  id: string;
  notice_id: string;
  at: Instant;
  ok: boolean;
  provider: string;
  detail: string;
  /** The order of attempts within one moment. */
  seq: ColumnType<number, never, never>;
  /** The provider's own id of the message. */
  message_id: Maybe<string>;
}

export interface DecisionTable {
  id: string;
  incident_id: string;
  notify_further: boolean;
  reason: string;
  by_id: string;
  by_name: string;
  at: Instant;
}

export interface DeterminationTable {
  id: string;
  incident_id: string;
  form: JsonColumn<z.infer<typeof determinationForm>>;
  level: Maybe<1 | 2 | 3 | 4>;
  grading: JsonColumn<Grading | null>;
  by_id: string;
  by_name: string;
  at: Instant;
}

export interface AssignmentTable {
  id: string;
  incident_id: string;
  staff_id: string;
  staff_name: string;
  part: Assignment["part"];
  mode: Assignment["mode"];
  state: Assignment["state"];
  times: JsonColumn<Assignment["times"]>;
  created_at: Instant;
}

export interface AdviceTable {
  id: string;
  incident_id: string;
  body: string;
  channel: "page" | "mail" | "phone";
  by_name: string;
  at: Instant;
  read_at: MaybeInstant;
  acted_at: MaybeInstant;
  acted_note: Maybe<string>;
}

export interface UploadTable {
  id: string;
  incident_id: string;
  name: string;
  size: number;
  form: JsonColumn<z.infer<typeof evidenceForm>>;
  received: number;
  sha256: Maybe<string>;
  evidence_id: Maybe<string>;
  by_id: string;
  by_name: string;
  created_at: Instant;
}

export interface EvidenceTable {
  id: string;
  incident_id: string;
  seq: number;
  name: string;
  size: number;
  sha256: string;
  form: JsonColumn<z.infer<typeof evidenceForm>>;
  received_at: Instant;
  received_from: string;
}

export interface CustodyTable {
  evidence_id: string;
  incident_id: string;
  seq: number;
  at: Instant;
  action: z.infer<typeof custodyAction>;
  from_party: Maybe<string>;
  to_party: Maybe<string>;
  purpose: string;
  sha256: string;
  by_name: string;
}

/** Blobs that a run left. */
export interface InvestigationSheets {
  readonly answer: BlobRef;
  readonly sources: BlobRef;
  readonly others: Readonly<Record<string, BlobRef>>;
}

export interface InvestigationTable {
  id: string;
  incident_id: string;
  state: Investigation["state"];
  evidence: JsonColumn<Investigation["evidence"]>;
  zone: string;
  asked_at: Instant;
  by_name: string;
  job_id: Maybe<string>;
  started_at: MaybeInstant;
  finished_at: MaybeInstant;
  progress: JsonColumn<NonNullable<Investigation["progress"]> | null>;
  error: JsonColumn<NonNullable<Investigation["error"]> | null>;
  verdict: Maybe<NonNullable<Incident["verdict"]>>;
  sheets: JsonColumn<InvestigationSheets | null>;
}

export interface MeasureTable {
  id: string;
  incident_id: string;
  form: JsonColumn<z.infer<typeof measureForm>>;
  phase: Measure["phase"];
  state: Measure["state"];
  author_id: string;
  author_name: string;
  planned_at: Instant;
  consent: Maybe<"given" | "refused">;
  consent_by: Maybe<string>;
  consent_at: MaybeInstant;
  consent_reason: Maybe<string>;
  decided_by_id: Maybe<string>;
  decided_by: Maybe<string>;
  decided_at: MaybeInstant;
  decision_reason: Maybe<string>;
  done_by: Maybe<string>;
  done_at: MaybeInstant;
  before_text: Maybe<string>;
  after_text: Maybe<string>;
  proof: Maybe<string>;
  undone_at: MaybeInstant;
  undone_by: Maybe<string>;
}

export interface Writer {
  readonly id: string;
  readonly name: string;
}

export interface ReportTable {
  id: string;
  incident_id: string;
  number: string;
  version: number;
  state: ReportVersion["state"];
  author_id: string;
  author_name: string;
  /** Everyone who wrote in it, the author first; none of them may approve. */
  writers: JsonColumn<readonly Writer[]>;
  drafted_at: Instant;
  reviewer: Maybe<string>;
  approver_id: Maybe<string>;
  approver: Maybe<string>;
  approved_at: MaybeInstant;
  delivered_at: MaybeInstant;
  read_at: MaybeInstant;
  countersigned_by: Maybe<string>;
  countersigned_at: MaybeInstant;
  words: JsonColumn<ReportVersion["words"]>;
  lint: JsonColumn<ReportVersion["lint"]>;
  files: JsonColumn<readonly (ReportVersion["files"][number] & { readonly type: string })[]>;
}

export interface ArchiveTable {
  incident_id: string;
  number: string;
  incident_number: string;
  organisation: string;
  title: string;
  classification: z.infer<typeof archiveRecord>["classification"];
  sealed_at: Instant;
  sealed_by: string;
  sha256: string;
  size: number;
  journal_head: string;
  search: string;
}
