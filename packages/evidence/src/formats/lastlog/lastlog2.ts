import type { LogEvent } from "@stanch/model/log-event";
import { numberOf, type Row, sqliteFormat, textOf } from "../desktop/sqlite-format.ts";
import { isAddress, plainAddress } from "../generic/address/address.ts";

function lastLogon(row: Row, event: LogEvent): number | undefined {
  event["event.category"] = "authentication";
  event["event.action"] = "last_logon";
  event["event.outcome"] = "success";
  const user = textOf(row["Name"]);
  if (user !== undefined) event["user.name"] = user;
  const line = textOf(row["TTY"]);
  if (line !== undefined) event["session.id"] = line;
  const service = textOf(row["Service"]);
  if (service !== undefined) event["service.name"] = service;
  const host = plainAddress(textOf(row["RemoteHost"]) ?? "");
  if (isAddress(host)) event["source.ip"] = host;
  else if (host !== "") event["source.address"] = host;
  event.message = [user, line, host].filter((part) => part !== undefined && part !== "").join(" ") || "lastlog2";
  const seconds = numberOf(row["Time"]);
  return seconds === undefined ? undefined : seconds * 1e6;
}

/** The last log-in of each account, as newer distributions keep it. */
export const lastlog2 = sqliteFormat({
  id: "lastlog2",
  names: { zh: "最近登录（lastlog2）", en: "Last log-ins (lastlog2)" },
  family: "unix",
  module: "lastlog",
  references: ["https://www.freedesktop.org/software/util-linux/man8/lastlog2.8.html"],
  marks: [/CREATE TABLE Lastlog2\s*\(/i],
  sources: [
    {
      tables: ["Lastlog2"],
      sql: "SELECT Name, Time, TTY, RemoteHost, Service FROM Lastlog2 ORDER BY Name",
      map: lastLogon,
    },
  ],
});
