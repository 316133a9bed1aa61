import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import type { Clock, LineFormat, ReadContext } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { readTime } from "../json-format/json-time.ts";
import { applyRoles, findRoles } from "../roles/roles.ts";
import { readLogfmt } from "./logfmt-scan.ts";

/** FortiGate and its like write date, time and zone into fields of their own. */
function splitTime(fields: Record<string, FieldValue>, event: LogEvent, clock: Clock): boolean {
  const { date, time, tz } = fields;
  if (typeof date !== "string" || typeof time !== "string" || !/^\d{4}-\d\d-\d\d$/.test(date)) return false;
  return readTime(`${date} ${time}${typeof tz === "string" ? tz : ""}`, event, clock);
}

function logfmtEvent(line: string, { clock, host }: ReadContext): LogEvent | undefined {
  const fields = readLogfmt(line);
  if (fields === undefined) return undefined;
  const event: LogEvent = {
    time: undefined,
    digits: 0,
    basis: "none",
    offset: -1,
    record: 0,
    "event.module": typeof fields["devname"] === "string" && fields["logid"] !== undefined ? "fortinet" : "unknown",
  };
  if (host !== undefined) event["host.name"] = host;
  const found = findRoles(fields);
  if (!splitTime(fields, event, clock) && typeof found.time !== "boolean") readTime(found.time, event, clock);
  event.message = typeof found.message === "string" ? found.message : line;
  applyRoles(found, event);
  event.fields = fields;
  return event;
}

const timed = /(?:^|\s)(?:time|ts|t|timestamp|date|datetime|@timestamp|eventtime)="?\d/;

/** `key=value` lines with a time: logfmt of Go programs, FortiGate and other appliances. */
export const logfmt: LineFormat = {
  id: "logfmt",
  names: { zh: "键值对日志（logfmt）", en: "key=value log (logfmt)" },
  family: "generic",
  modules: ["unknown", "fortinet"],
  references: ["https://brandur.org/logfmt"],
  by: "line",
  splittable: true,
  sniff: (sample) =>
    Math.round(
      shareOf(
        sample,
        (line) => !line.startsWith("<co ") && timed.test(line.slice(0, 2048)) && readLogfmt(line) !== undefined,
      ) * 60,
    ),
  open(context) {
    return {
      line(text) {
        const event = logfmtEvent(text, context);
        if (event === undefined) context.sink.unparsed();
        else context.sink.event(event);
      },
      end() {},
    };
  },
};
