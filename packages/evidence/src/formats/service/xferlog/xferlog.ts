import type { LogEvent } from "@stanch/model/log-event";
import { serviceFormat } from "../service-format/service-format.ts";
import { table } from "../../../table.ts";

const line =
  /^(?<date>[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d \d{4}) (?<message>\d+ \S+ \d+ .+ [ab] \S+ [oid] [arg] .* \S+ [01] \S+ [ci])$/;
const parts =
  /^\d+ (?<ip>\S+) (?<size>\d+) (?<file>.+) [ab] \S+ (?<way>[oid]) [arg] (?<user>.*) \S+ [01] \S+ (?<state>[ci])$/;
const actions: Readonly<Record<string, string>> = table({ o: "file_download", i: "file_upload", d: "file_delete" });

function follow(message: string, event: LogEvent): void {
  const groups = parts.exec(message)?.groups;
  if (groups === undefined) return;
  event["event.action"] = actions[groups["way"] ?? ""] ?? "file_transfer";
  event["event.outcome"] = groups["state"] === "c" ? "success" : "failure";
}

/** The transfer log of WU-FTPD, ProFTPD, vsftpd and Pure-FTPd. Source: xferlog(5). */
export const xferlog = serviceFormat({
  id: "xferlog",
  names: { zh: "xferlog 传输日志", en: "xferlog transfer log" },
  module: "xferlog",
  category: "file",
  references: ["xferlog(5)"],
  line,
  rules: [{ has: "", pattern: parts, action: "file_transfer", outcome: "unknown", category: "file" }],
  sure: 98,
  follow: () => follow,
});
