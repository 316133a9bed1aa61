import { party } from "../../generic/address/address.ts";
import { jsonFormat } from "../../generic/json-format/json-format.ts";
import { flatFields } from "../../generic/json-format/flat-fields.ts";
import { text, whole } from "../../generic/json-format/json-value.ts";
import { target, urlParts } from "../http-request/http-request.ts";
import { webEvent } from "../web-event/web-event.ts";

/** Traefik access logs in JSON. */
export const traefikJson = jsonFormat({
  id: "traefik-json",
  names: { zh: "Traefik JSON 访问日志", en: "Traefik access log, JSON" },
  family: "web",
  module: "traefik",
  category: "web",
  references: ["https://doc.traefik.io/traefik/observability/access-logs/"],
  sure: 99,
  flat: false,
  is: (record) => record["RequestPath"] !== undefined && record["DownstreamStatus"] !== undefined,
  time: (record) => record["StartUTC"] ?? record["time"] ?? record["StartLocal"],
  map(record, event) {
    target.method = text(record, "RequestMethod");
    target.url = target.path = target.query = target.domain = undefined;
    target.version = text(record, "RequestProtocol")?.replace("HTTP/", "");
    const url = text(record, "RequestPath");
    if (url !== undefined) urlParts(url);
    const client = text(record, "ClientHost") ?? text(record, "ClientAddr") ?? "-";
    // Of forwarded addresses the last is the one the proxy saw itself.
    const { ip } = party(client.slice(client.lastIndexOf(",") + 1));
    const user = text(record, "ClientUsername");
    const status = whole(record, "DownstreamStatus") ?? 0;
    const host = event["host.name"];
    const web = webEvent({
      module: "traefik",
      time: event.time,
      digits: event.digits,
      basis: event.basis,
      ip,
      client: ip ?? client,
      user,
      domain: text(record, "RequestHost"),
      status,
      bytes: whole(record, "DownstreamContentSize") ?? -1,
      referrer: text(record, "request_Referer"),
      agent: text(record, "request_User-Agent"),
      wellFormed: true,
      message: `${target.method ?? "-"} ${url ?? "-"} ${text(record, "RequestProtocol") ?? ""}`.trimEnd(),
    });
    Object.assign(event, web);
    if (host !== undefined) event["host.name"] = host;
    if (status === 401 && user === undefined) event["event.outcome"] = "unknown";
    event.fields = { ...flatFields(record), ...web.fields };
  },
});
