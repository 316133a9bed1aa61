import type { LogEvent } from "@stanch/model/log-event";
import {
  account,
  address,
  hashes,
  type MeaningTable,
  number,
  parent,
  port,
  program,
  refined,
  rule,
  said,
  text,
  type WindowsFields,
} from "./meaning-rule.ts";

const actor = [program("Image"), number("process.pid", "ProcessId"), account("User")];
const pair = [program("SourceImage"), number("process.pid", "SourceProcessId"), account("SourceUser")];
const file = [text("file.path", "TargetFilename"), hashes("file.hash", "Hashes", "Hash")];
const key = [...actor, text("registry.path", "TargetObject", "NewName")];
const loaded = [text("file.path", "ImageLoaded"), hashes("file.hash", "Hashes")];

function connection(event: LogEvent, fields: WindowsFields): void {
  const protocol = said(fields, "Protocol")?.toLowerCase();
  if (protocol !== undefined) event["network.transport"] = protocol;
  const service = said(fields, "DestinationPortName");
  if (service !== undefined) event["network.protocol"] = service;
  if (said(fields, "Initiated")?.toLowerCase() === "false") event["event.action"] = "connection_accepted";
}

function answer(event: LogEvent, fields: WindowsFields): void {
  const code = said(fields, "QueryStatus");
  if (code !== undefined) event["event.outcome"] = code === "0" ? "success" : "failure";
}

/** Channel "Microsoft-Windows-Sysmon/Operational". Source: Sysinternals, "Sysmon", "Events". */
export const sysmonEvents: MeaningTable = {
  1: rule("process", "process_started", "success", actor, [
    text("process.command_line", "CommandLine"),
    text("process.working_directory", "CurrentDirectory"),
    parent("ParentImage"),
    number("process.parent.pid", "ParentProcessId"),
    text("process.parent.command_line", "ParentCommandLine"),
    hashes("process.hash", "Hashes"),
  ]),
  2: rule("file", "file_time_changed", "success", actor, file),
  3: refined(
    rule("network", "connection_started", "success", actor, [
      address("source", "SourceIp", "SourceHostname"),
      port("source", "SourcePort"),
      address("destination", "DestinationIp", "DestinationHostname"),
      port("destination", "DestinationPort"),
    ]),
    connection,
  ),
  4: rule("configuration", "sensor_state_changed", "success"),
  5: rule("process", "process_ended", "success", actor),
  6: rule("driver", "driver_loaded", "success", loaded),
  7: rule("library", "library_loaded", "success", actor, loaded),
  8: rule("process", "remote_thread_started", "success", pair, [text("file.path", "TargetImage")]),
  9: rule("file", "raw_disk_read", "success", actor, [text("file.path", "Device")]),
  10: rule("process", "process_accessed", "success", pair, [text("file.path", "TargetImage")]),
  11: rule("file", "file_created", "success", actor, file),
  12: rule("registry", "registry_key_changed", "success", key),
  13: rule("registry", "registry_value_set", "success", key),
  14: rule("registry", "registry_renamed", "success", key),
  15: rule("file", "stream_created", "success", actor, file),
  16: rule("configuration", "sensor_configured", "success"),
  17: rule("file", "pipe_created", "success", actor, [text("file.path", "PipeName")]),
  18: rule("file", "pipe_connected", "success", actor, [text("file.path", "PipeName")]),
  19: rule("configuration", "wmi_filter_changed", "success", [account("User")]),
  20: rule("configuration", "wmi_consumer_changed", "success", [
    account("User"),
    text("process.command_line", "Destination"),
  ]),
  21: rule("configuration", "wmi_binding_changed", "success", [account("User")]),
  22: refined(rule("network", "dns_query", "success", actor, [text("dns.question.name", "QueryName")]), answer),
  23: rule("file", "file_deleted", "success", actor, file),
  24: rule("process", "clipboard_changed", "success", actor),
  25: rule("process", "process_tampered", "success", actor),
  26: rule("file", "file_deleted", "success", actor, file),
  27: rule("file", "file_blocked", "failure", actor, file),
  28: rule("file", "file_blocked", "failure", actor, file),
  29: rule("file", "executable_created", "success", actor, file),
};
