import type { Confidence, StatementKind, Vector, Verdict } from "@stanch/model/answer";
import type { NoticeChannel } from "@stanch/model/channel";
import type { RequestChannel } from "@stanch/model/request";
import type { IncidentState } from "@stanch/model/incident";
import type { Disposition } from "@stanch/model/handling";
import type { JournalKind } from "@stanch/model/journal";

type Names<Key extends string> = Record<Key, string>;

/** Words for the values that records hold. */
export interface NameWords {
  incidentState: Names<IncidentState>;
  requestState: Names<"new" | "taken" | "linked" | "refused">;
  channel: Names<RequestChannel>;
  noticeChannel: Names<NoticeChannel>;
  noticeState: Names<"queued" | "sent" | "delivered" | "failed" | "acknowledged">;
  disposition: Names<Disposition>;
  assignmentState: Names<"offered" | "accepted" | "declined" | "under-way" | "arrived" | "left" | "withdrawn">;
  part: Names<"lead" | "handler" | "researcher">;
  mode: Names<"on-site" | "remote">;
  custody: Names<
    | "collected"
    | "received"
    | "sealed"
    | "unsealed"
    | "transferred"
    | "copied"
    | "read"
    | "examined"
    | "verified"
    | "returned"
    | "destroyed"
  >;
  investigationState: Names<"queued" | "running" | "done" | "partial" | "failed" | "cancelled">;
  investigationPhase: Names<"open" | "plan" | "read" | "correlate" | "thread" | "write" | "done">;
  measureState: Names<"planned" | "approved" | "rejected" | "done" | "undone">;
  measurePhase: Names<"contain" | "eradicate" | "recover" | "harden">;
  priority: Names<"now" | "30-days" | "90-days">;
  reportState: Names<"draft" | "in-review" | "approved" | "delivered" | "countersigned">;
  classification: Names<"internal" | "confidential" | "secret-free">;
  verdict: Names<Verdict>;
  vector: Names<Vector>;
  confidence: Names<Confidence>;
  kind: Names<StatementKind>;
  outcome: Names<"success" | "failure" | "unknown">;
  indicator: Names<
    "ip" | "domain" | "url" | "url-path" | "hash" | "file-path" | "account" | "user-agent" | "command" | "email"
  >;
  indicatorRole: Names<"attacker" | "c2" | "download" | "dropped" | "created" | "used" | "scanned">;
  stepState: Names<"todo" | "current" | "done" | "skipped">;
  actor: Names<"staff" | "customer" | "public" | "system">;
  journal: Names<JournalKind>;
  skip: Names<
    "comment" | "blank" | "joined" | "header" | "continuation" | "repeat-note" | "out-of-range" | "duplicate"
  >;
  tactics: Readonly<Record<string, string>>;
}

export const names: NameWords = {
  incidentState: { open: "open", "not-an-incident": "not an incident", closed: "closed", archived: "archived" },
  requestState: { new: "new", taken: "taken", linked: "linked", refused: "refused" },
  channel: { phone: "phone", fax: "fax", form: "form", mail: "mail", "in-person": "in person" },
  noticeChannel: {
    mail: "mail",
    webhook: "webhook",
    phone: "phone",
    fax: "fax",
    "in-person": "in person",
    push: "browser push",
    sms: "text message",
    voice: "voice call",
    dingtalk: "DingTalk",
    wecom: "WeCom",
    feishu: "Feishu",
    slack: "Slack",
    telegram: "Telegram",
  },
  noticeState: {
    queued: "queued",
    sent: "sent",
    delivered: "delivered",
    failed: "failed",
    acknowledged: "acknowledged",
  },
  disposition: {
    incident: "Security incident",
    suspected: "Suspected incident",
    misconfiguration: "Misconfiguration",
    "scan-probe": "Scan or probe",
    "failed-attempt": "Failed attempt",
    "false-indicator": "False alarm",
    "insufficient-data": "Insufficient data",
    duplicate: "Duplicate",
  },
  assignmentState: {
    offered: "offered",
    accepted: "accepted",
    declined: "declined",
    "under-way": "under way",
    arrived: "arrived",
    left: "left",
    withdrawn: "withdrawn",
  },
  part: { lead: "lead", handler: "handler", researcher: "researcher" },
  mode: { "on-site": "on site", remote: "remote" },
  custody: {
    collected: "collected",
    received: "received",
    sealed: "sealed",
    unsealed: "unsealed",
    transferred: "transferred",
    copied: "copied",
    read: "read",
    examined: "examined",
    verified: "verified",
    returned: "returned",
    destroyed: "destroyed",
  },
  investigationState: {
    queued: "queued",
    running: "running",
    done: "done",
    partial: "done, with damage",
    failed: "failed",
    cancelled: "cancelled",
  },
  investigationPhase: {
    open: "opening files",
    plan: "planning",
    read: "reading",
    correlate: "correlating",
    thread: "following the intruder",
    write: "writing the answer",
    done: "done",
  },
  measureState: { planned: "planned", approved: "approved", rejected: "rejected", done: "done", undone: "undone" },
  measurePhase: { contain: "Contain", eradicate: "Eradicate", recover: "Recover", harden: "Harden" },
  priority: { now: "now", "30-days": "within 30 days", "90-days": "within 90 days" },
  reportState: {
    draft: "draft",
    "in-review": "in review",
    approved: "approved",
    delivered: "delivered",
    countersigned: "countersigned",
  },
  classification: { internal: "Internal", confidential: "Confidential", "secret-free": "Free of secrets" },
  verdict: { incident: "Incident", suspected: "Suspected", "no-incident": "No incident" },
  vector: {
    "ssh-password": "SSH password",
    "ssh-key": "SSH key",
    rdp: "Remote desktop",
    smb: "SMB",
    "web-exploit": "Web exploit",
    "web-shell": "Web shell",
    "web-login": "Web login",
    ftp: "FTP",
    mail: "Mail",
    database: "Database",
    "supply-chain": "Supply chain",
    insider: "Insider",
    physical: "Physical access",
    dns: "DNS",
    unknown: "Unknown",
  },
  confidence: { low: "low confidence", moderate: "moderate confidence", high: "high confidence" },
  kind: { fact: "Fact", inference: "Inference", gap: "Gap" },
  outcome: { success: "succeeded", failure: "refused", unknown: "unknown" },
  indicator: {
    ip: "IP address",
    domain: "Domain",
    url: "URL",
    "url-path": "URL path",
    hash: "Hash",
    "file-path": "File",
    account: "Account",
    "user-agent": "User agent",
    command: "Command",
    email: "Email",
  },
  indicatorRole: {
    attacker: "attacker",
    c2: "command and control",
    download: "downloaded",
    dropped: "dropped",
    created: "created",
    used: "used",
    scanned: "scanned",
  },
  stepState: { todo: "to do", current: "now", done: "done", skipped: "skipped" },
  actor: { staff: "staff", customer: "customer", public: "public", system: "system" },
  journal: {
    "request.received": "Request received",
    "request.linked": "Request linked",
    "incident.opened": "Incident opened",
    "incident.merged": "Merged",
    "clock.started": "Clock started",
    "clock.stopped": "Customer reached, clock stopped",
    "clock.warned": "Clock warning",
    "clock.breached": "Time is up",
    "site-clock.started": "Time to be on site started",
    "site-clock.paused": "Time to be on site paused",
    "site-clock.resumed": "Time to be on site goes on",
    "site-clock.stopped": "Somebody is on site",
    "site-clock.warned": "Time to be on site: warning",
    "site-clock.breached": "Time to be on site is up",
    "notice.queued": "Notice queued",
    "notice.sent": "Notice sent",
    "notice.delivered": "Notice delivered",
    "notice.failed": "Notice failed",
    "notice.acknowledged": "Notice acknowledged",
    "supervisor.decided": "Supervisor decided",
    "determination.made": "Determined",
    "letter.written": "Letter written",
    "assignment.offered": "Assignment offered",
    "assignment.changed": "Assignment changed",
    "dispatch.begun": "Offers begun",
    "dispatch.handed-over": "Nobody accepted: the emergency team was told",
    "dispatch.stopped": "Offers stopped",
    "support.asked": "Help asked for",
    "support.taken": "Help taken over",
    "support.answered": "Help given",
    "caller.called-back": "Caller called back",
    "advice.given": "Advice given",
    "advice.read": "Advice read",
    "advice.acted": "Advice acted on",
    "evidence.received": "Evidence received",
    "custody.added": "Custody line",
    "investigation.started": "Investigation started",
    "investigation.finished": "Investigation finished",
    "investigation.failed": "Investigation failed",
    "investigation.cancelled": "Investigation cancelled",
    "finding.pinned": "Finding pinned",
    "finding.dismissed": "Finding dismissed",
    "measure.planned": "Measure planned",
    "measure.approved": "Measure approved",
    "measure.rejected": "Measure rejected",
    "measure.consented": "Customer agrees to measure",
    "measure.refused": "Customer refuses measure",
    "measure.done": "Measure done",
    "measure.undone": "Measure undone",
    "report.drafted": "Report drafted",
    "report.reviewed": "Report reviewed",
    "report.approved": "Report approved",
    "report.delivered": "Report delivered",
    "report.read": "Report read",
    "report.countersigned": "Report countersigned",
    "step.done": "Step done",
    "step.skipped": "Step skipped",
    "note.written": "Note",
    "escalation.moved": "Notification chain",
    "task.planned": "Tasks planned",
    "task.added": "Task added",
    "task.changed": "Task changed",
    "hours.recorded": "Hours recorded",
    "hours.corrected": "Hours corrected",
    "mail.received": "Mail received",
    "legal.planned": "Legal duties changed",
    "legal.stated": "Facts for legal duties",
    "legal.warned": "Warning of a legal time limit",
    "legal.missed": "Legal time limit missed",
    "legal.reported": "Reported by law",
    "legal.waived": "Legal duty not owed",
    "police.handed-over": "Handed over to the police",
    "reassessment.planned": "Re-assessment planned",
    "reassessment.done": "Re-assessment done",
    "recurrence.found": "Recurrence found",
    "archive.sealed": "Archive sealed",
    "record.read": "Record read",
  },
  skip: {
    comment: "comment",
    blank: "blank",
    joined: "joined",
    header: "header",
    continuation: "continuation",
    "repeat-note": "repeat note",
    "out-of-range": "out of range",
    duplicate: "duplicate",
  },
  tactics: {
    TA0043: "Reconnaissance",
    TA0042: "Resource Development",
    TA0001: "Initial Access",
    TA0002: "Execution",
    TA0003: "Persistence",
    TA0004: "Privilege Escalation",
    TA0005: "Stealth",
    TA0112: "Defense Impairment",
    TA0006: "Credential Access",
    TA0007: "Discovery",
    TA0008: "Lateral Movement",
    TA0009: "Collection",
    TA0011: "Command and Control",
    TA0010: "Exfiltration",
    TA0040: "Impact",
  },
};
