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
import type { Customer } from "@stanch/model/customer";
import type { Incident } from "@stanch/model/incident";
import type { Actor, JournalKind } from "@stanch/model/journal";
import type { CallRecord, Contact, Request, RequestForm } from "@stanch/model/request";
import type { Role } from "@stanch/model/role";
import type { Language } from "@stanch/model/text";
import type { ColumnType, Transaction } from "kysely";

/** `jsonb`: a value out, text in (`JSON.stringify`). */
export type JsonColumn<T> = ColumnType<T, string, string>;
/** `timestamptz`: RFC 3339 text in UTC out, text or Date in. */
type Instant = ColumnType<string, string | Date, string | Date>;
type MaybeInstant = ColumnType<string | null, string | Date | null | undefined, string | Date | null>;
type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

export interface CustomerTable {
  id: string;
  name: string;
  contacts: JsonColumn<Contact[]>;
  language: Language;
  response_minutes: number;
  importance: Customer["importance"];
  notes: string;
  created_at: Instant;
}

export interface StaffTable {
  id: string;
  name: string;
  email: string;
  phone: string;
  roles: JsonColumn<Role[]>;
  language: Language;
  active: boolean;
  totp: ColumnType<boolean, boolean | undefined, boolean>;
  /** The organisation an account with role customer belongs to. */
  customer_id: Maybe<string>;
  created_at: Instant;
}

export interface RequestTable {
  id: string;
  number: string;
  customer_id: Maybe<string>;
  incident_id: Maybe<string>;
  state: ColumnType<Request["state"], Request["state"], Request["state"]>;
  channel: Request["channel"];
  form: JsonColumn<RequestForm>;
  call: JsonColumn<CallRecord | null>;
  proof_at: Instant;
  received_at: Instant;
  actor: JsonColumn<Actor>;
  token_nonce: string;
  token_hash: string;
  /** Lower-case text for search. */
  search: string;
}

export interface RequestDraftTable {
  id: string;
  staff_id: string;
  form: JsonColumn<Record<string, z.core.util.JSONType>>;
  saved_at: Instant;
}

export interface IncidentTable {
  id: string;
  number: string;
  customer_id: Maybe<string>;
  title: string;
  organisation: string;
  state: Incident["state"];
  type: Maybe<string>;
  level: Maybe<1 | 2 | 3 | 4>;
  clock_started_at: Instant;
  clock_due_at: Instant;
  response_minutes: number;
  clock_stopped_at: MaybeInstant;
  clock_stopped_by: Maybe<string>;
  clock_how: Maybe<string>;
  /** Share of the promised time, in percent, that people were last warned about. */
  clock_warned: ColumnType<number, number | undefined, number>;
  lead_id: Maybe<string>;
  lead_name: Maybe<string>;
  opened_at: Instant;
  updated_at: Instant;
  verdict: Maybe<NonNullable<Incident["verdict"]>>;
  language: Language;
  journal_seq: ColumnType<number, number | undefined, number>;
  journal_hash: ColumnType<string, string | undefined, string>;
  journal_at: MaybeInstant;
}

export interface StepMarkTable {
  incident_id: string;
  step: Incident["steps"][number]["step"];
  state: "done" | "skipped";
  reason: string;
  at: Instant;
  by_name: string;
}

export interface JournalTable {
  incident_id: string;
  seq: number;
  hash: string;
  kind: JournalKind;
  at: Instant;
  recorded_at: Instant;
  /** Exactly the canonical JSON that was hashed. */
  line: string;
}

export interface JournalCheckpointTable {
  incident_id: string;
  seq: number;
  hash: string;
  at: Instant;
  note: string;
}

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
  link: "acknowledge" | "status" | "none";
  language: Language;
  attachments: JsonColumn<readonly NoticeAttachment[]>;
  from_name: string;
  state: Notice["state"];
  created_at: Instant;
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

/** Blob names of what a run left. */
export interface InvestigationSheets {
  readonly answer: string;
  readonly sources: string;
  readonly others: Readonly<Record<string, string>>;
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
}

export interface SettingTable {
  key: string;
  value: JsonColumn<z.core.util.JSONType>;
  updated_at: Instant;
  updated_by: string;
}

export interface SettingSecretTable {
  key: string;
  /** AES-256-GCM under a key derived from the desk's secret. */
  sealed: string;
  updated_at: Instant;
}

export interface CounterTable {
  kind: string;
  year: number;
  last: number;
}

/** Who looked at what, where the journal of an archived incident can no longer say so. */
export interface AccessLogTable {
  id: string;
  at: Instant;
  incident_id: Maybe<string>;
  actor: JsonColumn<Actor>;
  what: string;
  detail: string;
}

/** All tables of the desk; a slice touches only its own, through its `-repo.ts`. */
export interface DeskTables {
  customer: CustomerTable;
  staff: StaffTable;
  request: RequestTable;
  request_draft: RequestDraftTable;
  incident: IncidentTable;
  step_mark: StepMarkTable;
  journal: JournalTable;
  journal_checkpoint: JournalCheckpointTable;
  notice: NoticeTable;
  notice_attempt: NoticeAttemptTable;
  decision: DecisionTable;
  determination: DeterminationTable;
  assignment: AssignmentTable;
  advice: AdviceTable;
  upload: UploadTable;
  evidence: EvidenceTable;
  custody: CustodyTable;
  investigation: InvestigationTable;
  measure: MeasureTable;
  report: ReportTable;
  archive: ArchiveTable;
  setting: SettingTable;
  setting_secret: SettingSecretTable;
  counter: CounterTable;
  access_log: AccessLogTable;
}

export type Tx = Transaction<DeskTables>;
