import type { EventCategory } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import type { Text } from "@stanch/model/text";
import type { LineFormat, LineReader, ReadContext, Sample } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { readStamp, stamp } from "../../generic/stamp/stamp.ts";
import { applyRules, type MessageRule } from "../message-rule/message-rule.ts";

/** A service that writes its own file, a date first in every line. */
export interface ServiceFormat {
  readonly id: string;
  readonly names: Text;
  readonly family?: LineFormat["family"];
  readonly module: string;
  readonly category: EventCategory;
  readonly references: readonly string[];
  /**
   * The whole line as this service writes it. Groups: `date` (where the date stands, else the beginning of the line), `message`
   * (what the rules see, else all after the date), `level`, `pid`, `thread`, `host` and `program`.
   */
  readonly line: RegExp;
  readonly rules: readonly MessageRule[];
  /** 0–100 for a file of nothing but such lines. */
  readonly sure: number;
  /** Set where dates have no year; see {@link LineFormat.yearless}. */
  readonly yearless?: "start" | "parse";
  /** Adds what needs more than a rule, knows the lines before it, or says what rules cannot. */
  readonly follow?: () => (message: string, event: LogEvent) => void;
}

const neverContinued = 400;

/** The {@link LineFormat} of a service that writes its own file; lines without date continue the record before them. */
export function serviceFormat(service: ServiceFormat): LineFormat {
  return {
    id: service.id,
    names: service.names,
    family: service.family ?? "service",
    modules: [service.module],
    references: service.references,
    by: "line",
    splittable: false,
    ...(service.yearless === undefined ? {} : { yearless: service.yearless }),
    sniff: (sample: Sample) => {
      if (sample.lines.length === 0) return 0;
      const share = shareOf(sample, (line) => service.line.test(line.slice(0, neverContinued)));
      return Math.round(service.sure * (share > 0.9 ? 1 : share));
    },
    open: (context) => serviceReader(service, context),
  };
}

function serviceReader(service: ServiceFormat, context: ReadContext): LineReader {
  const follow = service.follow?.();
  let last = false;
  return {
    line(text) {
      const event = serviceEvent(service, text, context);
      last = event !== undefined;
      if (event === undefined) return context.sink.unparsed();
      follow?.(event.message ?? "", event);
      context.sink.event(event);
    },
    more: () => last,
    end() {},
  };
}

/** One line of a service as an event; undefined when the line is not of this service. */
export function serviceEvent(service: ServiceFormat, text: string, context: ReadContext): LogEvent | undefined {
  const match = service.line.exec(text.length > 65_536 ? text.slice(0, 65_536) : text);
  if (match === null) return undefined;
  const groups = match.groups ?? {};
  const dated = groups["date"] === undefined ? text : groups["date"];
  const timed = readStamp(dated, 0, context.clock);
  const after = groups["date"] === undefined && timed ? stamp.end : 0;
  const message = (groups["message"] ?? text.slice(after)).trim();
  const event: LogEvent = {
    time: timed ? stamp.time : undefined,
    digits: timed ? stamp.digits : 0,
    basis: timed ? stamp.basis : "none",
    offset: -1,
    record: 0,
    "event.module": service.module,
    "event.category": service.category,
  };
  if (timed && stamp.nanos > 0) event.nanos = stamp.nanos;
  const host = groups["host"] ?? context.host;
  if (host !== undefined && host !== "") event["host.name"] = host;
  if (message !== "") event.message = message;
  if (groups["pid"] !== undefined) event["process.pid"] = Number(groups["pid"]);
  if (groups["program"] !== undefined) event["process.name"] = groups["program"];
  if (groups["level"] !== undefined) event.fields = { level: groups["level"] };
  applyRules(service.rules, message, event);
  return event;
}
