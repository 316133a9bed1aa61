import type { LogEvent } from "@stanch/model/log-event";
import {
  account,
  address,
  type MeaningTable,
  number,
  program,
  refined,
  rule,
  said,
  subject,
  text,
  type WindowsFields,
} from "./meaning-rule.ts";

const service = [text("service.name", "ServiceName", "param1", "Data_1")];

/** Channel "System": the service control manager, the log service and the kernel. */
export const systemEvents: MeaningTable = {
  12: rule("host", "host_started", "success"),
  13: rule("host", "host_stopped", "success"),
  41: rule("host", "host_crashed", "failure"),
  104: rule("configuration", "log_cleared", "success", subject),
  1074: rule("host", "host_shutdown_requested", "success", [program("param1"), account("param7")]),
  6005: rule("host", "log_service_started", "success"),
  6006: rule("host", "log_service_stopped", "success"),
  6008: rule("host", "host_crashed", "failure"),
  7030: rule("configuration", "service_changed", "success", service),
  7034: rule("process", "service_crashed", "failure", service),
  7036: rule("process", "service_state_changed", "success", service),
  7040: rule("configuration", "service_changed", "success", service),
  7045: rule("configuration", "service_installed", "success", [
    ...service,
    text("process.command_line", "ImagePath", "Data_2"),
    account("AccountName"),
  ]),
};

/** `HostApplication=…` among the lines of the classic PowerShell events. */
function hostApplication(event: LogEvent, fields: WindowsFields): void {
  const data = fields["Data"];
  const all = Array.isArray(data) ? (data as readonly unknown[]).join("\n") : String(data ?? "");
  const command = /^[ \t]*HostApplication=(.*)$/m.exec(all)?.[1]?.trim();
  if (command !== undefined && command !== "") event["process.command_line"] = command;
}

/** `Host Application = …`, `User = …` in the context of module logging. */
function moduleContext(event: LogEvent, fields: WindowsFields): void {
  const context = said(fields, "ContextInfo") ?? "";
  const command = /^[ \t]*Host Application = (.*)$/m.exec(context)?.[1]?.trim();
  if (command !== undefined && command !== "") event["process.command_line"] = command;
  const user = /^[ \t]*User = (.*)$/m.exec(context)?.[1]?.trim();
  if (user !== undefined && user !== "") {
    event["user.name"] = user.slice(user.indexOf("\\") + 1) || user;
  }
}

/** PowerShell, both generations. Source: Microsoft, "about_Logging_Windows", "about_EventLogs". */
export const powershellEvents: MeaningTable = {
  4103: refined(rule("process", "powershell_command", "success"), moduleContext),
  4104: rule("process", "powershell_script", "success", [
    text("file.path", "Path"),
    text("message", "ScriptBlockText"),
  ]),
  4105: rule("process", "powershell_script_started", "success"),
  4106: rule("process", "powershell_script_ended", "success"),
  53504: rule("process", "powershell_listening", "success"),
};

export const classicPowershellEvents: MeaningTable = {
  400: refined(rule("process", "powershell_started", "success"), hostApplication),
  403: refined(rule("process", "powershell_ended", "success"), hostApplication),
  600: refined(rule("process", "powershell_provider_started", "success"), hostApplication),
  800: refined(rule("process", "powershell_command", "success"), hostApplication),
};

const session = [account("User", "Param1"), address("source", "Address", "Param3"), text("session.id", "SessionID")];

/** Terminal services, session manager. Source: Microsoft, the channel's manifest. */
export const rdpSessionEvents: MeaningTable = {
  21: refined(rule("authentication", "logon", "success", session), remote),
  22: rule("session", "session_start", "success", session),
  23: rule("session", "session_end", "success", session),
  24: rule("session", "session_disconnected", "success", session),
  25: refined(rule("authentication", "session_reconnected", "success", session), remote),
  39: rule("session", "session_disconnected", "success", session),
  40: rule("session", "session_disconnected", "success", session),
};

function remote(event: LogEvent): void {
  const ip = event["source.ip"];
  if (ip !== undefined && ip !== "::1" && !ip.startsWith("127.")) event["event.action"] = "remote_logon";
}

export const rdpConnectionEvents: MeaningTable = {
  // Written once the network part of a log-in has passed; the log-in itself is another event.
  1149: rule("session", "rdp_authenticated", "success", [
    text("user.name", "Param1"),
    text("user.domain", "Param2"),
    address("source", "Param3"),
  ]),
  261: rule("network", "rdp_connection", "unknown"),
};

/** `192.0.2.4:51234` and `[2001:db8::1]:51234`. */
function clientAddress(event: LogEvent, fields: WindowsFields): void {
  const parts = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(said(fields, "ClientIP") ?? "");
  if (parts?.[1] === undefined) return;
  event["source.ip"] = parts[1];
  delete event["source.address"];
  const number = Number(parts[2]);
  if (number > 0 && number <= 65_535) event["source.port"] = number;
}

export const rdpCoreEvents: MeaningTable = {
  131: refined(rule("network", "rdp_connection", "unknown", [address("source", "ClientIP")]), clientAddress),
  140: rule("authentication", "logon", "failure", [address("source", "IPString")]),
};

const threat = [
  text("rule.name", "Threat Name"),
  text("rule.level", "Severity Name"),
  text("file.path", "Path"),
  program("Process Name"),
  account("Detection User", "User"),
];
const defenderOff = rule("configuration", "protection_disabled", "success");
const defenderSet = rule("configuration", "protection_changed", "success", [text("registry.path", "New Value")]);

/** Microsoft Defender. Source: Microsoft, "Review event logs and error codes to troubleshoot Microsoft Defender Antivirus". */
export const defenderEvents: MeaningTable = {
  1006: rule("malware", "malware_found", "failure", threat),
  1007: rule("malware", "malware_handled", "success", threat),
  1008: rule("malware", "malware_handling_failed", "failure", threat),
  1013: rule("malware", "history_deleted", "success"),
  1015: rule("malware", "malware_found", "failure", threat),
  1116: rule("malware", "malware_found", "failure", threat),
  1117: rule("malware", "malware_handled", "success", threat),
  1118: rule("malware", "malware_handling_failed", "failure", threat),
  1119: rule("malware", "malware_handling_failed", "failure", threat),
  5001: defenderOff,
  5004: defenderSet,
  5007: defenderSet,
  5010: defenderOff,
  5012: defenderOff,
  5013: defenderSet,
};

const wmi = [account("User"), number("process.pid", "ClientProcessId", "ProcessID")];

/** WMI activity. Source: Microsoft, the channel's manifest. */
export const wmiEvents: MeaningTable = {
  5857: rule("process", "wmi_provider_started", "success", [
    text("service.name", "ProviderName"),
    text("file.path", "ProviderPath"),
    number("process.pid", "ProcessID"),
  ]),
  5858: rule("process", "wmi_operation_failed", "failure", wmi),
  5859: rule("configuration", "wmi_filter_changed", "success", wmi),
  5860: rule("configuration", "wmi_filter_changed", "success", wmi),
  5861: rule("configuration", "wmi_consumer_changed", "success", wmi),
};

const job = [text("service.name", "jobTitle", "name"), account("jobOwner", "User"), program("processPath")];
const transfer = [...job, text("url.original", "url", "Url", "RemoteName"), text("file.path", "LocalName")];

/** Background transfers. */
export const bitsEvents: MeaningTable = {
  3: rule("network", "transfer_created", "success", job),
  4: rule("network", "transfer_completed", "success", job),
  59: rule("network", "transfer_started", "success", transfer),
  60: rule("network", "transfer_stopped", "unknown", transfer),
  61: rule("network", "transfer_failed", "failure", transfer),
  16403: rule("network", "transfer_created", "success", transfer),
};

const task = [
  text("service.name", "TaskName"),
  account("UserContext", "UserName"),
  text("process.command_line", "Path", "ActionName"),
];

/** The task scheduler's own channel. */
export const taskEvents: MeaningTable = {
  106: rule("configuration", "scheduled_task_created", "success", task),
  129: rule("process", "scheduled_task_started", "success", task),
  140: rule("configuration", "scheduled_task_changed", "success", task),
  141: rule("configuration", "scheduled_task_deleted", "success", task),
  200: rule("process", "scheduled_task_started", "success", task),
  201: rule("process", "scheduled_task_ended", "success", task),
};

const connection = [text("url.original", "connection", "Connection")];

/** Windows remote management, on both of its ends. */
export const winrmEvents: MeaningTable = {
  6: rule("network", "winrm_session_opened", "success", connection),
  31: rule("network", "winrm_session_opened", "success", connection),
  91: rule("network", "winrm_session_accepted", "success"),
  168: rule("authentication", "winrm_authenticated", "success"),
  169: rule("authentication", "winrm_authenticated", "success", [account("username")]),
  161: rule("authentication", "winrm_authenticated", "failure"),
};

export const dnsClientEvents: MeaningTable = {
  3006: rule("network", "dns_query", "unknown", [text("dns.question.name", "QueryName")]),
  3008: rule("network", "dns_query", "unknown", [text("dns.question.name", "QueryName")]),
  3020: rule("network", "dns_query", "unknown", [text("dns.question.name", "QueryName")]),
};

const rdpServer = [address("destination", "Value", "Address")];

/** The remote desktop client on the machine from which somebody went on. */
export const rdpClientEvents: MeaningTable = {
  1024: rule("network", "rdp_connection_started", "unknown", rdpServer),
  1102: rule("network", "rdp_connection_started", "unknown", rdpServer),
};

export const ntlmEvents: MeaningTable = {
  8001: rule("authentication", "ntlm_sent", "unknown", [
    text("user.name", "UserName"),
    text("user.domain", "DomainName"),
    address("destination", "TargetName"),
  ]),
  8004: rule("authentication", "ntlm_checked", "unknown", [
    text("user.name", "UserName"),
    text("user.domain", "DomainName"),
    address("source", "WorkstationName"),
  ]),
};
