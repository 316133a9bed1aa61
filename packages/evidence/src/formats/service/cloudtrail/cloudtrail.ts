import type { LogEvent } from "@stanch/model/log-event";
import { party } from "../../generic/address/address.ts";
import { jsonFormat } from "../../generic/json-format/json-format.ts";
import { at, text, type JsonObject } from "../../generic/json-format/json-value.ts";

const logins = new Set([
  "ConsoleLogin",
  "GetSigninToken",
  "CheckMfa",
  "AssumeRoleWithSAML",
  "AssumeRoleWithWebIdentity",
]);
const iam = new Set(["iam.amazonaws.com", "sts.amazonaws.com", "sso.amazonaws.com", "identitystore.amazonaws.com"]);

function outcome(record: JsonObject): LogEvent["event.outcome"] {
  const login = text(record, "responseElements", "ConsoleLogin");
  if (login !== undefined) return login === "Success" ? "success" : "failure";
  return text(record, "errorCode") === undefined && text(record, "errorMessage") === undefined ? "success" : "failure";
}

/** AWS CloudTrail: one record a line, or whole delivered files (`{"Records":[…]}`). */
export const cloudtrail = jsonFormat({
  id: "aws-cloudtrail",
  names: { zh: "AWS CloudTrail 日志", en: "AWS CloudTrail" },
  family: "service",
  module: "aws-cloudtrail",
  category: "api",
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html",
  ],
  sure: 99,
  is: (record) =>
    record["eventVersion"] !== undefined && record["eventSource"] !== undefined && record["awsRegion"] !== undefined,
  inside: (line) => (Array.isArray(line["Records"]) ? line["Records"] : undefined),
  time: (record) => record["eventTime"],
  map(record, event) {
    const name = text(record, "eventName") ?? "unknown";
    const source = text(record, "eventSource") ?? "";
    event["event.action"] = name;
    event["event.provider"] = source === "" ? undefined : source;
    event["event.category"] = logins.has(name) ? "authentication" : iam.has(source) ? "iam" : "api";
    event["event.outcome"] = outcome(record);
    event["event.code"] = text(record, "errorCode");
    event["user.name"] =
      text(record, "userIdentity", "userName") ??
      text(record, "userIdentity", "sessionContext", "sessionIssuer", "userName") ??
      text(record, "userIdentity", "arn") ??
      text(record, "userIdentity", "invokedBy") ??
      text(record, "userIdentity", "principalId");
    event["user.id"] = text(record, "userIdentity", "principalId");
    event["user.target.name"] = text(record, "requestParameters", "userName");
    const from = text(record, "sourceIPAddress");
    if (from !== undefined) {
      const { ip, name: address } = party(from);
      event["source.ip"] = ip;
      event["source.address"] = address;
    }
    event["user_agent.original"] = text(record, "userAgent");
    event["service.name"] = source.split(".", 1)[0] || undefined;
    event.message = text(record, "errorMessage") ?? `${source} ${name}`.trim();
    const bucket = text(record, "requestParameters", "bucketName");
    const key = text(record, "requestParameters", "key");
    if (bucket !== undefined && at(record, "requestParameters", "key") !== undefined)
      event["file.path"] = `${bucket}/${key ?? ""}`;
  },
});
