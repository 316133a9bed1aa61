import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { isAddress } from "../../generic/address/address.ts";
import { refusedStatus } from "../../web/http-outcome/http-outcome.ts";
import { target, urlParts } from "../../web/http-request/http-request.ts";
import { setTarget } from "../../web/web-event/request-fields.ts";
import { table } from "../../../table.ts";

type Fields = Readonly<Record<string, FieldValue>>;

function text(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  const first = Array.isArray(value) ? (value as readonly FieldValue[])[0] : value;
  if (typeof first === "number") return String(first);
  return typeof first === "string" && first !== "" ? first : undefined;
}

function whole(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function judged(fields: Fields, name: string): LogEvent["event.outcome"] {
  const value = fields[name];
  return value === true ? "success" : value === false ? "failure" : "unknown";
}

function http(fields: Fields, event: LogEvent): void {
  event["event.category"] = "web";
  event["http.request.method"] = target.method = text(fields, "method");
  target.url = target.path = target.query = target.domain = undefined;
  const uri = text(fields, "uri");
  if (uri !== undefined) {
    urlParts(uri);
    event["url.domain"] = text(fields, "host");
    setTarget(event);
  }
  const status = whole(fields, "status_code");
  event["http.response.status_code"] = status;
  event["http.response.body.bytes"] = whole(fields, "response_body_len");
  event["user_agent.original"] = text(fields, "user_agent");
  event["http.request.referrer"] = text(fields, "referrer");
  event["http.version"] = text(fields, "version");
  event["user.name"] = text(fields, "username");
  event["event.outcome"] = refusedStatus(status ?? 0, true);
}

function notice(fields: Fields, event: LogEvent): void {
  event["event.category"] = "intrusion_detection";
  event["event.outcome"] = "failure";
  event["rule.name"] = text(fields, "note") ?? text(fields, "sig_id") ?? text(fields, "seen.indicator");
  event.message = text(fields, "msg") ?? text(fields, "event_msg") ?? event["rule.name"];
  const source = text(fields, "src") ?? text(fields, "src_addr");
  if (source !== undefined && isAddress(source)) event["source.ip"] ??= source;
  const destination = text(fields, "dst") ?? text(fields, "dst_addr");
  if (destination !== undefined && isAddress(destination)) event["destination.ip"] ??= destination;
}

/** What each of Zeek's logs says beyond its connection; by the name of the log (`#path`). */
const logs: Readonly<Record<string, (fields: Fields, event: LogEvent) => void>> = table({
  http,
  notice,
  intel: notice,
  signatures: notice,
  conn(fields, event) {
    event["source.bytes"] = whole(fields, "orig_bytes");
    event["destination.bytes"] = whole(fields, "resp_bytes");
    const state = text(fields, "conn_state");
    event["event.outcome"] = state === "REJ" ? "failure" : state === "SF" ? "success" : "unknown";
  },
  dns(fields, event) {
    event["dns.question.name"] = text(fields, "query");
    event["dns.question.type"] = text(fields, "qtype_name");
    const code = text(fields, "rcode_name");
    event["event.outcome"] = code === "REFUSED" ? "failure" : code === undefined ? "unknown" : "success";
  },
  ssl(fields, event) {
    event["tls.client.server_name"] = text(fields, "server_name");
    event["event.outcome"] = judged(fields, "established");
  },
  ssh(fields, event) {
    event["event.category"] = "authentication";
    event["event.action"] = "ssh_login";
    event["event.outcome"] = judged(fields, "auth_success");
    event["user_agent.original"] = text(fields, "client");
  },
  ftp(fields, event) {
    event["user.name"] = text(fields, "user");
    event["file.path"] = text(fields, "arg");
    event["file.size"] = whole(fields, "file_size");
    const code = whole(fields, "reply_code") ?? 0;
    event["event.outcome"] = code >= 500 ? "failure" : code >= 200 && code < 400 ? "success" : "unknown";
  },
  smtp(fields, event) {
    event["event.category"] = "email";
    event["email.from.address"] = text(fields, "mailfrom");
    event["email.to.address"] = text(fields, "rcptto");
    event["email.subject"] = text(fields, "subject");
    event["event.outcome"] = /^5\d\d/.test(text(fields, "last_reply") ?? "") ? "failure" : "unknown";
  },
  files(fields, event) {
    event["event.category"] = "file";
    event["file.path"] = text(fields, "filename");
    event["file.size"] = whole(fields, "seen_bytes");
    event["file.hash"] = text(fields, "sha256") ?? text(fields, "sha1") ?? text(fields, "md5");
    event["source.ip"] ??= text(fields, "tx_hosts");
    event["destination.ip"] ??= text(fields, "rx_hosts");
  },
  weird(fields, event) {
    event["rule.name"] = text(fields, "name");
    event.message = text(fields, "name");
  },
  kerberos(fields, event) {
    event["event.category"] = "authentication";
    event["user.name"] = text(fields, "client");
    event["event.outcome"] = judged(fields, "success");
  },
  ntlm(fields, event) {
    event["event.category"] = "authentication";
    event["user.name"] = text(fields, "username");
    event["user.domain"] = text(fields, "domainname");
    event["event.outcome"] = judged(fields, "success");
  },
  radius(fields, event) {
    event["event.category"] = "authentication";
    event["user.name"] = text(fields, "username");
    event["event.outcome"] =
      text(fields, "result") === "failed" ? "failure" : text(fields, "result") === "success" ? "success" : "unknown";
  },
  rdp(fields, event) {
    event["event.category"] = "authentication";
    event["user.name"] = text(fields, "cookie");
  },
  rfb(fields, event) {
    event["event.category"] = "authentication";
    event["event.outcome"] = judged(fields, "auth");
  },
  mysql(fields, event) {
    event["event.category"] = "database";
    event["event.outcome"] = judged(fields, "success");
    event["process.command_line"] = text(fields, "arg");
  },
  ldap(fields, event) {
    event["event.category"] = "authentication";
    event["event.outcome"] = /invalid credentials/i.test(text(fields, "result") ?? "")
      ? "failure"
      : text(fields, "result") === "success"
        ? "success"
        : "unknown";
    event["user.name"] = text(fields, "object");
  },
  smb_files(fields, event) {
    event["event.category"] = "file";
    event["file.path"] = text(fields, "name");
    event["event.action"] = text(fields, "action") ?? "network_smb_files";
  },
  software(fields, event) {
    event["source.ip"] ??= text(fields, "host");
  },
});

/** Gives an event what a Zeek record says, whichever way it was written; `path` is the name of its log. */
export function zeekFields(fields: Fields, path: string, event: LogEvent): void {
  event["event.dataset"] = `zeek.${path}`;
  event["event.category"] = "network";
  event["event.action"] = path === "notice" ? "ids_alert" : `network_${path}`;
  const source = text(fields, "id.orig_h");
  if (source !== undefined && isAddress(source)) event["source.ip"] = source;
  const destination = text(fields, "id.resp_h");
  if (destination !== undefined && isAddress(destination)) event["destination.ip"] = destination;
  const from = whole(fields, "id.orig_p");
  if (from !== undefined && from <= 65_535) event["source.port"] = from;
  const to = whole(fields, "id.resp_p");
  if (to !== undefined && to <= 65_535) event["destination.port"] = to;
  event["network.transport"] = text(fields, "proto");
  event["network.protocol"] = text(fields, "service");
  event["session.id"] = text(fields, "uid");
  if (Object.hasOwn(logs, path)) logs[path]?.(fields, event);
}
