import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import type { Clock, LineFormat, ReadContext } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { readTime } from "../../generic/json-format/json-time.ts";
import { guessMeaning } from "../../generic/meaning/meaning.ts";
import { readStamp, setEpoch, stamp } from "../../generic/stamp/stamp.ts";
import { isAddress } from "../../generic/address/address.ts";
import { readExtension, type Extension } from "./cef-scan.ts";
import { table } from "../../../table.ts";

type TextName =
  | "user.name"
  | "user.target.name"
  | "url.original"
  | "file.path"
  | "process.name"
  | "file.hash"
  | "network.transport"
  | "user_agent.original"
  | "http.request.method"
  | "url.domain"
  | "host.name"
  | "network.protocol";

/** CEF and LEEF keys by their standard meaning. */
const texts: Readonly<Record<string, TextName>> = table({
  suser: "user.name",
  usrName: "user.name",
  accountName: "user.name",
  duser: "user.target.name",
  request: "url.original",
  url: "url.original",
  filePath: "file.path",
  fname: "file.path",
  sproc: "process.name",
  dproc: "process.name",
  fileHash: "file.hash",
  proto: "network.transport",
  app: "network.protocol",
  requestClientApplication: "user_agent.original",
  requestMethod: "http.request.method",
  dhost: "url.domain",
  dvchost: "host.name",
  identHostName: "host.name",
});
const blocked = /\b(?:block\w*|den(?:y|ied)|drop\w*|reject\w*|quarantin\w*|prevent\w*|fail\w*)\b/i;

function port(fields: Record<string, FieldValue>, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = Number(fields[name] ?? Number.NaN);
    if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  }
  return undefined;
}

function address(fields: Record<string, FieldValue>, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === "string" && isAddress(value)) return value;
  }
  return undefined;
}

function setTime(line: string, extension: Extension, event: LogEvent, clock: Clock): void {
  const { fields } = extension;
  for (const name of ["rt", "devTime", "end", "start", "deviceCustomDate1", "UNIFIutcTime"]) {
    const value = fields[name];
    if (typeof value !== "string") continue;
    if (setEpoch(value) || readStamp(value, 0, clock)) return readStampInto(event);
  }
  const envelope = line.replace(/^<\d{1,3}>(?:1 )?/, "");
  readTime(envelope, event, clock);
}

function readStampInto(event: LogEvent): void {
  event.time = stamp.time;
  event.digits = stamp.digits;
  event.basis = stamp.basis;
}

/**
 * Gives an event what a CEF or LEEF record says; false when the message holds none. For syslog envelopes too: they have
 * already said when, so the time stays theirs unless they have none.
 */
export function extensionFields(line: string, event: LogEvent, clock?: Clock): boolean {
  const extension = readExtension(line);
  if (extension === undefined) return false;
  const { fields, name, code, severity } = extension;
  if (clock !== undefined) setTime(line, extension, event, clock);
  event["event.module"] = extension.kind;
  event["event.provider"] = [extension.vendor, extension.product].filter((part) => part !== "").join(" ") || undefined;
  event["event.code"] = code === "" ? undefined : code;
  event["rule.id"] = code === "" ? undefined : code;
  event["rule.name"] = name === "" ? undefined : name;
  event["rule.level"] = severity === "" ? undefined : severity;
  event["event.category"] = "intrusion_detection";
  event["event.action"] = typeof fields["act"] === "string" && fields["act"] !== "" ? fields["act"] : "sensor_event";
  event["source.ip"] = address(fields, "src", "sourceTranslatedAddress", "c6a2");
  event["source.port"] = port(fields, "spt", "srcPort");
  event["destination.ip"] = address(fields, "dst", "destinationTranslatedAddress", "c6a3");
  event["destination.port"] = port(fields, "dpt", "dstPort");
  for (const key in texts) {
    const value = fields[key];
    const to = texts[key];
    if (to !== undefined && typeof value === "string" && value !== "") event[to] ??= value;
  }
  const message = typeof fields["msg"] === "string" ? fields["msg"] : name;
  event.message = message === "" ? line : message;
  judge(event, fields, name);
  event.fields = fields;
  return true;
}

function judge(event: LogEvent, fields: Record<string, FieldValue>, name: string): void {
  const said = `${String(fields["act"] ?? "")} ${String(fields["outcome"] ?? "")} ${name}`;
  if (blocked.test(said)) event["event.outcome"] = "failure";
  else if (/\bsuccess\w*\b|\ballow\w*\b/i.test(said)) event["event.outcome"] = "success";
  else guessMeaning(`${name} ${event.message ?? ""}`, event);
  event["event.outcome"] ??= "unknown";
}

function extensionEvent(line: string, { clock, host }: ReadContext): LogEvent | undefined {
  const event: LogEvent = { time: undefined, digits: 0, basis: "none", offset: -1, record: 0 };
  if (host !== undefined) event["host.name"] = host;
  return extensionFields(line, event, clock) ? event : undefined;
}

function extensionFormat(kind: "cef" | "leef", names: LineFormat["names"], reference: string): LineFormat {
  return {
    id: kind,
    names,
    family: "sensor",
    modules: [kind],
    references: [reference],
    by: "line",
    splittable: true,
    sniff: (sample) => Math.round(shareOf(sample, (line) => readExtension(line)?.kind === kind) * 97),
    open(context) {
      return {
        line(text) {
          const event = extensionEvent(text, context);
          if (event === undefined) context.sink.unparsed();
          else context.sink.event(event);
        },
        end() {},
      };
    },
  };
}

/** ArcSight Common Event Format, with or without syslog before it. */
export const cef = extensionFormat(
  "cef",
  { zh: "CEF 通用事件格式", en: "Common Event Format (CEF)" },
  "ArcSight Common Event Format, implementation standard 25",
);

/** IBM QRadar Log Event Extended Format 1.0 and 2.0. */
export const leef = extensionFormat(
  "leef",
  { zh: "LEEF 日志事件扩展格式", en: "Log Event Extended Format (LEEF)" },
  "IBM QRadar LEEF 2.0",
);
