import { loginGranted, loginRefused, noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";
import { serviceFormat } from "../service-format/service-format.ts";

/** MySQL and MariaDB. Source: MySQL Reference Manual, "The Error Log" and "The General Query Log". */
export const mysql: Service = {
  module: "mysql",
  category: "database",
  programs: /^(?:mysqld?|mariadbd?|mysqld_safe)$/,
  rules: [
    loginRefused(
      "Access denied for user",
      /Access denied for user '(?<user>[^\n]*)'@'(?<ip>[^'\n]*)'(?: \(using password: (?:YES|NO)\)| to database '.*')?$/,
    ),
    loginRefused("is not allowed to connect", /Host '(?<ip>[^']+)' is not allowed to connect/),
    refused("is blocked because of many connection errors", /Host '(?<ip>[^']+)' is blocked/, "connection_refused"),
    refused(
      "Aborted connection",
      /Aborted connection \d+ to db: .* user: 'unauthenticated' host: '(?<ip>[^']+)'/,
      "connection_refused",
    ),
    noted(
      "Aborted connection",
      /Aborted connection \d+ to db: .* user: '(?<user>[^']*)' host: '(?<ip>[^']+)'/,
      "connection_closed",
    ),
    loginRefused("Connect", /^\s*\d+ Connect\s+Access denied for user '(?<user>.*)'@'(?<ip>[^']*)'/),
    loginGranted("Connect", /^\s*(?<session>\d+) Connect\s+(?<user>[^@\s]*)@(?<ip>\S+) (?:as \S* )?on/),
    noted("Query", /^\s*(?<session>\d+) (?:Query|Execute|Prepare)\s+(?<command>\S[^\n]*)/, "query"),
    noted("Quit", /^\s*(?<session>\d+) Quit/, "connection_closed"),
    noted("Init DB", /^\s*(?<session>\d+) Init DB/, "use_database"),
  ],
};

/** MySQL and MariaDB error and general query logs. */
export const mysqlLog = serviceFormat({
  id: "mysql",
  names: { zh: "MySQL/MariaDB 日志", en: "MySQL and MariaDB error and general log" },
  module: mysql.module,
  category: mysql.category,
  references: ["https://dev.mysql.com/doc/refman/8.4/en/error-log.html", "https://mariadb.com/kb/en/error-log/"],
  line: /^(?<date>(?:\d{6}|\d{4}-\d\d-\d\d)[T ]{1,2}[ \d]?\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)?)\s+(?<message>(?:\d+ )?\[(?:Note|Warning|ERROR|System|Entrypoint|Note]|Warn)\] .*|\d+ (?:Connect|Query|Quit|Init DB|Execute|Prepare|Statistics|Field List|Change user|Close stmt|Ping)\b.*|mysqld_safe .*|InnoDB: .*)$/,
  rules: mysql.rules,
  sure: 95,
});
