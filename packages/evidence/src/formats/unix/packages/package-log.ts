import type { LogEvent } from "@stanch/model/log-event";
import type { Clock, LineFormat, LineReader, ReadContext } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { dated, readDate, readIsoDate } from "../syslog/envelope.ts";
import { table } from "../../../table.ts";

const lookingClock: Clock = { basis: "zone-assumed", local: () => 0 };

interface PackageAct {
  readonly module: string;
  readonly action: string;
  readonly message: string;
  readonly fields: Record<string, string>;
  readonly host: string | undefined;
}

function packageEvent(act: PackageAct): LogEvent {
  return {
    time: dated.time,
    digits: dated.digits,
    basis: dated.basis,
    offset: -1,
    record: 0,
    "event.module": act.module,
    "event.category": "package",
    "event.action": act.action,
    "event.outcome": "success",
    "host.name": act.host,
    message: act.message,
    fields: act.fields,
  };
}

const dpkgVerb =
  /^ (status|install|upgrade|remove|purge|configure|trigproc|startup|conffile|triggers-\w+|disappear) (.*)$/;

function readDpkg(text: string, clock: Clock): { verb: string; rest: string } | undefined {
  if (!readIsoDate(text, 0, clock)) return undefined;
  const match = dpkgVerb.exec(text.slice(dated.end));
  return match === null ? undefined : { verb: match[1] ?? "", rest: match[2] ?? "" };
}

const actions: Readonly<Record<string, string>> = table({
  install: "package_installed",
  installed: "package_installed",
  Installed: "package_installed",
  upgrade: "package_upgraded",
  upgraded: "package_upgraded",
  Updated: "package_upgraded",
  Upgraded: "package_upgraded",
  Upgrade: "package_upgraded",
  remove: "package_removed",
  removed: "package_removed",
  Erased: "package_removed",
  Removed: "package_removed",
  purge: "package_removed",
  reinstalled: "package_installed",
  Reinstalled: "package_installed",
  downgraded: "package_downgraded",
});

function openDpkg({ clock, host, sink }: ReadContext): LineReader {
  return {
    line(text) {
      const found = readDpkg(text, clock);
      if (found === undefined) return sink.unparsed();
      const { verb, rest } = found;
      const [name = "", from = "", to = ""] = rest.split(" ");
      const fields = verb === "status" ? { state: name, package: from, version: to } : { package: name, from, to };
      const action = actions[verb] ?? `dpkg_${verb}`;
      sink.event(packageEvent({ module: "dpkg", action, message: `${verb} ${rest}`, fields, host }));
    },
    end() {},
  };
}

/** What dpkg installed, removed and configured. */
export const dpkgLog: LineFormat = {
  id: "dpkg",
  names: { zh: "dpkg 软件包日志", en: "dpkg log" },
  family: "unix",
  modules: ["dpkg"],
  references: ["dpkg(1): --log"],
  by: "line",
  splittable: true,
  sniff: (sample) => Math.round(shareOf(sample, (line) => readDpkg(line, lookingClock) !== undefined) * 96),
  open: openDpkg,
};

const yumLine =
  /^:? (Installed|Updated|Erased|Upgraded|Removed|Reinstalled|Obsoleted|Downgraded|Cleanup|Upgrade|SUBDEBUG \w+|INFO \w+)s?: (\S+)(.*)$/;

function readYum(text: string, clock: Clock): RegExpExecArray | null {
  return readDate(text, 0, clock) ? yumLine.exec(text.slice(dated.end)) : null;
}

function openYum({ clock, host, sink }: ReadContext): LineReader {
  return {
    line(text) {
      const match = readYum(text, clock);
      if (match === null) return sink.unparsed();
      const verb = (match[1] ?? "").replace(/^(?:SUBDEBUG|INFO) /, "");
      const fields = { package: match[2] ?? "" };
      sink.event(
        packageEvent({
          module: "yum",
          action: actions[verb] ?? "package_event",
          message: text.slice(dated.end).trim(),
          fields,
          host,
        }),
      );
    },
    end() {},
  };
}

/** What yum and dnf installed, updated and erased (`yum.log`, `dnf.rpm.log`). */
export const yumLog: LineFormat = {
  id: "yum",
  names: { zh: "yum / dnf 软件包日志", en: "yum or dnf log" },
  family: "unix",
  modules: ["yum"],
  references: ["yum.conf(5): logfile", "dnf: dnf.rpm.log"],
  by: "line",
  splittable: true,
  yearless: "start",
  sniff: (sample) => Math.round(shareOf(sample, (line) => readYum(line, lookingClock) !== null) * 94),
  open: openYum,
};

const pacmanHead = /^\[(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[+-]\d{4})?)\] \[([A-Z][A-Z0-9-]*)\] (.*)$/;
const pacmanAct = /^(installed|upgraded|removed|reinstalled|downgraded) (\S+) \((.*)\)$/;

function openPacman({ clock, host, sink }: ReadContext): LineReader {
  return {
    line(text) {
      const match = pacmanHead.exec(text);
      const stamp = (match?.[1] ?? "").replace(/^(.{16})(?!:)/, "$1:00");
      if (match === null || !readIsoDate(stamp, 0, clock)) return sink.unparsed();
      const message = match[3] ?? "";
      const act = pacmanAct.exec(message);
      const fields: Record<string, string> =
        act === null ? { caller: match[2] ?? "" } : { package: act[2] ?? "", version: act[3] ?? "" };
      sink.event(
        packageEvent({ module: "pacman", action: actions[act?.[1] ?? ""] ?? "package_event", message, fields, host }),
      );
    },
    end() {},
  };
}

/** What pacman and its scripts did. */
export const pacmanLog: LineFormat = {
  id: "pacman",
  names: { zh: "pacman 软件包日志", en: "pacman log" },
  family: "unix",
  modules: ["pacman"],
  references: ["pacman.conf(5): LogFile"],
  by: "line",
  splittable: true,
  sniff: (sample) => Math.round(shareOf(sample, (line) => pacmanHead.test(line)) * 96),
  open: openPacman,
};
