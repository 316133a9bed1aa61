import type { LogEvent } from "@stanch/model/log-event";
import { jsonFormat } from "../../generic/json-format/json-format.ts";
import { at, isObject, port, text, whole, type JsonObject } from "../../generic/json-format/json-value.ts";
import { refusedStatus } from "../../web/http-outcome/http-outcome.ts";
import { target, urlParts } from "../../web/http-request/http-request.ts";
import { setTarget } from "../../web/web-event/request-fields.ts";
import { table } from "../../../table.ts";

const signatures = new Set(["alert", "drop", "anomaly"]);

function http(record: JsonObject, event: LogEvent): void {
  const part = at(record, "http");
  if (!isObject(part)) return;
  const method = text(part, "http_method");
  if (method !== undefined) event["http.request.method"] = method;
  const url = text(part, "url");
  if (url !== undefined) {
    target.method = target.path = target.query = target.domain = undefined;
    urlParts(url);
    setTarget(event);
  }
  event["url.domain"] = text(part, "hostname") ?? event["url.domain"];
  event["user_agent.original"] = text(part, "http_user_agent");
  event["http.request.referrer"] = text(part, "http_refer");
  event["http.response.status_code"] = whole(part, "status");
  event["http.response.body.bytes"] = whole(part, "length");
  event["http.version"] = text(part, "protocol")?.replace("HTTP/", "");
}

function alert(record: JsonObject, event: LogEvent): void {
  event["event.category"] = "intrusion_detection";
  event["event.outcome"] = "failure";
  event["rule.name"] = text(record, "alert", "signature");
  event["rule.id"] = text(record, "alert", "signature_id");
  event["rule.level"] = text(record, "alert", "severity");
  event["event.severity"] = whole(record, "alert", "severity");
  event.message = text(record, "alert", "signature");
}

/** What the protocol records add; named as Suricata does. */
const protocols: Readonly<Record<string, (record: JsonObject, event: LogEvent) => void>> = table({
  alert,
  drop: alert,
  http(_record, event) {
    event["event.category"] = "web";
    event["event.outcome"] = refusedStatus(event["http.response.status_code"] ?? 0, true);
  },
  dns(record, event) {
    event["dns.question.name"] = text(record, "dns", "rrname") ?? text(record, "dns", "queries");
    event["dns.question.type"] = text(record, "dns", "rrtype");
  },
  tls(record, event) {
    event["tls.client.server_name"] = text(record, "tls", "sni");
  },
  smtp(record, event) {
    event["event.category"] = "email";
    event["email.from.address"] = text(record, "smtp", "mail_from");
    event["email.to.address"] = text(record, "smtp", "rcpt_to");
    event["email.subject"] = text(record, "email", "subject");
  },
  fileinfo(record, event) {
    event["event.category"] = "file";
    event["file.path"] = text(record, "fileinfo", "filename");
    event["file.size"] = whole(record, "fileinfo", "size");
    event["file.hash"] = text(record, "fileinfo", "sha256") ?? text(record, "fileinfo", "md5");
  },
  flow(record, event) {
    event["source.bytes"] = whole(record, "flow", "bytes_toserver");
    event["destination.bytes"] = whole(record, "flow", "bytes_toclient");
  },
});

/** Suricata's EVE JSON, every event type. */
export const suricataEve = jsonFormat({
  id: "suricata-eve",
  names: { zh: "Suricata EVE JSON 日志", en: "Suricata EVE JSON" },
  family: "sensor",
  module: "suricata",
  category: "network",
  references: ["https://docs.suricata.io/en/latest/output/eve/eve-json-format.html"],
  sure: 99,
  is: (record) => typeof record["event_type"] === "string" && typeof record["timestamp"] === "string",
  time: (record) => record["timestamp"],
  map(record, event) {
    const type = record["event_type"] as string;
    event["event.dataset"] = `suricata.${type}`;
    event["event.action"] = signatures.has(type) ? `ids_${type}` : `network_${type}`;
    event["source.ip"] = text(record, "src_ip");
    event["source.port"] = port(record, "src_port");
    event["destination.ip"] = text(record, "dest_ip");
    event["destination.port"] = port(record, "dest_port");
    event["network.transport"] = text(record, "proto")?.toLowerCase();
    event["network.protocol"] = text(record, "app_proto");
    event["session.id"] = text(record, "flow_id");
    const host = text(record, "host");
    if (host !== undefined) event["host.name"] = host;
    http(record, event);
    protocols[type]?.(record, event);
  },
});
