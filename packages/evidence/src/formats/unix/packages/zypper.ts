import type { LogEvent } from "@stanch/model/log-event";
import type { Clock, LineFormat } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { dated, readIsoDate } from "../syslog/envelope.ts";
import { table } from "../../../table.ts";

const actions: Readonly<Record<string, string>> = table({
  install: "package_installed",
  "remove ": "package_removed",
  remove: "package_removed",
  radd: "repository_added",
  rremove: "repository_removed",
  ralias: "repository_changed",
  rurl: "repository_changed",
  command: "command_run",
  patch: "package_upgraded",
});
const looking: Clock = { basis: "zone-assumed", local: () => 0 };
const line = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\|([a-z]+) *\|(.*)$/;

/** What zypper installed, removed and was told (`/var/log/zypp/history`). */
export const zypperHistory: LineFormat = {
  id: "zypper-history",
  names: { zh: "zypper 操作历史", en: "zypper history" },
  family: "unix",
  modules: ["zypper"],
  references: ["zypper(8): /var/log/zypp/history"],
  by: "line",
  splittable: true,
  sniff: (sample) => Math.round(97 * shareOf(sample, (text) => line.test(text) && readIsoDate(text, 0, looking))),
  open: ({ clock, host, sink }) => ({
    line(text) {
      if (text.startsWith("#")) return sink.skip("comment");
      const match = line.exec(text);
      if (match === null || !readIsoDate(text, 0, clock)) return sink.unparsed();
      const [, verb = "", rest = ""] = match;
      const cells = rest.split("|");
      const isCommand = verb === "command";
      const by = isCommand ? cells[0] : cells.find((cell) => /^[\w.-]+@[\w.-]+$/.test(cell));
      const event: LogEvent = {
        time: dated.time,
        digits: dated.digits,
        basis: dated.basis,
        offset: -1,
        record: 0,
        "event.module": "zypper",
        "event.category": isCommand ? "process" : "package",
        "event.action": actions[verb] ?? "package_event",
        "event.outcome": "success",
        "host.name": host,
        "user.name": by === undefined || by === "" ? undefined : by.replace(/@.*$/, ""),
        message: `${verb} ${rest.replaceAll("|", " ").trim()}`,
        fields: isCommand
          ? { command: cells[1] ?? "" }
          : { package: cells[0] ?? "", version: cells[1] ?? "", arch: cells[2] ?? "" },
      };
      if (isCommand && cells[1] !== undefined) {
        event["process.command_line"] = cells[1].replaceAll(/^'|'(?= )|(?<= )'|'$/g, "");
      }
      sink.event(event);
    },
    end() {},
  }),
};
