import type { LogEvent } from "@stanch/model/log-event";
import { isAddress } from "../../generic/address/address.ts";
import { captureFormat } from "../state/capture-table.ts";

function header(line: string): readonly string[] | undefined {
  return /^USER\s+TTY\s+(?:FROM\s+)?LOGIN@\s+IDLE\s+JCPU\s+PCPU\s+WHAT\s*$/.test(line)
    ? line.trim().split(/\s+/)
    : undefined;
}

/** What `w` showed: who is logged in and runs what. Its times are those of the day the capture was made, so they are kept as text. */
export const wList = captureFormat({
  id: "w-capture",
  names: { zh: "在线用户（w 输出）", en: "who is logged in (w)" },
  module: "login-list",
  category: "session",
  action: "session_seen",
  references: ["w(1)"],
  header,
  row(cells) {
    const user = cells["USER"] ?? "";
    const command = cells["WHAT"] ?? "";
    if (user === "" || command === "") return undefined;
    const from = cells["FROM"] ?? "-";
    const place: Partial<LogEvent> =
      from === "-" || from.startsWith(":") ? {} : isAddress(from) ? { "source.ip": from } : { "source.address": from };
    const { TTY: tty = "", "LOGIN@": login = "", IDLE: idle = "" } = cells;
    return {
      "event.dataset": "w",
      "user.name": user,
      ...place,
      ...(command === "-" ? {} : { "process.command_line": command }),
      fields: { tty, login, idle },
    };
  },
  aside: /^\s*\d\d:\d\d(?::\d\d)?\s+up /,
});
