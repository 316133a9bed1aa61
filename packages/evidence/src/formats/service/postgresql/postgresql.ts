import type { LogEvent } from "@stanch/model/log-event";
import { loginGranted, loginRefused, noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";
import { serviceFormat } from "../service-format/service-format.ts";

const remembered = 10_000;

/** Only `connection received` names the client: the process number carries it to the lines that follow. */
function clients(): (message: string, event: LogEvent) => void {
  const known = new Map<number, readonly [ip: string | undefined, port: number | undefined]>();
  return (message, event) => {
    const pid = event["process.pid"];
    if (pid === undefined) return;
    if (event["event.action"] === "connection_opened") {
      if (known.size >= remembered) known.clear();
      known.set(pid, [event["source.ip"], event["source.port"]]);
    } else if (event["source.ip"] === undefined) {
      const [ip, port] = known.get(pid) ?? [];
      if (ip !== undefined) event["source.ip"] = ip;
      if (port !== undefined) event["source.port"] = port;
    }
    if (message.includes("disconnection:")) known.delete(pid);
  };
}

/** PostgreSQL. Source: PostgreSQL manual, "Error Reporting and Logging". */
export const postgresql: Service = {
  module: "postgresql",
  category: "database",
  programs: /^(?:postgres|postgresql|postmaster)$/,
  follow: clients,
  rules: [
    loginRefused("authentication failed", /(?:^|: {1,2})\w+ authentication failed for user "(?<user>.*)"/),
    loginRefused("authentication failed", /authentication failed for user "(?<user>[^"]*)"/),
    loginRefused(
      "no pg_hba.conf entry",
      /no pg_hba\.conf entry for (?:replication connection from )?host "(?<ip>[^"]+)", user "(?<user>[^"]*)"/,
    ),
    loginRefused(
      "pg_hba.conf rejects",
      /pg_hba\.conf rejects (?:replication )?connection for host "(?<ip>[^"]+)", user "(?<user>[^"]*)"/,
    ),
    loginRefused("does not exist", /FATAL: {1,2}role "(?<user>.*)" does not exist/),
    refused("does not exist", /FATAL: {1,2}database ".*" does not exist/, "connection_refused"),
    refused("permission denied", /permission denied for /, "access_denied"),
    refused("invalid length of startup packet", /invalid length of startup packet/, "protocol_abuse"),
    refused("unsupported frontend protocol", /unsupported frontend protocol/, "protocol_abuse"),
    noted("connection received", /connection received: host=(?<ip>\S+)(?: port=(?<port>\d+))?/, "connection_opened"),
    loginGranted("connection authorized", /connection authorized: user=(?<user>\S+)/),
    noted(
      "disconnection:",
      /disconnection: session time: .* user=(?<user>.*?) database=.*? host=(?<ip>\S+)(?: port=(?<port>\d+))?/,
      "connection_closed",
    ),
    noted("statement: ", /(?:statement|execute [^:]*): (?<command>\S[^\n]*)/, "query"),
  ],
};

/** PostgreSQL's own log, whatever its line prefix. */
export const postgresqlLog = serviceFormat({
  id: "postgresql",
  names: { zh: "PostgreSQL 日志", en: "PostgreSQL log" },
  module: postgresql.module,
  category: postgresql.category,
  references: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
  line: /^(?<date>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?(?: (?:[A-Z]{3,5}|[+-]\d\d(?::?\d\d)?))?)[: ](?=.*?(?<![\w-])(?:LOG|FATAL|ERROR|DETAIL|STATEMENT|HINT|WARNING|PANIC|NOTICE|INFO|CONTEXT|DEBUG\d?|QUERY|LOCATION): {1,2})(?:[^[\n]{0,200}\[(?<pid>\d+)(?:-\d+)?\])?(?<message>.*)$/,
  rules: postgresql.rules,
  sure: 96,
  follow: clients,
});
