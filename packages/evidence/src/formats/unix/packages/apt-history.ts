import type { LogEvent } from "@stanch/model/log-event";
import type { Clock, LineFormat, LineReader, ReadContext } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { dated, readIsoDate } from "../syslog/envelope.ts";
import { table } from "../../../table.ts";

const entry =
  /^(Start-Date|End-Date|Commandline|Requested-By|Install|Upgrade|Remove|Purge|Reinstall|Downgrade|Error): ?(.*)$/;
const actions: Readonly<Record<string, string>> = table({
  Install: "package_installed",
  Reinstall: "package_installed",
  Upgrade: "package_upgraded",
  Downgrade: "package_downgraded",
  Remove: "package_removed",
  Purge: "package_removed",
});

interface Run {
  time: number | undefined;
  basis: LogEvent["basis"];
  command: string | undefined;
  user: string | undefined;
  /** Changes of this run: an error is told after them. */
  readonly changes: LogEvent[];
}

function change(run: Run, host: string | undefined, name: string, value: string): LogEvent {
  return {
    time: run.time,
    digits: 0,
    basis: run.time === undefined ? "none" : run.basis,
    offset: -1,
    record: 0,
    "event.module": "apt",
    "event.category": "package",
    "event.action": actions[name] ?? "package_event",
    "event.outcome": name === "Error" ? "unknown" : "success",
    "host.name": host,
    "user.name": run.user,
    "process.command_line": run.command,
    message: `${name}: ${value}`.trimEnd(),
    fields: { [name]: value },
  };
}

/** Takes a header line of a run; false when it is none. */
function readHead(run: Run, name: string, value: string, clock: Clock): boolean {
  if (name === "Start-Date") run.command = run.user = undefined;
  else if (name === "Commandline" && value !== "") run.command = value;
  else if (name === "Requested-By") run.user = value.split(" ")[0];
  if (name.endsWith("-Date") && readIsoDate(value.replace(/ {2,}/, " "), 0, clock)) {
    run.time = dated.time;
    run.basis = dated.basis;
  }
  return actions[name] === undefined && name !== "Error";
}

const maxChanges = 64;

function openApt({ clock, host, sink }: ReadContext): LineReader {
  const run: Run = { time: undefined, basis: "none", command: undefined, user: undefined, changes: [] };
  const flush = (): void => {
    for (const event of run.changes.splice(0)) sink.event(event);
  };
  return {
    line(text, offset, record) {
      const match = entry.exec(text);
      if (match === null) return sink.unparsed();
      const [, name = "", value = ""] = match;
      if (name.endsWith("-Date")) flush();
      if (readHead(run, name, value, clock)) return sink.skip(name === "Start-Date" ? "header" : "joined");
      if (name === "Error" && run.changes.length > 0) {
        for (const event of run.changes) {
          event.fields = { ...event.fields, Error: value };
          event["event.outcome"] = "unknown";
        }
        return sink.skip("joined");
      }
      if (run.changes.length >= maxChanges) flush();
      run.changes.push({ ...change(run, host, name, value), offset, record });
    },
    end: flush,
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
