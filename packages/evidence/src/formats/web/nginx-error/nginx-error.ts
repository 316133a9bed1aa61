import type { LogEvent } from "@stanch/model/log-event";
import { guessMeaning } from "../../generic/meaning/meaning.ts";
import type { MessageRule } from "../../service/message-rule/message-rule.ts";
import { applyRules } from "../../service/message-rule/message-rule.ts";
import { serviceFormat, type ServiceFormat } from "../../service/service-format/service-format.ts";
import { modsecurityMessage } from "../modsecurity/modsecurity-message.ts";
import { setRequest } from "../web-event/request-fields.ts";

const rules: readonly MessageRule[] = [
  rule("access forbidden by rule", /^access forbidden by rule/, "access_denied"),
  rule("forbidden", /^directory index of ".*" is forbidden/, "access_denied"),
  rule("limiting requests", /^limiting requests/, "rate_limited"),
  rule("delaying request", /^delaying request/, "rate_limited"),
  rule("limiting connections", /^limiting connections/, "rate_limited"),
  rule("password mismatch", /^user "(?<user>.*)": password mismatch/, "http_auth"),
  rule("was not found in", /^user "(?<user>.*)" was not found in/, "http_auth"),
  rule("no user/password", /^no user\/password was provided/, "http_auth"),
  rule("failed (2:", /^\S*open\(\) ".*" failed \(2: /, "not_found"),
  rule("failed (13:", /^\S*open\(\) ".*" failed \(13: /, "access_denied"),
  rule("is not found", /^".*" is not found \(/, "not_found"),
  rule("client sent", /^client sent (?:invalid|too|plain|unsafe|HTTP\/1\.1 request without|duplicate)/, "bad_request"),
  rule("client intended to send", /^client intended to send too large/, "bad_request"),
  rule("SSL_do_handshake() failed", /^SSL_do_handshake\(\) failed/, "tls_handshake"),
  rule("NAXSI_", /^NAXSI_(?:FMT|EXLOG): /, "waf_block"),
  rule("access denied by", /access denied by/, "access_denied"),
];

function rule(has: string, pattern: RegExp, action: string): MessageRule {
  return { has, pattern, action, outcome: "failure", category: "web" };
}

const context =
  /, (?:client: (?<client>[^,]+)|server: (?<server>[^,"]*)|request: "(?<request>(?:[^"\\]|\\.)*)"|upstream: "[^"]*"|host: "(?<host>[^"]*)"|referrer: "(?<referrer>[^"]*)")(?=, |$)/g;

/** What nginx appends to a message: `, client: …, server: …, request: "…", host: "…"`. Returns the message without it. */
function takeContext(message: string, event: LogEvent): string {
  // The last one is nginx's own: a message may quote a client that wrote the same words.
  const at = message.lastIndexOf(", client: ");
  if (at < 0) return message;
  const tail = message.slice(at);
  for (const { groups } of tail.matchAll(context)) {
    if (groups?.["client"] !== undefined) setClient(event, groups["client"]);
    if (groups?.["request"] !== undefined) setRequest(event, groups["request"]);
    const domain = groups?.["host"] ?? undefined;
    if (domain !== undefined && domain !== "") event["url.domain"] = domain.replace(/:\d+$/, "");
    if (groups?.["referrer"]) event["http.request.referrer"] = groups["referrer"];
    if (groups?.["server"]) event.fields = { ...event.fields, server: groups["server"] };
  }
  return message.slice(0, at);
}

function setClient(event: LogEvent, client: string): void {
  applyRules([{ has: "", pattern: /^(?<ip>\S+)$/, action: "web_error", outcome: "unknown" }], client, event);
}

function follow(message: string, event: LogEvent): void {
  event["event.action"] = "web_error";
  event["event.outcome"] = "unknown";
  const own = takeContext(message, event);
  if (modsecurityMessage(own, event)) return;
  if (applyRules(rules, own, event)) return;
  if (own.includes("PHP message")) guessMeaning(own, event);
}

const service: ServiceFormat = {
  id: "nginx-error",
  names: { zh: "nginx 错误日志", en: "nginx error log" },
  family: "web",
  module: "nginx",
  category: "web",
  references: ["https://nginx.org/en/docs/ngx_core_module.html#error_log"],
  line: /^(?:(?<host>[\w.-]+) nginx(?:\[\d+\])?: )?(?<date>\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d) \[(?<level>debug|info|notice|warn|error|crit|alert|emerg)\] (?<pid>\d+)#\d+: (?:\*\d+ )?(?<message>.*)$/,
  rules: [],
  sure: 98,
  follow: () => follow,
};

/** nginx error logs, ModSecurity's and PHP's messages inside them included. */
export const nginxError = serviceFormat(service);

/** The message of an nginx error line after its date and process, for syslog. */
export const nginxErrorMessage = follow;
