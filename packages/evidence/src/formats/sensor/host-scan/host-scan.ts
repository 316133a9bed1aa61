import type { LogEvent } from "@stanch/model/log-event";
import type { LineFormat, LineReader, ReadContext } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { readStamp, stamp } from "../../generic/stamp/stamp.ts";

const day = 86_400_000_000;

function begun(module: string, message: string, host: string | undefined): LogEvent {
  const event: LogEvent = {
    time: undefined,
    digits: 0,
    basis: "none",
    offset: -1,
    record: 0,
    "event.module": module,
    "event.category": "malware",
    "event.action": "host_check",
    "event.outcome": "unknown",
    message,
  };
  if (host !== undefined) event["host.name"] = host;
  return event;
}

const rkhunterLine = /^\[(?<h>\d\d):(?<i>\d\d):(?<s>\d\d)\] ?(?<message>.*)$/;

/** rkhunter writes the day once (`Start date is …`) and then the time of day. */
function rkhunterReader({ clock, host, sink }: ReadContext): LineReader {
  let midnight: number | undefined;
  let before = 0;
  return {
    line(text) {
      const groups = rkhunterLine.exec(text)?.groups;
      if (groups === undefined) return sink.unparsed();
      const message = groups["message"] ?? "";
      if (message.trim() === "") return sink.skip("blank");
      const seconds = Number(groups["h"]) * 3600 + Number(groups["i"]) * 60 + Number(groups["s"]);
      const started = /(?:Start date is|Running Rootkit Hunter.*on) (.*)$/.exec(message)?.[1];
      const event = begun("rkhunter", message, host);
      if (started !== undefined && readStamp(started, 0, clock)) {
        midnight = stamp.time - seconds * 1e6;
        event.basis = stamp.basis;
      } else if (midnight !== undefined && seconds < before - 3600) midnight += day;
      before = seconds;
      if (midnight !== undefined) {
        event.time = midnight + seconds * 1e6;
        event.basis = "zone-assumed";
      }
      if (/^\s*Warning:|\[ (?:Warning|Found) \]/.test(message)) {
        event["event.outcome"] = "failure";
        event["event.action"] = "host_warning";
        const file = /(?<=File: |'|^\s*Warning: )(\/[^\s']+)/.exec(message)?.[1];
        if (file !== undefined) event["file.path"] = file;
      }
      sink.event(event);
    },
    end() {},
  };
}

/** rkhunter.log. */
export const rkhunter: LineFormat = {
  id: "rkhunter",
  names: { zh: "rkhunter 日志", en: "rkhunter log" },
  family: "sensor",
  modules: ["rkhunter"],
  references: ["rkhunter(8)"],
  by: "line",
  splittable: false,
  sniff: (sample) =>
    /rkhunter|Rootkit Hunter/i.test(sample.lines.slice(0, 40).join("\n"))
      ? Math.round(shareOf(sample, (line) => rkhunterLine.test(line)) * 98)
      : 0,
  open: rkhunterReader,
};

const chkrootkitLine = /^(?:Checking `[^']*'\.\.\.|Searching for |ROOTDIR is |Checking )/;

/** chkrootkit's report; it has no time. */
export const chkrootkit: LineFormat = {
  id: "chkrootkit",
  names: { zh: "chkrootkit 报告", en: "chkrootkit report" },
  family: "sensor",
  modules: ["chkrootkit"],
  references: ["chkrootkit(1)"],
  by: "line",
  splittable: false,
  sniff: (sample) =>
    /^ROOTDIR is |^Checking `/m.test(sample.lines.slice(0, 30).join("\n"))
      ? Math.round(
          Math.max(
            0.7,
            shareOf(sample, (line) => chkrootkitLine.test(line)),
          ) * 97,
        )
      : 0,
  open({ host, sink }) {
    let begunReport = false;
    return {
      line(text) {
        const sign =
          begunReport &&
          /INFECTED|Vulnerable|PACKET SNIFFER|Possible |Warning|suspicious files and dirs, it may take|deletion\(s\) between/i.test(
            text,
          );
        const own = chkrootkitLine.test(text);
        begunReport ||= own;
        if (!own && !sign) return sink.unparsed();
        const event = begun("chkrootkit", text, host);
        if (sign && !/nothing found|not (?:found|infected|tested)|no suspect|nothing deleted/i.test(text)) {
          event["event.outcome"] = "failure";
          event["event.action"] = "host_warning";
        }
        sink.event(event);
      },
      more: () => begunReport,
      end() {},
    };
  },
};

const lynisLine = /^[a-z][a-z0-9_]{1,60}(?:\[\])?=/i;

/** Lynis' machine-readable report (`lynis-report.dat`). */
export const lynisReport: LineFormat = {
  id: "lynis-report",
  names: { zh: "Lynis 审计报告", en: "Lynis report" },
  family: "sensor",
  modules: ["lynis"],
  references: ["https://cisofy.com/documentation/lynis/"],
  by: "line",
  splittable: false,
  sniff: (sample) =>
    /^(?:# Lynis Report|report_version_major=|lynis_version=)/m.test(sample.lines.slice(0, 40).join("\n")) ? 98 : 0,
  open({ clock, host, sink }) {
    let time: number | undefined;
    let name = host;
    return {
      line(text) {
        if (text.startsWith("#")) return sink.skip("comment");
        const equals = text.indexOf("=");
        if (!lynisLine.test(text)) return sink.unparsed();
        const key = text.slice(0, equals);
        const value = text.slice(equals + 1);
        if (key === "report_datetime_start" && readStamp(value, 0, clock)) time = stamp.time;
        if (key === "hostname" && value !== "") name ??= value;
        const event = begun("lynis", text, name);
        event["event.category"] = "configuration";
        event["event.action"] = key.replace("[]", "");
        if (time !== undefined) {
          event.time = time;
          event.basis = "zone-assumed";
        }
        if (key === "warning[]" || key === "vulnerable_package[]") event["event.outcome"] = "failure";
        if (key === "warning[]" || key === "suggestion[]") event["rule.id"] = value.split("|", 1)[0] || undefined;
        event.fields = { [key.replace("[]", "")]: value.includes("|") ? value.split("|") : value };
        sink.event(event);
      },
      end() {},
    };
  },
};
