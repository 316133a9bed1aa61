import type { LogEvent } from "@stanch/model/log-event";
import type { Clock, LineFormat, LineReader, ReadContext } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { openServiceMessages, serviceOf, type ServiceMessages } from "../../service/service-list/service-list.ts";
import { readStamp, stamp } from "../stamp/stamp.ts";

/** A clock for looking only: identification asks whether a date is there, not when it was. */
const lookingClock: Clock = { basis: "zone-assumed", local: () => 0 };

const keyed = /\b(?:time|timestamp|ts|t|date|datetime|@timestamp)"?\s?[=:]\s?"?(?=[\dA-Z])/;
const undated = /^[\w.-]+ (?<program>[\w./-]+)\[(?<pid>\d+)\]: (?<message>.*)$/;
const apacheLike = /\[(?=\d\d\/\d\d\/\d{4}:|\d\d\/[A-Z][a-z]{2}\/\d{4}:|\d\d\/[A-Z][a-z]{2}\/\d{4} )/;
/** A date further in: after a level, a client or an open bracket; klog writes `I0613 10:22:21.684962`. */
const nearby =
  /(?<=^|[\s[(|"'=>])(?=\d{4}[-/.]\d\d[-/.]\d\d[T ]\d\d:|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)|(?<=^\[[\w:-]{1,40}\] )(?=\d\d[-/]\d\d[-/]\d{4} )|(?<=^\[Nest\] \d{1,10} {1,4}- )(?=\d\d\/\d\d\/\d{4}, )|(?<=^L )(?=\d\d\/\d\d\/\d{4} - )|(?<=^[IWEF])(?=\d{4} \d\d:\d\d:\d\d\.\d{6})/;
const named = /^(?:[\w.-]+ )?(?<program>[\w./-]+)(?:\[(?<pid>\d+)\]:?|:) (?<message>.*)$/s;
const reach = 120;

/** Where the date of a line stands, or -1; it is in `stamp` then. */
function dateIn(line: string, clock: Clock): number {
  if (readStamp(line, 0, clock)) return 0;
  const head = line.slice(0, 512);
  const key = keyed.exec(head);
  if (key !== null && readStamp(head, key.index + key[0].length, clock)) return key.index;
  const near = nearby.exec(head.slice(0, reach)) ?? apacheLike.exec(head);
  if (near !== null && readStamp(line, near.index + near[0].length, clock)) return near.index;
  return -1;
}

function begun(time: boolean, host: string | undefined): LogEvent {
  const event: LogEvent = {
    time: time ? stamp.time : undefined,
    digits: time ? stamp.digits : 0,
    basis: time ? stamp.basis : "none",
    offset: -1,
    record: 0,
    "event.module": "unknown",
  };
  if (time && stamp.nanos > 0) event.nanos = stamp.nanos;
  if (host !== undefined) event["host.name"] = host;
  return event;
}

/** `host program[123]: message` after the date says who wrote it. */
function readMessage(message: string, event: LogEvent, messages: ServiceMessages): void {
  const groups = named.exec(message)?.groups;
  const program = groups?.["program"];
  if (groups === undefined || program === undefined || serviceOf(program) === undefined) {
    messages.read(undefined, message, event);
    return;
  }
  event["process.name"] = program;
  if (groups["pid"] !== undefined) event["process.pid"] = Number(groups["pid"]);
  event.message = groups["message"] ?? message;
  messages.read(program, event.message, event);
}

function undatedEvent(text: string, host: string | undefined, messages: ServiceMessages): LogEvent | undefined {
  const groups = undated.exec(text.slice(0, 65_536))?.groups;
  const program = groups?.["program"];
  if (groups === undefined || program === undefined || serviceOf(program) === undefined) return undefined;
  const event = begun(false, host ?? text.slice(0, text.indexOf(" ")));
  event["process.name"] = program;
  event["process.pid"] = Number(groups["pid"]);
  event.message = groups["message"] ?? "";
  messages.read(program, event.message, event);
  return event;
}

/** Java's and Erlang's loggers put the date on a line of its own: what a known application says below it happened then. */
function ofHeader(
  text: string,
  header: LogEvent | undefined,
  host: string | undefined,
  messages: ServiceMessages,
): LogEvent | undefined {
  if (/^\s|^$/.test(text)) return undefined;
  const event = begun(false, host);
  event.message = text;
  if (!messages.read(undefined, text, event)) return undefined;
  // A time of day of its own belongs to a day nobody knows.
  if (header?.time !== undefined && !/^\d\d:\d\d:\d\d/.test(text)) {
    event.time = header.time;
    event.digits = header.digits;
    event.basis = header.basis;
  }
  return event;
}

function reader({ clock, host, sink }: ReadContext): LineReader {
  const messages = openServiceMessages();
  let last = false;
  let header: LogEvent | undefined;
  return {
    line(text) {
      const at = dateIn(text, clock);
      last ||= at >= 0;
      if (at < 0) {
        const event = undatedEvent(text, host, messages) ?? ofHeader(text, header, host, messages);
        return event === undefined ? sink.unparsed() : sink.event(event);
      }
      const event = begun(true, host);
      header = event;
      const message = at === 0 ? text.slice(stamp.end).replace(/^(?:["\])\s|,]|:(?=\s))+/, "") : text;
      event.message = message.trim() === "" ? text : message;
      readMessage(message, event, messages);
      sink.event(event);
    },
    more: () => last,
    end() {},
  };
}

/** Any log whose lines carry a date. What it is stays `unknown`, unless its words are those of a known application. */
export const timedText: LineFormat = {
  id: "timed-text",
  names: { zh: "带时间的文本日志", en: "text log with dates" },
  family: "generic",
  modules: ["unknown"],
  references: [],
  by: "line",
  splittable: false,
  yearless: "parse",
  sniff: (sample) => Math.round(shareOf(sample, (line) => dateIn(line, lookingClock) >= 0) * 30),
  open: reader,
};
