import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { setKind } from "../auth/auth-message.ts";
import { setSource } from "../auth/remote.ts";
import { applyRules } from "../../service/message-rule/message-rule.ts";
import { wireguard } from "../../service/vpn/vpn.ts";
import { readAudit } from "../audit/audit-fields.ts";

const uptime = /^\[\s*\d+\.\d+\]\s*/;
const dropWords = /block|drop|reject|deny|denied|invalid|limit|scan/i;
const allowWords = /allow|accept|audit/i;
const pair = /(?:^|\s)([A-Z]{2,10})=(\S*)/g;

/** Messages of the kernel: packets its filter told of, audit records, modules. */
export function kernelMessage(whole: string, event: LogEvent): void {
  event["event.module"] = "kernel";
  const message = whole.replace(uptime, "");
  if (message.includes(" SRC=") && message.includes("DST=")) return packet(message, event);
  const tunnel = message.startsWith("wireguard: ") ? /^wireguard: (?:\w+: )?/.exec(message) : null;
  if (tunnel !== null && applyRules(wireguard.rules, message.slice(tunnel[0].length), event)) {
    event["event.module"] = wireguard.module;
    event["event.category"] ??= wireguard.category;
    return;
  }
  if (message.includes("audit(")) {
    readAudit(message, event);
    return;
  }
  if (/^(?:\S+: )?(?:module verification failed|loading out-of-tree module|.*: loading out-of-tree)/.test(message)) {
    setKind(event, "driver", "module_loaded", "unknown");
  } else if (/\bentered promiscuous mode\b/.test(message)) setKind(event, "network", "promiscuous_mode", "unknown");
  else if (/\bsegfault at\b|general protection/.test(message)) {
    setKind(event, "process", "process_crashed", "unknown");
    const name = /^(\S+)\[(\d+)\]/.exec(message);
    if (name?.[1] !== undefined) event["process.name"] = name[1];
  } else if (message.startsWith("Linux version ")) setKind(event, "host", "boot", "success");
  else setKind(event, "host", "kernel_message", "unknown");
}

function portOf(value: FieldValue | undefined): number | undefined {
  const port = Number(value);
  return value !== undefined && Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : undefined;
}

function packet(message: string, event: LogEvent): void {
  const fields: Record<string, string> = {};
  for (const match of message.slice(0, 2048).matchAll(pair)) fields[match[1] ?? ""] ??= match[2] ?? "";
  const label = message.slice(0, Math.max(0, message.search(/\s?\bIN=/)));
  const dropped = dropWords.test(label) || !allowWords.test(label);
  setKind(event, "network", dropped ? "firewall_drop" : "firewall_allow", dropped ? "failure" : "success");
  setSource(event, fields["SRC"] ?? "");
  const to = fields["DST"];
  if (to !== undefined && to !== "") event["destination.ip"] = to;
  const from = portOf(fields["SPT"]);
  if (from !== undefined) event["source.port"] = from;
  const port = portOf(fields["DPT"]);
  if (port !== undefined) event["destination.port"] = port;
  const transport = fields["PROTO"]?.toLowerCase();
  if (transport !== undefined && transport !== "") event["network.transport"] = transport;
  if (label.trim() !== "") event["rule.name"] = label.trim();
  event.fields = fields;
}
