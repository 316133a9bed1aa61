import type { LogEvent } from "@stanch/model/log-event";
import {
  address,
  type MeaningTable,
  number,
  parent,
  port,
  program,
  refined,
  rule,
  said,
  subject,
  text,
  type WindowsFields,
} from "./meaning-rule.ts";
import { table } from "../../table.ts";

const target = [
  text("user.name", "TargetUserName"),
  text("user.domain", "TargetDomainName"),
  text("user.id", "TargetUserSid", "TargetSid"),
];
const targetAccount = [text("user.target.name", "TargetUserName", "TargetAccountName")];
const from = [address("source", "IpAddress", "WorkstationName"), port("source", "IpPort")];
const member = [text("user.target.name", "MemberName", "MemberSid"), text("group.name", "TargetUserName")];
const actor = [program("ProcessName"), number("process.pid", "ProcessId")];
const task = [...subject, text("service.name", "TaskName")];
const object = [text("file.path", "ObjectName")];

/** Logon types whose other end is another machine: network, clear-text network, remote interactive. */
const remoteTypes = new Set(["3", "8", "10", "12"]);
const isLocal = (ip: string): boolean => ip === "::1" || ip.startsWith("127.");

function logon(event: LogEvent, fields: WindowsFields): void {
  const ip = event["source.ip"];
  const type = said(fields, "LogonType") ?? "";
  if (remoteTypes.has(type) && ip !== undefined && !isLocal(ip)) event["event.action"] = "remote_logon";
}

/** Kerberos and NTLM events are about a success or a failure as their status says. */
function status(event: LogEvent, fields: WindowsFields): void {
  const code = said(fields, "Status");
  if (code === undefined) return;
  event["event.outcome"] = Number(code) === 0 ? "success" : "failure";
}

/** Members of groups are named `CN=name,OU=…`. */
function memberName(event: LogEvent): void {
  const named = /^CN=((?:\\.|[^,\\])+)/i.exec(event["user.target.name"] ?? "")?.[1];
  if (named !== undefined) event["user.target.name"] = named.replace(/\\(.)/g, "$1");
}

/** The command line of a task lies in its definition. */
function taskCommand(event: LogEvent, fields: WindowsFields): void {
  const xml = said(fields, "TaskContent") ?? said(fields, "TaskContentNew") ?? "";
  const command = /<Command>([^<]{1,4096})<\/Command>/.exec(xml)?.[1];
  if (command === undefined) return;
  const words = /<Arguments>([^<]{0,8192})<\/Arguments>/.exec(xml)?.[1];
  event["process.command_line"] = unescaped(words === undefined || words === "" ? command : `${command} ${words}`);
}

const entities: Readonly<Record<string, string>> = table({ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" });
const unescaped = (xml: string): string =>
  xml.replace(/&(lt|gt|amp|quot|apos);/g, (all, name: string) => entities[name] ?? all);

function process(event: LogEvent, fields: WindowsFields): void {
  // When another account is named, the process runs as that one.
  const runAs = said(fields, "TargetUserName");
  if (runAs !== undefined) event["user.target.name"] = runAs;
}

function filtering(event: LogEvent, fields: WindowsFields): void {
  const protocol = said(fields, "Protocol");
  if (protocol === "6") event["network.transport"] = "tcp";
  else if (protocol === "17") event["network.transport"] = "udp";
  else if (protocol === "1") event["network.transport"] = "icmp";
}

const userChange = (action: string): ReturnType<typeof rule> => rule("iam", action, "success", subject, targetAccount);
const groupJoin = refined(rule("iam", "group_member_added", "success", subject, member), memberName);
const groupLeave = refined(rule("iam", "group_member_removed", "success", subject, member), memberName);
const groupAdd = rule("iam", "group_added", "success", subject, [text("group.name", "TargetUserName")]);
const groupGone = rule("iam", "group_deleted", "success", subject, [text("group.name", "TargetUserName")]);
const share = [...from, ...subject, text("file.path", "RelativeTargetName", "ShareLocalPath", "ShareName")];
const platform = (action: string, outcome: "success" | "failure") =>
  refined(
    rule("network", action, outcome, [
      address("source", "SourceAddress"),
      port("source", "SourcePort"),
      address("destination", "DestAddress"),
      port("destination", "DestPort"),
      program("Application"),
      number("process.pid", "ProcessID", "ProcessId"),
    ]),
    filtering,
  );
const kerberos = [...target, ...from, text("service.name", "ServiceName")];

/** Channel "Security". Source: Microsoft, "Advanced security audit policy settings", one page an event. */
export const securityEvents: MeaningTable = {
  1100: rule("configuration", "log_service_stopped", "success"),
  1102: rule("configuration", "log_cleared", "success", subject),
  4608: rule("host", "host_started", "success"),
  4609: rule("host", "host_stopped", "success"),
  4616: rule("configuration", "clock_changed", "success", subject, actor),
  4624: refined(rule("authentication", "logon", "success", target, from, actor), logon),
  4625: rule("authentication", "logon", "failure", target, from, actor),
  4634: rule("session", "session_end", "success", target),
  4647: rule("session", "session_end", "success", target),
  4648: rule("authentication", "explicit_logon", "success", subject, [
    text("user.target.name", "TargetUserName"),
    address("destination", "TargetServerName"),
    ...actor,
    address("source", "IpAddress"),
    port("source", "IpPort"),
  ]),
  4656: rule("file", "handle_requested", undefined, subject, object, actor),
  4657: rule("registry", "registry_value_set", "success", subject, [text("registry.path", "ObjectName"), ...actor]),
  4658: rule("file", "handle_closed", "success", subject, actor),
  4660: rule("file", "object_deleted", "success", subject, actor),
  4663: rule("file", "object_accessed", "success", subject, object, actor),
  4670: rule("configuration", "permissions_changed", "success", subject, object, actor),
  4672: rule("iam", "privileges_assigned", "success", subject),
  4673: rule("iam", "privileged_service_called", undefined, subject, actor),
  4688: refined(
    rule("process", "process_started", "success", subject, [
      program("NewProcessName"),
      number("process.pid", "NewProcessId"),
      text("process.command_line", "CommandLine"),
      parent("ParentProcessName"),
      number("process.parent.pid", "ProcessId"),
    ]),
    process,
  ),
  4689: rule("process", "process_ended", "success", subject, actor),
  4697: rule("configuration", "service_installed", "success", subject, [
    text("service.name", "ServiceName"),
    text("process.command_line", "ServiceFileName"),
  ]),
  4698: refined(rule("configuration", "scheduled_task_created", "success", task), taskCommand),
  4699: rule("configuration", "scheduled_task_deleted", "success", task),
  4700: refined(rule("configuration", "scheduled_task_enabled", "success", task), taskCommand),
  4701: refined(rule("configuration", "scheduled_task_disabled", "success", task), taskCommand),
  4702: refined(rule("configuration", "scheduled_task_created", "success", task), taskCommand),
  4719: rule("configuration", "audit_policy_changed", "success", subject),
  4720: userChange("user_added"),
  4722: userChange("user_changed"),
  4723: userChange("password_changed"),
  4724: userChange("password_changed"),
  4725: userChange("user_changed"),
  4726: userChange("user_deleted"),
  4727: groupAdd,
  4728: groupJoin,
  4729: groupLeave,
  4730: groupGone,
  4731: groupAdd,
  4732: groupJoin,
  4733: groupLeave,
  4734: groupGone,
  4738: userChange("user_changed"),
  4740: rule("iam", "user_locked_out", "failure", [...targetAccount, address("source", "TargetDomainName")]),
  4741: userChange("computer_account_added"),
  4742: userChange("computer_account_changed"),
  4754: groupAdd,
  4756: groupJoin,
  4757: groupLeave,
  4767: userChange("user_changed"),
  4768: refined(rule("authentication", "kerberos_ticket_requested", undefined, kerberos), status),
  4769: refined(rule("authentication", "kerberos_service_requested", undefined, kerberos), status),
  4770: rule("authentication", "kerberos_ticket_renewed", "success", kerberos),
  4771: rule("authentication", "kerberos_preauthentication", "failure", kerberos),
  4776: refined(
    rule("authentication", "credential_validated", undefined, [...target, address("source", "Workstation")]),
    status,
  ),
  4778: rule("session", "session_reconnected", "success", [
    text("user.name", "AccountName"),
    text("user.domain", "AccountDomain"),
    address("source", "ClientAddress", "ClientName"),
  ]),
  4779: rule("session", "session_disconnected", "success", [
    text("user.name", "AccountName"),
    text("user.domain", "AccountDomain"),
    address("source", "ClientAddress", "ClientName"),
  ]),
  4781: rule("iam", "user_changed", "success", subject, [text("user.target.name", "NewTargetUserName")]),
  4798: rule("iam", "groups_enumerated", "success", subject, targetAccount),
  4799: rule("iam", "group_members_enumerated", "success", subject, [text("group.name", "TargetUserName")]),
  4946: rule("configuration", "firewall_changed", "success"),
  4947: rule("configuration", "firewall_changed", "success"),
  4948: rule("configuration", "firewall_changed", "success"),
  4950: rule("configuration", "firewall_changed", "success"),
  5136: rule("iam", "directory_object_changed", "success", subject, [text("user.target.name", "ObjectDN")]),
  5140: rule("file", "share_accessed", "success", share),
  5142: rule("configuration", "share_added", "success", share),
  5145: rule("file", "share_file_accessed", "success", share),
  5152: platform("packet_blocked", "failure"),
  5154: platform("listening", "success"),
  5156: platform("connection_allowed", "success"),
  5157: platform("connection_blocked", "failure"),
  5158: platform("port_bound", "success"),
};
