import type { LogEvent } from "@stanch/model/log-event";
import type { ByteFormat, ByteInput, ReadContext } from "../../format.ts";
import { moduleOfChannel, windowsModules } from "../evtx/windows-event.ts";
import { addEvtMeaning, channelOf } from "./evt-meaning.ts";
import { evtFields, evtMagic, type EvtRecord, evtRecord, isWhole, largestRecord, recordSize } from "./evt-record.ts";

const headerSize = 48;
const block = 4 << 20;

function evtEvent(
  record: EvtRecord,
  place: { offset: number; record: number; host: string | undefined; path: string },
): LogEvent {
  const channel = channelOf(place.path, record.source);
  const fields = evtFields(record, channel);
  const event: LogEvent = {
    time: record.generated * 1e6,
    digits: 0,
    basis: "stated",
    offset: place.offset,
    record: place.record,
    "event.module": moduleOfChannel(channel ?? ""),
    "event.code": String(record.id),
    fields,
  };
  if (record.source !== "") event["event.provider"] = record.source;
  const host = record.computer === "" ? place.host : record.computer;
  if (host !== undefined) event["host.name"] = host;
  if (record.type === 16) event["event.outcome"] = "failure";
  else if (record.type === 8) event["event.outcome"] = "success";
  const outcome = event["event.outcome"];
  addEvtMeaning(event, fields, record.strings, channel ?? "", record.id);
  if (outcome !== undefined) event["event.outcome"] = outcome;
  return event;
}

interface Reading {
  readonly input: ByteInput;
  readonly context: ReadContext;
  record: number;
}

/** The bytes of a record; one that reaches the end of the file goes on behind the header, when its end is there. */
function recordBytes({ input }: Reading, bytes: Buffer, start: number, base: number, size: number): Buffer {
  const present = bytes.subarray(start, start + size);
  const missing = size - present.length;
  if (missing <= 0 || base + bytes.length < input.size) return present;
  if (headerSize + missing > base + start) return present;
  const end = missing >= 4 ? Buffer.from(input.read(headerSize + missing - 4, 4)) : undefined;
  if (end !== undefined && (end.length < 4 || end.readUInt32LE(0) !== size)) return present;
  return Buffer.concat([present, input.read(headerSize, missing)]);
}

/** Reads the record at an offset; returns how far to go on. */
function take(reading: Reading, at: number, size: number, bytes: Buffer): number {
  const { context } = reading;
  const whole = isWhole(bytes);
  // A torn record ends where the next one begins at the latest, so that no byte is read twice.
  const next = whole ? -1 : bytes.indexOf(evtMagic, 8);
  const record = evtRecord(next < 0 ? bytes : bytes.subarray(0, Math.max(next - 4, 8)));
  reading.record++;
  if (record === undefined || !whole) {
    const to = Math.min(at + (next < 0 ? size : next - 4), reading.input.size);
    context.sink.damage({ from: at, to, code: "E_RECORD_BROKEN", detail: "event record" });
  }
  if (record === undefined || record.source === "") context.sink.unparsed();
  else {
    const place = { offset: at, record: reading.record, host: context.host, path: context.path };
    context.sink.event(evtEvent(record, place));
  }
  return next < 0 ? size : Math.max(next - 4, 8);
}

function scan(reading: Reading): void {
  const { input } = reading;
  for (let base = headerSize; base < input.size;) {
    const bytes = Buffer.from(input.read(base, block));
    const last = base + bytes.length >= input.size;
    // A record near the end of the block is left to the next one, which holds it whole.
    const stop = last ? bytes.length : bytes.length - largestRecord;
    let at = 0;
    while (at < stop) {
      const found = bytes.indexOf(evtMagic, at + 4);
      if (found < 0 || found - 4 >= stop) {
        at = stop;
        break;
      }
      const start = found - 4;
      const size = recordSize(bytes, start);
      if (size === 0) at = found;
      else {
        at = start + take(reading, base + start, size, recordBytes(reading, bytes, start, base, size));
      }
    }
    base += Math.max(at, 1);
  }
}

/**
 * Event logs of Windows before Vista. Every record in the file is read, wherever the ring of records begins, also those that
 * a cleared or wrapped log no longer counts.
 */
export const evt: ByteFormat = {
  by: "bytes",
  id: "evt",
  names: { zh: "Windows 事件日志（EVT）", en: "Windows event log (EVT)" },
  family: "windows",
  modules: windowsModules,
  references: ["https://learn.microsoft.com/windows/win32/eventlog/event-log-file-format"],
  sniff({ bytes }): number {
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return head.length >= headerSize && head.readUInt32LE(0) === headerSize && head.compare(evtMagic, 0, 4, 4, 8) === 0
      ? 100
      : 0;
  },
  read(input: ByteInput, context: ReadContext): void {
    const head = Buffer.from(input.read(0, headerSize));
    if (head.length < headerSize) {
      if (head.length > 0)
        context.sink.damage({ from: 0, to: head.length, code: "E_TRUNCATED", detail: "file header" });
      return;
    }
    scan({ input, context, record: 0 });
  },
};
