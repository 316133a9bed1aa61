import { party } from "../../generic/address/address.ts";
import { jsonFormat } from "../../generic/json-format/json-format.ts";
import { isObject, text, type JsonObject } from "../../generic/json-format/json-value.ts";

function inner(record: JsonObject): JsonObject {
  return isObject(record["event"]) ? record["event"] : record;
}

/** Alibaba Cloud ActionTrail, as delivered to OSS (arrays) or SLS (one a line, perhaps inside `event`). */
export const actiontrail = jsonFormat({
  id: "aliyun-actiontrail",
  names: { zh: "阿里云操作审计日志", en: "Alibaba Cloud ActionTrail" },
  family: "service",
  module: "aliyun-actiontrail",
  category: "api",
  references: ["https://help.aliyun.com/zh/actiontrail/user-guide/structure-of-an-event"],
  sure: 99,
  is(record) {
    const event = inner(record);
    return (
      event["eventName"] !== undefined &&
      (event["acsRegion"] !== undefined ||
        /aliyun/.test(text(event, "eventSource") ?? "") ||
        (event["eventRW"] !== undefined && isObject(event["userIdentity"])))
    );
  },
  time: (record) => inner(record)["eventTime"],
  map(record, event) {
    const trail = inner(record);
    const name = text(trail, "eventName") ?? "unknown";
    const service = text(trail, "serviceName");
    event["event.action"] = name;
    event["event.provider"] = text(trail, "eventSource");
    event["event.category"] = /^(?:ConsoleSignin|Signin|Login)/i.test(name)
      ? "authentication"
      : service === "Ram" || service === "Sts"
        ? "iam"
        : "api";
    const error = text(trail, "errorCode");
    event["event.outcome"] = error === undefined ? "success" : "failure";
    event["event.code"] = error;
    event["user.name"] = text(trail, "userIdentity", "userName") ?? text(trail, "userIdentity", "principalId");
    event["user.id"] = text(trail, "userIdentity", "principalId");
    const from = text(trail, "sourceIpAddress");
    if (from !== undefined) {
      const { ip, name: address } = party(from);
      event["source.ip"] = ip;
      event["source.address"] = address;
    }
    event["user_agent.original"] = text(trail, "userAgent");
    event["service.name"] = service;
    event.message = text(trail, "errorMessage") ?? `${service ?? "-"} ${name}`;
  },
});
