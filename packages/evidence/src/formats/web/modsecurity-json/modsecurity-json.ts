import { jsonFormat } from "../../generic/json-format/json-format.ts";
import { at, isObject, port, text, whole, type Json } from "../../generic/json-format/json-value.ts";
import { requestParts, target, urlParts } from "../http-request/http-request.ts";
import { setTarget } from "../web-event/request-fields.ts";

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** ModSecurity audit logs in JSON, of versions 2 and 3. */
export const modsecurityJson = jsonFormat({
  id: "modsecurity-audit-json",
  names: { zh: "ModSecurity JSON 审计日志", en: "ModSecurity audit log, JSON" },
  family: "web",
  module: "modsecurity",
  category: "intrusion_detection",
  references: ["https://github.com/owasp-modsecurity/ModSecurity/wiki/Reference-Manual-(v3.x)#secauditlogformat"],
  sure: 98,
  is: (record) =>
    isObject(record["transaction"]) &&
    (at(record, "transaction", "request") !== undefined || record["request"] !== undefined),
  time: (record) => at(record, "transaction", "time_stamp") ?? at(record, "transaction", "time"),
  map(record, event) {
    event["source.ip"] = text(record, "transaction", "client_ip") ?? text(record, "transaction", "remote_address");
    event["source.port"] = port(record, "transaction", "client_port") ?? port(record, "transaction", "remote_port");
    event["destination.ip"] = text(record, "transaction", "host_ip") ?? text(record, "transaction", "local_address");
    event["destination.port"] = port(record, "transaction", "host_port") ?? port(record, "transaction", "local_port");
    const line = text(record, "request", "request_line");
    if (line !== undefined) requestParts(line);
    else {
      target.method = text(record, "transaction", "request", "method");
      target.path = target.query = target.domain = target.url = undefined;
      target.version = text(record, "transaction", "request", "http_version");
      urlParts(text(record, "transaction", "request", "uri") ?? "");
    }
    if (target.method !== undefined) event["http.request.method"] = target.method;
    setTarget(event);
    const headers = at(record, "transaction", "request", "headers") ?? at(record, "request", "headers");
    if (isObject(headers)) {
      event["url.domain"] = (text(headers, "Host") ?? text(headers, "host"))?.replace(/:\d+$/, "");
      event["user_agent.original"] = text(headers, "User-Agent") ?? text(headers, "user-agent");
    }
    const status = whole(record, "transaction", "response", "http_code") ?? whole(record, "response", "status");
    event["http.response.status_code"] = status;
    const messages = list(at(record, "transaction", "messages"));
    const first = messages.find(isObject);
    if (first !== undefined) {
      event["rule.name"] = text(first, "message");
      event["rule.id"] = text(first, "details", "ruleId");
      event["rule.level"] = text(first, "details", "severity");
    }
    const told = list(at(record, "audit_data", "messages"))[0];
    event.message = event["rule.name"] ?? (typeof told === "string" ? told : undefined);
    if (event["rule.id"] === undefined && typeof told === "string") {
      event["rule.id"] = /\[id "(\d+)"\]/.exec(told)?.[1];
      event["rule.name"] = /\[msg "([^"]+)"\]/.exec(told)?.[1];
    }
    const flagged = event["rule.id"] !== undefined || messages.length > 0;
    event["event.action"] = status === 403 ? "waf_block" : flagged ? "waf_alert" : "http_request";
    event["event.outcome"] = flagged || status === 403 ? "failure" : "success";
  },
});
