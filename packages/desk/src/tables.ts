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
import type { RatingTable } from "./rating/rating-table.ts";
import type { HoursTable } from "./hours/hours-table.ts";
import type { LegalDutyTable, LegalProfileTable, LegalReportTable, LegalSheetTable } from "./legal/legal-table.ts";
import type { MailBoxTable, MailTable } from "./mail/mail-table.ts";
import type {
  CallRecordTable,
  ContactMethodTable,
  PushSubscriptionTable,
  ContactRulesTable,
  PageContactTable,
  StaffAlertTable,
  TestPageTable,
} from "./oncall/contact-table.ts";
import type { DutyHandoverTable, DutyPlanTable, EscalationNoticeTable, EscalationTable } from "./oncall/duty-table.ts";
import type { CallBackTable } from "./call-back/call-back-table.ts";
import type { DispatchTable } from "./dispatch/dispatch-table.ts";
import type { RuleChoiceTable, RuleSourceTable } from "./rule-choice/rule-choice-table.ts";
import type { RecurrenceLinkTable, RecurrenceScanTable, RecurrenceWatchTable } from "./recurrence/recurrence-table.ts";
import type { SupportTable } from "./support/support-table.ts";
import type { JournalSearchTable } from "./search/search-table.ts";
import type { TaskTable } from "./task/task-table.ts";

/** All tables of the desk; a slice touches only its own, through its `-repo.ts`. */
export interface DeskTables {
  rule_choice: RuleChoiceTable;
  rule_source: RuleSourceTable;
  customer: CustomerTable;
  staff: StaffTable;
  request: RequestTable;
  request_draft: RequestDraftTable;
  incident: IncidentTable;
  step_mark: StepMarkTable;
  journal: JournalTable;
  journal_checkpoint: JournalCheckpointTable;
  journal_search: JournalSearchTable;
  journal_search_todo: { incident_id: string };
  notice: NoticeTable;
  notice_attempt: NoticeAttemptTable;
  decision: DecisionTable;
  determination: DeterminationTable;
  assignment: AssignmentTable;
  dispatch: DispatchTable;
  support_request: SupportTable;
  call_back: CallBackTable;
  recurrence_watch: RecurrenceWatchTable;
  recurrence_link: RecurrenceLinkTable;
  recurrence_scan: RecurrenceScanTable;
  advice: AdviceTable;
  upload: UploadTable;
  evidence: EvidenceTable;
  custody: CustodyTable;
  investigation: InvestigationTable;
  measure: MeasureTable;
  report: ReportTable;
  archive: ArchiveTable;
  incident_task: TaskTable;
  work_hours: HoursTable;
  rating: RatingTable;
  mail: MailTable;
  mail_box: MailBoxTable;
  legal_profile: LegalProfileTable;
  legal_sheet: LegalSheetTable;
  legal_duty: LegalDutyTable;
  legal_report: LegalReportTable;
  duty_plan: DutyPlanTable;
  duty_handover: DutyHandoverTable;
  escalation: EscalationTable;
  escalation_notice: EscalationNoticeTable;
  contact_method: ContactMethodTable;
  push_subscription: PushSubscriptionTable;
  contact_rules: ContactRulesTable;
  page_contact: PageContactTable;
  staff_alert: StaffAlertTable;
  call_record: CallRecordTable;
  test_page: TestPageTable;
  setting: SettingTable;
  setting_secret: SettingSecretTable;
  counter: CounterTable;
  access_log: AccessLogTable;
}

export type Tx = Transaction<DeskTables>;
