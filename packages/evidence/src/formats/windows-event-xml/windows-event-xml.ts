import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import type { LineFormat, LineReader, ReadContext } from "../../format.ts";
import { evtxEvent } from "../evtx/evtx-event.ts";
import { fieldPlan, type FieldSlot } from "../evtx/field-plan.ts";
import type { RecordFields } from "../evtx/record-fields.ts";
import { windowsModules } from "../evtx/windows-event.ts";
import { eventXml } from "./event-xml.ts";

/** A record of Windows has at most 64 KiB; twice as much text for what XML adds, and more for texts that were rendered. */
const longest = 1 << 20;
const start = /<Event(?=[\s>])/;
const stop = "</Event>";
const frame = /^\s*(?:<\?xml[^<>]*\?>)?\s*(?:<\/?Events(?:\s[^<>]*)?>)?\s*$/;
const namespace = /<Event\s[^>]*xmlns=["']http:\/\/schemas\.microsoft\.com\/win\/2004\/08\/events\/event["']/;
const number = /^(?:0|[1-9]\d{0,14})$/;

/** What the XML of a number is in a binary log; texts of digits alone become numbers too, as nothing tells them apart. */
const typed = (text: string): FieldValue => (number.test(text) ? Number(text) : text);

/** Ticks of 100 ns since 1601 of `2026-03-01T02:14:07.1234567Z`. */
function ticks(stated: string): bigint | undefined {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z?$/.exec(stated);
  const seconds = parts === null ? Number.NaN : Date.parse(`${parts[1] ?? ""}Z`) / 1000;
  if (Number.isNaN(seconds)) return undefined;
  return BigInt(seconds + 11_644_473_600) * 10_000_000n + BigInt((parts?.[2] ?? "").padEnd(7, "0").slice(0, 7));
}

function put(fields: Record<string, FieldValue>, slot: FieldSlot, value: FieldValue): void {
  const old = fields[slot.name];
  const list = slot.role === "unnamed" || slot.role === "content";
  if (old === undefined) fields[slot.name] = list ? ([value] as FieldValue) : value;
  else fields[slot.name] = [...(Array.isArray(old) ? old : [old]), value] as FieldValue;
}

/** What one event says, under the names that the reader of binary logs gives; undefined when it is no event. */
function saidBy(xml: string): RecordFields | undefined {
  const element = eventXml(xml);
  if (element === undefined) return undefined;
  const said: RecordFields = { fields: {}, low: 0, high: 0, stated: undefined, budget: 0 };
  for (const slot of fieldPlan([element], "top")) {
    const value = slot.literal ?? "";
    if (slot.sparse && value === "") continue;
    const when = slot.role === "time" ? ticks(String(value)) : undefined;
    if (when !== undefined && when > 0n) {
      said.low = Number(when & 0xffff_ffffn);
      said.high = Number(when >> 32n);
    } else if (slot.role !== "time") put(said.fields, slot, typeof value === "string" ? typed(value) : value);
  }
  return said.fields["EventID"] === undefined ? undefined : said;
}

/** Where an event begins: `part` is above 0 when its first line is told of by another event. */
interface Place {
  readonly offset: number;
  readonly record: number;
  readonly part: number;
}

function eventAt(xml: string, place: Place, context: ReadContext): LogEvent | undefined {
  const said = saidBy(xml);
  if (said === undefined) return undefined;
  const { offset, record, part } = place;
  const event = evtxEvent(said, { offset, record, low: 0, high: 0, host: context.host });
  if (part > 0) event.part = part;
  return event;
}

/** An event that is not yet whole. */
interface Torn {
  readonly lines: string[];
  readonly place: Place;
  size: number;
}

/** What a text holds of events: whole ones are told, of the last one perhaps only the beginning. */
interface Taken {
  readonly found: number;
  readonly torn: Torn | undefined;
}

function take(text: string, place: Place, context: ReadContext): Taken {
  let found = 0;
  for (let from = text.search(start); from >= 0;) {
    const end = text.indexOf(stop, from);
    const here = { ...place, part: place.part + found };
    if (end < 0) return { found, torn: { lines: [text.slice(from)], place: here, size: text.length - from } };
    const event = eventAt(text.slice(from, end + stop.length), here, context);
    if (event !== undefined) {
      found++;
      context.sink.event(event);
    }
    const more = text.slice(end + stop.length).search(start);
    from = more < 0 ? -1 : end + stop.length + more;
  }
  return { found, torn: undefined };
}

/** Counts the lines of an event that never ended, or is none; a first line that another event tells of is counted with that. */
function lose({ lines, place }: Torn, to: number, { sink }: ReadContext): void {
  const lost = lines.length - (place.part > 0 ? 1 : 0);
  if (lost > 0) sink.unparsed(lost);
  if (to > place.offset) sink.damage({ from: place.offset, to, code: "E_RECORD_BROKEN", detail: "no whole event" });
}

/** Ends an event with the line that holds its end tag; the line is told of by it, and what begins behind is a part. */
function close(open: Torn, text: string, line: Omit<Place, "part">, context: ReadContext): Taken {
  const end = text.indexOf(stop) + stop.length;
  const event = eventAt([...open.lines, text.slice(0, end)].join("\n"), open.place, context);
  if (event !== undefined) {
    context.sink.event(event);
    context.sink.skip("joined", open.lines.length);
  } else lose(open, line.offset, context);
  const { found, torn } = take(text.slice(end), { ...line, part: event === undefined ? 0 : 1 }, context);
  return { found: found + (event === undefined ? 0 : 1), torn };
}

const goesOn = (open: Torn, text: string): boolean =>
  !start.test(text) && !text.includes(stop) && open.size + text.length < longest;

const ends = (text: string): boolean => {
  const end = text.indexOf(stop);
  return end >= 0 && !start.test(text.slice(0, end));
};

function openXml(context: ReadContext): LineReader {
  const { sink } = context;
  let open: Torn | undefined;
  let next = 0;
  return {
    line(text, offset, record) {
      next = offset + text.length;
      const before = open;
      if (before !== undefined && goesOn(before, text)) {
        before.lines.push(text);
        before.size += text.length + 1;
        return;
      }
      const line = { offset, record };
      const closing = before !== undefined && ends(text);
      if (before !== undefined && !closing) lose(before, offset, context);
      const taken = closing ? close(before, text, line, context) : take(text, { ...line, part: 0 }, context);
      open = taken.torn;
      if (taken.found > 0 || open !== undefined) return;
      if (text.trim() === "") sink.skip("blank");
      else if (frame.test(text)) sink.skip("header");
      else sink.unparsed();
    },
    end() {
      if (open !== undefined) lose(open, next, context);
      open = undefined;
    },
  };
}

/** Windows events as XML text: as `wevtutil` and the event viewer export them, or forwarded, one a line or over several lines. */
export const windowsEventXml: LineFormat = {
  id: "windows-event-xml",
  names: { zh: "Windows 事件日志（XML）", en: "Windows events as XML" },
  family: "windows",
  modules: windowsModules,
  references: [
    "https://learn.microsoft.com/windows/win32/wes/eventschema-event-element",
    "https://learn.microsoft.com/windows-server/administration/windows-commands/wevtutil",
  ],
  by: "line",
  splittable: true,
  starts: (line) => start.test(line),
  sniff: ({ lines }) => (lines.slice(0, 60).some((line) => namespace.test(line.slice(0, 4096))) ? 97 : 0),
  open: openXml,
};
