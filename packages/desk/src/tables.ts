import type { Transaction } from "kysely";
import type {
  AdviceTable,
  ArchiveTable,
  AssignmentTable,
  CustodyTable,
  DecisionTable,
  DeterminationTable,
  EvidenceTable,
  InvestigationTable,
  MeasureTable,
  NoticeAttemptTable,
  NoticeTable,
  ReportTable,
  UploadTable,
} from "./handling-tables.ts";
import type {
  AccessLogTable,
  CounterTable,
  CustomerTable,
  IncidentTable,
  JournalCheckpointTable,
  JournalTable,
  RequestDraftTable,
  RequestTable,
  SettingSecretTable,
  SettingTable,
  StaffTable,
  StepMarkTable,
} from "./intake-tables.ts";
import type {
  CallRecordTable,
  ContactMethodTable,
  ContactRulesTable,
  PageContactTable,
  TestPageTable,
} from "./oncall/contact-table.ts";
import type { DutyPlanTable, EscalationNoticeTable, EscalationTable } from "./oncall/duty-table.ts";
import type { TaskTable } from "./task/task-table.ts";

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
  incident_task: TaskTable;
  duty_plan: DutyPlanTable;
  escalation: EscalationTable;
  escalation_notice: EscalationNoticeTable;
  contact_method: ContactMethodTable;
  contact_rules: ContactRulesTable;
  page_contact: PageContactTable;
  call_record: CallRecordTable;
  test_page: TestPageTable;
  setting: SettingTable;
  setting_secret: SettingSecretTable;
  counter: CounterTable;
  access_log: AccessLogTable;
}

export type Tx = Transaction<DeskTables>;
