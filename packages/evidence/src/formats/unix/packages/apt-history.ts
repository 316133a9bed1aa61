import type { LogEvent } from "@stanch/model/log-event";
import type { LineFormat, LineReader, ReadContext } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { dated, readIsoDate } from "../syslog/envelope.ts";

const entry =
  /^(Start-Date|End-Date|Commandline|Requested-By|Install|Upgrade|Remove|Purge|Reinstall|Downgrade|Error): ?(.*)$/;
const actions: Readonly<Record<string, string>> = {
  Install: "package_installed",
  Reinstall: "package_installed",
  Upgrade: "package_upgraded",
  Downgrade: "package_downgraded",
  Remove: "package_removed",
  Purge: "package_removed",
};

function openApt({ clock, host, sink }: ReadContext): LineReader {
  let time: number | undefined;
  let basis: LogEvent["basis"] = "none";
  let command: string | undefined;
  let user: string | undefined;
  const act = (name: string, value: string): LogEvent => ({
    time,
    digits: 0,
    basis: time === undefined ? "none" : basis,
    offset: -1,
    record: 0,
    "event.module": "apt",
    "event.category": "package",
    "event.action": actions[name] ?? "package_event",
    "event.outcome": name === "Error" ? "unknown" : "success",
    "host.name": host,
    "user.name": user,
    "process.command_line": command,
    message: `${name}: ${value}`.trimEnd(),
    fields: { [name]: value },
  });
  return {
    line(text) {
      const match = entry.exec(text);
      if (match === null) return sink.unparsed();
      const [, name = "", value = ""] = match;
      if (name === "Start-Date") command = user = undefined;
      else if (name === "Commandline" && value !== "") command = value;
      else if (name === "Requested-By") user = value.split(" ")[0];
      if (name.endsWith("-Date") && readIsoDate(value.replace(/ {2,}/, " "), 0, clock)) {
        time = dated.time;
        basis = dated.basis;
      }
      if (actions[name] === undefined && name !== "Error") sink.skip(name === "Start-Date" ? "header" : "joined");
      else sink.event(act(name, value));
    },
    end() {},
  };
}

/** What apt was told and did (`/var/log/apt/history.log`); every kind of change of a run is an event. */
export const aptHistory: LineFormat = {
  id: "apt-history",
  names: { zh: "apt 操作历史", en: "apt history" },
  family: "unix",
  modules: ["apt"],
  references: ["apt.conf(5): Dir::Log::History"],
  by: "line",
  splittable: false,
  sniff: (sample) => Math.round(shareOf(sample, (line) => entry.test(line)) * 96),
  open: openApt,
};
