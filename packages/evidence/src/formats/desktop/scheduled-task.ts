import type { LogEvent } from "@stanch/model/log-event";
import { decode, detectEncoding } from "../../encoding.ts";
import type { ByteFormat, ByteInput, ReadContext } from "../../format.ts";
import { table } from "../../table.ts";

const largest = 4 << 20;
const longest = 8192;
const namespace = "http://schemas.microsoft.com/windows/2004/02/mit/task";
const entities: Readonly<Record<string, string>> = table({ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" });
const plain = (xml: string): string =>
  xml.replace(/&(lt|gt|amp|quot|apos);/g, (all, name: string) => entities[name] ?? all).trim();

/** Contents of all elements of a name, in order; the text is searched, never evaluated. */
function contents(xml: string, name: string): string[] {
  const found: string[] = [];
  const open = new RegExp(`<${name}(?:\\s[^<>]{0,512})?>`, "g");
  for (let start = open.exec(xml); start !== null && found.length < 64; start = open.exec(xml)) {
    const from = start.index + start[0].length;
    const end = xml.indexOf(`</${name}>`, from);
    if (end < 0) break;
    found.push(plain(xml.slice(from, Math.min(end, from + longest))));
  }
  return found.filter((text) => text !== "");
}

/** Microseconds of `2026-03-01T02:14:07.5`, with or without a zone. */
function registered(date: string, { clock }: ReadContext): Pick<LogEvent, "time" | "digits" | "basis"> {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?$/.exec(date);
  if (parts === null) return { time: undefined, digits: 0, basis: "none" };
  const fraction = parts[7] ?? "";
  const micros = Number(fraction.padEnd(6, "0").slice(0, 6));
  const digits = Math.min(fraction.length, 6);
  const [year, month, day, hours, minutes, seconds] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > 31 || hours > 24)
    return { time: undefined, digits: 0, basis: "none" };
  if (parts[8] === undefined) {
    const time = clock.local(year, month, day, hours * 3600 + minutes * 60 + seconds, micros);
    return { time, digits, basis: "zone-assumed" };
  }
  const instant = Date.parse(`${date.slice(0, 19)}${parts[8]}`);
  if (Number.isNaN(instant)) return { time: undefined, digits: 0, basis: "none" };
  return { time: instant * 1000 + micros, digits, basis: "stated" };
}

function taskEvent(xml: string, context: ReadContext): LogEvent {
  const [command] = contents(xml, "Command");
  const [words] = contents(xml, "Arguments");
  const [author] = contents(xml, "Author");
  const [user] = contents(xml, "UserId");
  const [uri] = contents(xml, "URI");
  const [date = ""] = contents(xml, "Date");
  const name = uri ?? context.path.slice(context.path.lastIndexOf("/") + 1);
  const event: LogEvent = {
    ...registered(date, context),
    offset: 0,
    record: 1,
    "event.module": "taskscheduler",
    "event.category": "configuration",
    "event.action": "scheduled_task_entry",
    fields: {
      Command: contents(xml, "Command"),
      Arguments: contents(xml, "Arguments"),
      ClassId: contents(xml, "ClassId"),
      StartBoundary: contents(xml, "StartBoundary"),
      RunLevel: contents(xml, "RunLevel"),
      Hidden: contents(xml, "Hidden"),
      Author: author ?? "",
      UserId: user ?? "",
    },
  };
  if (name !== "") event["service.name"] = name;
  if (command !== undefined) event["process.command_line"] = words === undefined ? command : `${command} ${words}`;
  if (command !== undefined) event["process.executable"] = command;
  if (author !== undefined) event["user.name"] = author.slice(author.indexOf("\\") + 1) || author;
  if (context.host !== undefined) event["host.name"] = context.host;
  return event;
}

/** Definitions of scheduled tasks, as Windows keeps and exports them. */
export const scheduledTask: ByteFormat = {
  by: "bytes",
  id: "scheduled-task",
  names: { zh: "Windows 计划任务（XML）", en: "Windows scheduled task (XML)" },
  family: "windows",
  modules: ["taskscheduler"],
  references: ["https://learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema"],
  sniff: ({ lines }) => (lines.slice(0, 8).some((line) => line.includes("<Task") && line.includes(namespace)) ? 99 : 0),
  read(input: ByteInput, context: ReadContext): void {
    if (input.size === 0) return;
    const bytes = Buffer.from(input.read(0, Math.min(input.size, largest)));
    const { encoding, bom } = detectEncoding(bytes);
    const xml = encoding === "binary" ? "" : decode(bytes.subarray(bom), encoding);
    if (input.size <= largest && xml.includes("<Task") && xml.includes("</Task>")) {
      return context.sink.event(taskEvent(xml, context));
    }
    context.sink.unparsed();
    context.sink.damage({ from: 0, to: input.size, code: "E_RECORD_BROKEN", detail: "task" });
  },
};
