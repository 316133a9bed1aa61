import type { LogEvent } from "@stanch/model/log-event";
import { daysFromCivil, isMonthDay } from "../../../calendar.ts";
import type { LineFormat, ReadContext } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { party } from "../../generic/address/address.ts";

const line =
  /^(?<a>\d{1,4})\/(?<b>\d{1,2})(?:\/(?<c>\d{2,4}))?-(?<h>\d\d):(?<i>\d\d):(?<s>\d\d)\.(?<f>\d{1,6}) {1,2}(?:\[(?<drop>\w+)\] )?\[\*\*\] \[(?<gid>\d+):(?<sid>\d+):(?<rev>\d+)\] (?<message>.*?) ?\[\*\*\](?: \[Classification: (?<class>[^\]]*)\])?(?: \[Priority: (?<level>\d+)\])?(?: \{(?<proto>[^}]+)\} (?<from>\S+) -> (?<to>\S+))?\s*$/;

interface Day {
  readonly year: number | undefined;
  readonly month: number;
  readonly day: number;
}

/** `MM/DD`, Suricata's `MM/DD/YYYY`, Snort 3's `YY/MM/DD`, Snort 2's `MM/DD/YY` where the first cannot be a year's month. */
function dayOf(a: string, b: string, c: string | undefined): Day {
  if (c === undefined) return { year: undefined, month: Number(a), day: Number(b) };
  if (a.length === 4) return { year: Number(a), month: Number(b), day: Number(c) };
  if (c.length === 4) return { year: Number(c), month: Number(a), day: Number(b) };
  if (isMonthDay(Number(b), Number(c))) return { year: 2000 + Number(a), month: Number(b), day: Number(c) };
  return { year: 2000 + Number(c), month: Number(a), day: Number(b) };
}

function alertEvent(text: string, { clock, host }: ReadContext): LogEvent | undefined {
  const groups = line.exec(text.length > 8192 ? text.slice(0, 8192) : text)?.groups;
  if (groups === undefined) return undefined;
  const { year, month, day } = dayOf(groups["a"] ?? "", groups["b"] ?? "", groups["c"]);
  const seconds = Number(groups["h"]) * 3600 + Number(groups["i"]) * 60 + Number(groups["s"]);
  if (!isMonthDay(month, day) || seconds >= 86_401) return undefined;
  const fraction = groups["f"] ?? "";
  const micros = Number(fraction.padEnd(6, "0"));
  // Only a day that exists in its year: the calendar would silently move 29 February.
  if (year !== undefined && new Date(daysFromCivil(year, month, day) * 86_400_000).getUTCDate() !== day)
    return undefined;
  const message = (groups["message"] ?? "").replace(/^"|"$/g, "");
  const from = groups["from"] === undefined ? undefined : party(ended(groups["from"]));
  const to = groups["to"] === undefined ? undefined : party(ended(groups["to"]));
  const event: LogEvent = {
    time: clock.local(year, month, day, seconds, micros),
    digits: fraction.length,
    basis: clock.basis,
    offset: -1,
    record: 0,
    "event.module": year !== undefined && (groups["c"] ?? "").length === 4 ? "suricata" : "snort",
    "event.category": "intrusion_detection",
    "event.action": groups["drop"] === undefined ? "ids_alert" : "ids_drop",
    "event.outcome": "failure",
    "source.ip": from?.ip,
    "source.port": from?.port,
    "destination.ip": to?.ip,
    "destination.port": to?.port,
    "network.transport": groups["proto"]?.toLowerCase(),
    "rule.id": groups["sid"],
    "rule.name": message === "" ? undefined : message,
    "rule.level": groups["level"],
    message: message === "" ? text : message,
    fields: { gid: groups["gid"] ?? "-", rev: groups["rev"] ?? "-", classification: groups["class"] ?? "-" },
  };
  if (host !== undefined) event["host.name"] = host;
  return event;
}

/** `2001:db8:0:0:0:0:0:35:80`: eight groups and a port, without brackets. */
function ended(text: string): string {
  const match = /^((?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}):(\d{1,5})$/.exec(text);
  return match === null ? text : `[${match[1] ?? ""}]:${match[2] ?? ""}`;
}

/** One-line alerts of Suricata (`fast.log`) and Snort 2 and 3 (`alert_fast`). */
export const fastAlert: LineFormat = {
  id: "ids-fast-alert",
  names: { zh: "Suricata/Snort fast 告警日志", en: "Suricata and Snort fast alerts" },
  family: "sensor",
  modules: ["suricata", "snort"],
  references: ["https://docs.suricata.io/en/latest/output/log-files.html#line-based-alerts-log-fast-log"],
  by: "line",
  splittable: true,
  yearless: "parse",
  sniff: (sample) => Math.round(shareOf(sample, (text) => line.test(text)) * 98),
  open(context) {
    return {
      line(text) {
        const event = alertEvent(text, context);
        if (event === undefined) context.sink.unparsed();
        else context.sink.event(event);
      },
      end() {},
    };
  },
};
