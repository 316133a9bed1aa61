import type { LogEvent } from "@stanch/model/log-event";
import type { LineFormat } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { isAddress, plainAddress } from "../../generic/address/address.ts";
import { setEpoch, stamp } from "../../generic/stamp/stamp.ts";
import { target, urlParts } from "../http-request/http-request.ts";
import { webEvent } from "../web-event/web-event.ts";

const line =
  /^(?<time>\d{9,10}\.\d{3}) +(?<took>-?\d+) (?<client>\S+) (?<code>[A-Z_]+)\/(?<status>\d{3}) (?<bytes>\d+) (?<method>\S+) (?<url>\S+) (?<user>\S+) (?<peer>[A-Z_]+\/\S+)/;

function squidEvent(text: string): LogEvent | undefined {
  const groups = line.exec(text)?.groups;
  if (groups === undefined || !setEpoch(groups["time"] ?? "")) return undefined;
  target.method = groups["method"];
  target.url = target.path = target.query = target.domain = target.version = undefined;
  const url = groups["url"] ?? "";
  // Squid writes `error:…` where a request made no sense.
  const wellFormed = !url.startsWith("error:");
  urlParts(url);
  const client = plainAddress(groups["client"] ?? "-");
  const status = Number(groups["status"]);
  const user = groups["user"];
  const event = webEvent({
    module: "squid",
    time: stamp.time,
    digits: stamp.digits,
    basis: "stated",
    ip: isAddress(client) ? client : undefined,
    client,
    user: user === "-" ? undefined : user,
    domain: target.domain,
    status,
    bytes: Number(groups["bytes"]),
    referrer: undefined,
    agent: undefined,
    wellFormed,
    message: `${groups["method"] ?? "-"} ${url} ${groups["code"] ?? "-"}/${groups["status"] ?? "-"}`,
  });
  if ((groups["code"] ?? "").includes("DENIED")) event["event.outcome"] = "failure";
  event.fields = { ...event.fields, "squid.code": groups["code"] ?? "-", "squid.peer": groups["peer"] ?? "-" };
  return event;
}

/** Squid's native access log. */
export const squid: LineFormat = {
  id: "squid-access",
  names: { zh: "Squid 代理访问日志", en: "Squid access log" },
  family: "web",
  modules: ["squid"],
  references: ["https://wiki.squid-cache.org/Features/LogFormat"],
  by: "line",
  splittable: true,
  sniff: (sample) => Math.round(shareOf(sample, (text) => line.test(text)) * 98),
  open({ host, sink }) {
    return {
      line(text) {
        const event = squidEvent(text);
        if (event === undefined) return sink.unparsed();
        if (host !== undefined) event["host.name"] = host;
        sink.event(event);
      },
      end() {},
    };
  },
};
