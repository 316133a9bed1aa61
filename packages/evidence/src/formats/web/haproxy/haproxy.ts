import type { LogEvent } from "@stanch/model/log-event";
import { loginRefused, noted, refused } from "../../service/message-rule/rule-makers.ts";
import type { Service } from "../../service/message-rule/service.ts";
import { serviceFormat } from "../../service/service-format/service-format.ts";
import { refusedStatus } from "../http-outcome/http-outcome.ts";
import { setRequest } from "../web-event/request-fields.ts";

const client = String.raw`^(?<ip>\S+?):(?<port>\d+) \[\d\d/[A-Z][a-z]{2}/\d{4}:[\d:.]+(?: [+-]\d{4})?\] `;
const request = /"((?:[^"\\]|\\.)*)"?$/;

function follow(message: string, event: LogEvent): void {
  const code = event["http.response.status_code"];
  if (event["event.action"] !== "http_request") return;
  const line = request.exec(message)?.[1] ?? "";
  setRequest(event, line);
  event["event.outcome"] = refusedStatus(code ?? 0, line !== "<BADREQ>");
  const [frontend, backend] = message.slice(message.indexOf("] ") + 2).split(" ", 2);
  event.fields = { frontend: frontend ?? "-", backend: backend ?? "-" };
}

/** HAProxy: HTTP, TCP and error lines. Source: HAProxy configuration manual, section 8 "Logging". */
export const haproxy: Service = {
  module: "haproxy",
  category: "web",
  programs: /^haproxy$/,
  follow: () => follow,
  rules: [
    noted("] ", new RegExp(client + String.raw`\S+ \S+ [-+\d/]+ (?<code>\d{3}|-1) \+?\d+ .*$`), "http_request", "web"),
    noted(
      "] ",
      new RegExp(client + String.raw`\S+ (?<dip>\S+) [-+\d/]+ \+?\d+ [A-Za-z-]{2}`),
      "tcp_session",
      "network",
    ),
    refused(
      "SSL handshake failure",
      new RegExp(client + String.raw`\S+: SSL handshake failure`),
      "tls_handshake",
      "network",
    ),
    refused(
      "Connection error",
      new RegExp(client + String.raw`\S+: Connection (?:error|closed) during SSL handshake`),
      "tls_handshake",
      "network",
    ),
    loginRefused("auth", new RegExp(client + String.raw`.*auth(?:entication)? fail`)),
    noted(
      "Connect from",
      /^Connect from (?<ip>\S+):(?<port>\d+) to (?<dip>\S+):(?<dport>\d+)/,
      "connection_opened",
      "network",
    ),
  ],
};

/** HAProxy lines without syslog before them. */
export const haproxyLog = serviceFormat({
  id: "haproxy",
  names: { zh: "HAProxy 日志", en: "HAProxy log" },
  family: "web",
  module: haproxy.module,
  category: haproxy.category,
  references: ["https://docs.haproxy.org/3.0/configuration.html#8"],
  line: /^(?<message>[\da-fA-F.:]+:\d+ \[(?<date>\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d(?:\.\d{3})?(?: [+-]\d{4})?)\] \S+ .*)$/,
  rules: haproxy.rules,
  sure: 96,
  follow: () => follow,
});
