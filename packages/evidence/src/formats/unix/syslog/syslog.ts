import type { LogEvent } from "@stanch/model/log-event";
import type { LineFormat, LineReader, ReadContext, Clock } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { openServiceMessages, serviceOf } from "../../service/service-list/service-list.ts";
import { pamMessage } from "../auth/auth-message.ts";
import { openSshd } from "../sshd/sshd.ts";
import { syslogPrograms, type MessageParser } from "../syslog-programs.ts";
import { dated, readDate } from "./envelope.ts";
import { header, readHeader, readHeader5424, readUndated } from "./header.ts";

const lookingClock: Clock = { basis: "zone-assumed", local: () => 0 };
const maxPrograms = 10_000;

/** Reads date and header of a line; false when it is no syslog. */
export function readEnvelope(text: string, clock: Clock): boolean {
  let at = 0;
  let modern = false;
  if (text.charCodeAt(0) === 60) {
    const close = text.indexOf(">");
    if (close < 2 || close > 4) return false;
    at = close + 1;
    if (text.charCodeAt(at) === 49 && text.charCodeAt(at + 1) === 32) {
      modern = true;
      at += 2;
    }
  }
  while (text.charCodeAt(at) === 32) at++;
  if (!readDate(text, at, clock)) return false;
  const iso = text.charCodeAt(at + 4) === 45 && text.charCodeAt(at + 7) === 45;
  const next = text.charCodeAt(dated.end);
  if (next === 58 && !iso) dated.end++;
  else if (next !== 32) return false;
  // `2026-03-01 02:14:07.512 [info] x` is what many loggers write; syslog's daemons name a host first.
  if (iso && !modern && text.charCodeAt(dated.end + 1) === 91) return false;
  if (modern) readHeader5424(text, dated.end);
  else readHeader(text, dated.end);
  // `2026-03-01 02:14:07 install x` is anybody's: a space for the T wants a tag.
  return !(header.program === undefined && text.charCodeAt(at + 10) === 32 && text.charCodeAt(at + 4) === 45);
}

/** `/usr/sbin/sshd`, `su(pam_unix)`, `SSHD` by their plain name; `postfix/smtpd` is a name with a part. */
function plainName(program: string): string {
  const bare = (program.startsWith("/") ? program.slice(program.lastIndexOf("/") + 1) : program).toLowerCase();
  const open = bare.indexOf("(");
  return open > 0 ? bare.slice(0, open) : bare;
}

interface Known {
  readonly module: string;
  readonly read: MessageParser;
}

/** Parsers by the program name as lines write it; one for each source, since some remember lines before. */
function openPrograms(): (program: string) => Known {
  const known = new Map<string, Known>();
  const services = openServiceMessages();
  const sshd = openSshd();
  const find = (program: string): Known => {
    const name = plainName(program);
    if (/^sshd(?:-session|-auth)?$/.test(name)) return { module: "sshd", read: sshd };
    const read = syslogPrograms.get(name);
    if (read !== undefined) return { module: name === "su-l" ? "su" : name, read };
    const service = serviceOf(name);
    const module = service?.module ?? (name === "" ? "syslog" : name);
    return {
      module,
      read(message, event) {
        if (pamMessage(message, event)) return;
        services.read(name === "" ? undefined : name, message, event);
        event["event.module"] ??= module;
      },
    };
  };
  return (program) => {
    let parser = known.get(program);
    if (parser === undefined) {
      if (known.size >= maxPrograms) known.clear();
      known.set(program, (parser = find(program)));
    }
    return parser;
  };
}

const repeated = /^message repeated (\d+) times: \[ ?(.*?) ?\]$/s;
const longestRead = 65_536;

function readMessage(event: LogEvent, read: MessageParser): void {
  const message = header.message.length > longestRead ? header.message.slice(0, longestRead) : header.message;
  if (!message.startsWith("message repeated ")) return read(message, event);
  const match = repeated.exec(message);
  event.fields = { repeated: Number(match?.[1] ?? 1) };
  read(match?.[2] ?? message, event);
}

/** Makes an event of one record; undefined when it is none. */
function openRecords(clock: Clock, host: string | undefined): (text: string) => LogEvent | undefined {
  const programs = openPrograms();
  const nameless = programs("");
  return (text) => {
    const when = readEnvelope(text, clock) ? dated : undefined;
    if (when === undefined && !readUndated(text)) return undefined;
    const { program } = header;
    const known = program === undefined ? undefined : programs(program);
    const event: LogEvent = {
      time: when?.time,
      digits: when?.digits ?? 0,
      basis: when?.basis ?? "none",
      offset: -1,
      record: 0,
      "event.module": known?.module ?? "syslog",
      "event.category": undefined,
      "event.action": undefined,
      "event.outcome": undefined,
      "host.name": header.host ?? host,
      "process.name": program,
      "process.pid": header.pid,
      message: header.message === "" ? undefined : header.message,
      // Most records fill these: objects of one shape are read several times faster.
      "source.ip": undefined,
      "source.address": undefined,
      "source.port": undefined,
      "user.name": undefined,
      "user.target.name": undefined,
      fields: undefined,
    };
    if (when !== undefined && when.nanos > 0) event.nanos = dated.nanos;
    if (header.severity !== undefined) event["rule.level"] = header.severity;
    readMessage(event, (known ?? nameless).read);
    return event;
  };
}

/** Where one record ends and the next begins in what was forwarded without line ends: at `<PRI>` and a date. */
const forwarded = /(?<=.)(?=<\d{1,3}>(?:1 )?(?:\d{4}-\d\d-\d\dT\d\d:|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d ))/s;

function openSyslog({ clock, host, sink }: ReadContext): LineReader {
  const read = openRecords(clock, host);
  let last = false;
  let streamed = false;
  return {
    line(text, _offset, record) {
      // The first line decides for the file: later ones may hold what an attacker wrote to look like a record.
      if (record === 1) streamed = text.startsWith("<") && forwarded.test(text);
      const pieces = streamed ? text.split(forwarded) : [text];
      let part = 0;
      for (const piece of pieces) {
        const event = read(piece);
        if (event === undefined) continue;
        if (part > 0) event.part = part;
        part++;
        sink.event(event);
      }
      last ||= part > 0;
      if (part === 0) sink.unparsed();
    },
    more: () => last,
    end() {},
  };
}

/** A date of ISO 8601 alone is anybody's: with it, syslog is known by its tag. */
function isSyslog(line: string): boolean {
  return readEnvelope(line, lookingClock) && (header.program !== undefined || !/^ *\d{4}-/.test(line));
}

/** Unix system logs of every daemon: RFC 3164, RFC 5424 and what rsyslog, syslog-ng, macOS and ChromeOS make of them. */
export const syslog: LineFormat = {
  id: "syslog",
  names: { zh: "系统日志（syslog）", en: "syslog" },
  family: "unix",
  modules: [
    "syslog",
    "sshd",
    "sudo",
    "su",
    "cron",
    "kernel",
    "systemd",
    "systemd-logind",
    "login",
    "useradd",
    "passwd",
  ],
  references: ["RFC 3164", "RFC 5424", "rsyslog: Templates", "sshd(8)", "sudoers(5)", "pam(8)"],
  by: "line",
  splittable: true,
  yearless: "start",
  sniff(sample) {
    const marked = sample.lines.some((line) => /^<\d{1,3}>/.test(line) && readEnvelope(line, lookingClock));
    const dated = shareOf(sample, isSyslog) * (marked || tagged(sample.lines) ? 75 : 35);
    return Math.round(dated > 0 ? dated : shareOf(sample, readUndated) * 60);
  },
  open: openSyslog,
};

/** Programs with a process number, or those of the kernel, are syslog's own mark. */
function tagged(lines: readonly string[]): boolean {
  return lines.slice(0, 200).some((line) => isSyslog(line) && header.program !== undefined);
}
