import type { LogEvent } from "@stanch/model/log-event";
import { party } from "../../generic/address/address.ts";
import { guessMeaning } from "../../generic/meaning/meaning.ts";
import { jsonFormat } from "../../generic/json-format/json-format.ts";
import { at, isObject, text, whole, type JsonObject } from "../../generic/json-format/json-value.ts";
import { target, urlParts } from "../http-request/http-request.ts";
import { modsecurityMessage } from "../modsecurity/modsecurity-message.ts";
import { webEvent } from "../web-event/web-event.ts";

function header(request: JsonObject, name: string): string | undefined {
  return text(request, "headers", name) ?? text(request, "headers", name.toLowerCase());
}

function requestEvent(record: JsonObject, request: JsonObject, event: LogEvent): void {
  target.method = text(request, "method");
  target.url = target.path = target.query = target.domain = undefined;
  target.version = text(request, "proto")?.replace("HTTP/", "");
  const uri = text(request, "uri");
  if (uri !== undefined) urlParts(uri);
  const client = text(request, "client_ip") ?? text(request, "remote_ip") ?? text(request, "remote_addr") ?? "-";
  const { ip } = party(client);
  const { time, digits, basis } = event;
  const host = text(request, "host")?.replace(/:\d+$/, "");
  const web = webEvent({
    module: "caddy",
    time,
    digits,
    basis,
    ip,
    client: ip ?? client,
    user: text(record, "user_id"),
    domain: host,
    status: whole(record, "status") ?? 0,
    bytes: whole(record, "size") ?? -1,
    referrer: header(request, "Referer"),
    agent: header(request, "User-Agent"),
    wellFormed: true,
    message: `${target.method ?? "-"} ${uri ?? "-"} ${text(request, "proto") ?? ""}`.trimEnd(),
  });
  const known = event["host.name"];
  Object.assign(event, web);
  if (known !== undefined) event["host.name"] = known;
}

/** Caddy 2: access and runtime logs in JSON, Coraza's included. */
export const caddy = jsonFormat({
  id: "caddy",
  names: { zh: "Caddy JSON 日志", en: "Caddy JSON log" },
  family: "web",
  module: "caddy",
  category: "web",
  references: ["https://caddyserver.com/docs/caddyfile/directives/log"],
  sure: 98,
  flat: false,
  is: (record) =>
    record["ts"] !== undefined &&
    typeof record["msg"] === "string" &&
    (isObject(record["request"]) || /^(?:http|tls|admin|caddy)/.test(text(record, "logger") ?? "")),
  time: (record) => record["ts"],
  map(record, event) {
    const request = at(record, "request");
    if (isObject(request) && (record["status"] !== undefined || record["size"] !== undefined)) {
      return requestEvent(record, request, event);
    }
    const message = text(record, "msg");
    if (message === undefined) return;
    event.message = message;
    event["event.action"] = "web_error";
    event["event.outcome"] = "unknown";
    const client = /\[client "([^"]+)"\]/.exec(message)?.[1];
    if (client !== undefined) event["source.ip"] = party(client).ip;
    if (!modsecurityMessage(message, event)) guessMeaning(message, event);
  },
});
