import type { LogEvent } from "@stanch/model/log-event";
import { loginGranted, loginRefused, noted } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";
import { serviceFormat } from "../service-format/service-format.ts";

const remembered = 10_000;

/** A refused login names its connection only; where it came from is said when the connection ends. */
function connections(): (message: string, event: LogEvent) => void {
  const refusedOn = new Set<string>();
  const clients = new Map<string, string>();
  return (message, event) => {
    const connection = /\[(conn\d+)\]/.exec(message)?.[1];
    const opened = /connection accepted from (\S+):\d+ #(\d+)/.exec(message);
    if (opened !== null) {
      if (clients.size >= remembered) clients.clear();
      clients.set(`conn${opened[2] ?? ""}`, opened[1] ?? "");
    }
    if (connection === undefined) return;
    event["session.id"] = connection;
    if (event["event.action"] === "login" && event["event.outcome"] === "failure") {
      const ip = event["source.ip"] ?? clients.get(connection);
      if (ip !== undefined) event["source.ip"] = ip;
      else {
        if (refusedOn.size >= remembered) refusedOn.clear();
        refusedOn.add(connection);
        // Who was refused is not known yet: the end of the connection is the refusal with its source.
        event["event.outcome"] = "unknown";
      }
    } else if (event["event.action"] === "connection_closed" && refusedOn.delete(connection)) {
      event["event.outcome"] = "failure";
    }
  };
}

/** MongoDB before 4.4 (text); JSON since then is read as MongoDB's own JSON. Source: MongoDB manual, "Log Messages". */
export const mongodb: Service = {
  module: "mongodb",
  category: "database",
  programs: /^mongo[ds]$/,
  follow: connections,
  rules: [
    loginRefused(
      "authentication failed",
      /SASL \S+ authentication failed for (?<user>.*) on (?:\S+) from client (?<ip>\S+?):(?<port>\d+) ;/,
    ),
    loginRefused(
      "Failed to authenticate",
      /Failed to authenticate (?<user>\S+)@\S+ (?:from client (?<ip>\S+) )?with mechanism/,
    ),
    loginRefused("Authentication failed", /Authentication failed/),
    loginGranted("Successfully authenticated", /Successfully authenticated as principal (?<user>\S+)/),
    noted("connection accepted", /connection accepted from (?<ip>\S+):(?<port>\d+) #/, "connection_opened"),
    noted("end connection", /end connection (?<ip>\S+):(?<port>\d+) /, "connection_closed"),
  ],
};

/** mongod's text log. */
export const mongodbLog = serviceFormat({
  id: "mongodb-text",
  names: { zh: "MongoDB 文本日志", en: "MongoDB text log" },
  module: mongodb.module,
  category: mongodb.category,
  references: ["https://www.mongodb.com/docs/v4.2/reference/log-messages/"],
  line: /^(?<date>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:[+-]\d{4}|Z)) (?<message>(?:[DIWEF]\d? +[A-Z-]+ +)?\[(?=[\w:-]*[a-z])[\w:-]+\] .*)$/,
  rules: mongodb.rules,
  sure: 96,
  follow: connections,
});
