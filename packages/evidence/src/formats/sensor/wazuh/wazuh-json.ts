import { party } from "../../generic/address/address.ts";
import { jsonFormat } from "../../generic/json-format/json-format.ts";
import { at, isObject, port, text, whole } from "../../generic/json-format/json-value.ts";

const refusals = new Set([
  "authentication_failed",
  "authentication_failures",
  "invalid_login",
  "attack",
  "recon",
  "web_attack",
]);
const welcomes = new Set(["authentication_success"]);

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** Wazuh and OSSEC alerts as JSON (`alerts.json`). */
export const wazuhJson = jsonFormat({
  id: "wazuh-alerts-json",
  names: { zh: "Wazuh/OSSEC 告警 JSON", en: "Wazuh and OSSEC alerts, JSON" },
  family: "sensor",
  module: "wazuh",
  category: "intrusion_detection",
  references: ["https://documentation.wazuh.com/current/user-manual/reference/ossec-conf/alerts.html"],
  sure: 98,
  is: (record) =>
    isObject(record["rule"]) &&
    (record["manager"] !== undefined || record["agent"] !== undefined || at(record, "rule", "sidid") !== undefined),
  time: (record) => record["timestamp"] ?? record["TimeStamp"] ?? record["@timestamp"],
  map(record, event) {
    const groups = strings(at(record, "rule", "groups"));
    event["event.action"] = "siem_alert";
    event["event.outcome"] = groups.some((group) => refusals.has(group))
      ? "failure"
      : groups.some((group) => welcomes.has(group))
        ? "success"
        : "unknown";
    event["rule.id"] = text(record, "rule", "id") ?? text(record, "rule", "sidid");
    event["rule.name"] = text(record, "rule", "description") ?? text(record, "rule", "comment");
    event["rule.level"] = text(record, "rule", "level");
    event["event.severity"] = whole(record, "rule", "level");
    const host = text(record, "predecoder", "hostname") ?? text(record, "agent", "name") ?? text(record, "hostname");
    if (host !== undefined) event["host.name"] = host;
    const from =
      text(record, "data", "srcip") ?? text(record, "srcip") ?? text(record, "data", "win", "eventdata", "ipAddress");
    if (from !== undefined) {
      const { ip, name } = party(from);
      event["source.ip"] = ip;
      event["source.address"] = name;
    }
    event["source.port"] = port(record, "data", "srcport");
    event["destination.ip"] = text(record, "data", "dstip");
    event["destination.port"] = port(record, "data", "dstport");
    event["user.name"] = text(record, "data", "dstuser") ?? text(record, "data", "srcuser") ?? text(record, "dstuser");
    event["file.path"] = text(record, "syscheck", "path");
    event["file.hash"] = text(record, "syscheck", "sha256_after") ?? text(record, "syscheck", "md5_after");
    event["process.name"] = text(record, "predecoder", "program_name");
    event.message = text(record, "full_log");
  },
});
