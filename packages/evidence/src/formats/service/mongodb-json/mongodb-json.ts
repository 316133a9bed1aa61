import { party } from "../../generic/address/address.ts";
import { jsonFormat } from "../../generic/json-format/json-format.ts";
import { at, isObject, text } from "../../generic/json-format/json-value.ts";

const refused =
  /^(?:Authentication failed|Failed to authenticate|Unauthorized|Checking authorization failed|Connection refused)/;

/** MongoDB 4.4 and later. */
export const mongodbJson = jsonFormat({
  id: "mongodb-json",
  names: { zh: "MongoDB JSON 日志", en: "MongoDB JSON log" },
  family: "service",
  module: "mongodb",
  category: "database",
  references: ["https://www.mongodb.com/docs/manual/reference/log-messages/"],
  sure: 99,
  is: (record) =>
    isObject(record["t"]) && record["s"] !== undefined && record["c"] !== undefined && record["msg"] !== undefined,
  time: (record) => at(record, "t", "$date"),
  map(record, event) {
    const message = text(record, "msg") ?? "";
    event.message = message;
    event["event.code"] = text(record, "id");
    event["session.id"] = text(record, "ctx");
    const remote = text(record, "attr", "remote") ?? text(record, "attr", "client");
    if (remote !== undefined) {
      const { ip, name, port } = party(remote);
      event["source.ip"] = ip;
      event["source.address"] = name;
      event["source.port"] = port;
    }
    event["user.name"] =
      text(record, "attr", "principalName") ?? text(record, "attr", "user", "user") ?? text(record, "attr", "user");
    if (refused.test(message)) {
      event["event.outcome"] = "failure";
      event["event.action"] = "login";
      event["event.category"] = "authentication";
    } else if (/^(?:Authentication succeeded|Successfully authenticated)/.test(message)) {
      event["event.outcome"] = "success";
      event["event.action"] = "login";
      event["event.category"] = "authentication";
    } else {
      event["event.outcome"] = "unknown";
      event["event.action"] =
        message === "Connection accepted"
          ? "connection_opened"
          : message === "Connection ended"
            ? "connection_closed"
            : "message";
    }
  },
});
