import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { LogEvent } from "@stanch/model/log-event";
import { readingClock } from "../../clock.ts";
import type { EventSink, LineFormat, LineReader } from "../../format.ts";
import { formats } from "../../registry.ts";
import { sampleOf } from "../../sample.ts";
import { openServiceMessages } from "../service/service-list/service-list.ts";
import { readStamp, stamp } from "./stamp/stamp.ts";

/** The folder of a corpus, or undefined where corpora are absent; then the test skips itself. */
export function corpus(name: string): string | undefined {
  const folder = resolve(import.meta.dirname, "../../../../../../shared/corpora", name);
  return existsSync(folder) ? folder : undefined;
}

const rooms = /^(?:web|service|sensor|generic)$/;
const envelope =
  /^(?:<\d+>)?(?:\d{4}-\d\d-\d\dT\S+|[A-Z][a-z]{2} [ \d]\d|[A-Z][a-z]{2} \d) (?:\d{4} )?(?:\d\d:\d\d:\d\d )?(?:<[\w.]+> )?(?:([\w.:-]+) )?([A-Za-z][\w./,()@-]*)(?:\[(\d+)\])?:? (.*)$/s;
const structured = /^<\d+>1 (\S+) (\S+) (\S+) (\S+) (\S+) (?:\[.*?\]|-) (.*)$/s;

export interface CorpusOptions {
  readonly name: string;
  readonly zone: string;
  /** Epoch seconds yearless dates lie before. */
  readonly bound: number;
}

/**
 * Reads lines of many services that a corpus keeps in one file: each goes to the surest format that takes it. The envelope of
 * syslog is cut here, since what is tested are the messages inside.
 */
export function readMixedLines(lines: readonly string[], options: CorpusOptions): (LogEvent | undefined)[] {
  const clock = readingClock({ zone: options.zone, years: [], bound: options.bound, repeats: [] });
  let event: LogEvent | undefined;
  const sink: EventSink = {
    event: (given) => (event ??= given),
    skip() {},
    unparsed() {},
    damage() {},
  };
  const readers = surest(lines, options.name).map((format) =>
    format.open({ clock, host: undefined, path: options.name, sink }),
  );
  const text = timed(clock, sink);
  const messages = openServiceMessages();
  const syslog = (line: string): LogEvent | undefined => {
    const five = structured.exec(line);
    const three = five === null ? envelope.exec(line) : null;
    if ((five === null && three === null) || !readStamp(five?.[1] ?? line, 0, clock)) return undefined;
    const [host, program, pid, message] =
      five === null ? (three?.slice(1) ?? []) : [five[2], five[3], five[4], five[6]];
    const made: LogEvent = { time: stamp.time, digits: stamp.digits, basis: stamp.basis, offset: 0, record: 1 };
    if (host !== undefined) made["host.name"] = host;
    if (pid !== undefined && /^\d+$/.test(pid)) made["process.pid"] = Number(pid);
    messages.read(program ?? "", message ?? "", made);
    return made;
  };
  return lines.map((line) => {
    event = undefined;
    for (const reader of readers) if ((event = taken(reader, line, () => event)) !== undefined) return event;
    return syslog(line) ?? taken(text, line, () => event);
  });
}

function taken(reader: LineReader, line: string, made: () => LogEvent | undefined): LogEvent | undefined {
  reader.line(line, 0, 1);
  return made();
}

/** Formats of these rooms, those that recognise the whole first; free text comes after syslog. */
function surest(lines: readonly string[], name: string): LineFormat[] {
  const sample = sampleOf(Buffer.from(lines.join("\n")), name);
  return formats
    .filter((format): format is LineFormat => format.by === "line" && rooms.test(format.family))
    .filter((format) => !/^(?:timed-text|logfmt|csv|web-access-custom)$/.test(format.id) || format.sniff(sample) >= 40)
    .map((format) => ({ format, sure: format.sniff(sample) }))
    .sort((a, b) => b.sure - a.sure)
    .map(({ format }) => format);
}

function timed(clock: Parameters<LineFormat["open"]>[0]["clock"], sink: EventSink): LineReader {
  const format = formats.find(({ id }) => id === "timed-text");
  if (format?.by !== "line") throw new Error("timed-text is not registered");
  return format.open({ clock, host: undefined, path: "", sink });
}
