import type { LogEvent } from "@stanch/model/log-event";
import type { Clock, LineFormat } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { dated, readIsoDate } from "../syslog/envelope.ts";
import { table } from "../../../table.ts";

const looking: Clock = { basis: "zone-assumed", local: () => 0 };
const level = /^ (DDEBUG|SUBDEBUG|DEBUG|INFO|WARNING|ERROR|CRITICAL|TRACE|ALL) (.*)$/s;
const mark =
  /[+-]\d{4} (?:DDEBUG|SUBDEBUG) |Z (?:DDEBUG|SUBDEBUG) | (?:Base command|Command|DNF version|Installroot|Releasever): | --- logging initialized ---/;
const change = /^(Installed|Upgraded|Removed|Erase|Erased|Downgraded|Reinstalled|Upgrade|Install|Cleanup): (\S+)/;
const actions: Readonly<Record<string, string>> = table({
  Install: "package_installed",
  Reinstall: "package_installed",
  Upgrade: "package_upgraded",
  Downgrade: "package_downgraded",
  Remove: "package_removed",
  Erase: "package_removed",
});

/** What dnf did and was told (`dnf.log`, `dnf.librepo.log`). */
export const dnfLog: LineFormat = {
  id: "dnf",
  names: { zh: "dnf 日志", en: "dnf log" },
  family: "unix",
  modules: ["dnf"],
  references: ["dnf.conf(5): logdir"],
  by: "line",
  splittable: true,
  // Date and level are anybody's: the words of dnf must be among them.
  sniff: (sample) =>
    mark.test(sample.lines.slice(0, 200).join("\n"))
      ? Math.round(93 * shareOf(sample, (line) => readIsoDate(line, 0, looking) && level.test(line.slice(dated.end))))
      : 0,
  open: ({ clock, host, sink }) => {
    let last = false;
    return {
      line(text) {
        const match = readIsoDate(text, 0, clock) ? level.exec(text.slice(dated.end, dated.end + 65_536)) : null;
        if (match === null) return sink.unparsed();
        const [, severity = "", message = ""] = match;
        const command = /^(?:Command|Base command): (.*)$/.exec(message)?.[1]?.trim();
        const changed = change.exec(message);
        const verb = changed?.[1]?.replace(/(?<=Install|Upgrade|Remove|Downgrade|Reinstall|Erase)e?d$/, "") ?? "";
        const event: LogEvent = {
          time: dated.time,
          digits: dated.digits,
          basis: dated.basis,
          offset: -1,
          record: 0,
          "event.module": "dnf",
          "event.category": command === undefined ? "package" : "process",
          "event.action":
            command === undefined
              ? changed === null
                ? "package_event"
                : (actions[verb] ?? "package_event")
              : "command_run",
          "event.outcome": changed === null ? "unknown" : "success",
          "host.name": host,
          "process.command_line": command === "" ? undefined : command,
          message: message === "" ? undefined : message,
          fields: changed === null ? { level: severity } : { level: severity, package: changed[2] ?? "" },
        };
        last = true;
        sink.event(event);
      },
      more: () => last,
      end() {},
    };
  },
};
