import { loginGranted, loginRefused, noted } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";
import { serviceFormat } from "../service-format/service-format.ts";

/** Microsoft SQL Server. Source: "View the SQL Server error log". */
export const mssql: Service = {
  module: "mssql",
  category: "database",
  programs: /^(?:mssql|sqlservr)$/,
  rules: [
    loginRefused(
      "Login failed for user",
      /^(?:Logon|登录) +Login failed for user '(?<user>.*)'\..*\[CLIENT: (?<ip>[^\]]+)\]$/,
    ),
    loginGranted(
      "Login succeeded for user",
      /^Logon +Login succeeded for user '(?<user>.*)'\..*\[CLIENT: (?<ip>[^\]]+)\]$/,
    ),
    loginRefused("Logon", /^Logon +(?:Error: 1845\d|.*SSPI handshake failed.*)\b.*?(?:\[CLIENT: (?<ip>[^\]]+)\])?$/),
    noted("xp_cmdshell", /^spid\d+s? +Configuration option 'xp_cmdshell' changed/, "configuration_change"),
    noted("Configuration option", /^spid\d+s? +Configuration option '.*' changed/, "configuration_change"),
  ],
};

/** SQL Server's ERRORLOG. */
export const mssqlLog = serviceFormat({
  id: "mssql",
  names: { zh: "SQL Server 错误日志", en: "SQL Server error log" },
  module: mssql.module,
  category: mssql.category,
  references: ["https://learn.microsoft.com/sql/relational-databases/logs/view-offline-log-files"],
  line: /^(?<date>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d\d) (?<message>(?:Logon|Server|spid\d+s?|Backup|Wrong data received:)\s.*)$/,
  rules: mssql.rules,
  sure: 97,
});
