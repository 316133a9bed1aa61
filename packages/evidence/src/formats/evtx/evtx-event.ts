import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { filetimeMicros, filetimeNanos } from "./filetime.ts";
import type { RecordFields } from "./record-fields.ts";
import { addMeaning, moduleOfChannel } from "./windows-event.ts";

/** Where a record stands in the source file, and when its header says it was written. */
export interface RecordPlace {
  readonly offset: number;
  readonly record: number;
  readonly low: number;
  readonly high: number;
  /** Host of the collection, for records that name none. */
  readonly host: string | undefined;
}

const written = (value: FieldValue | undefined): string | undefined => {
  if (Array.isArray(value)) return written(value[0] as FieldValue | undefined);
  return value === undefined || value === null || value === "" ? undefined : String(value);
};

/** Microseconds of a time written as text (`2020-01-01T00:00:00.1234567Z`); undefined when it is none. */
function statedMicros(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z?$/.exec(text);
  if (parts === null) return undefined;
  const base = Date.parse(`${parts[1] ?? ""}Z`);
  return Number.isNaN(base) ? undefined : base * 1000 + Number((parts[2] ?? "").padEnd(6, "0").slice(0, 6));
}

/**
 * The event of one record. Its time is what the record says of its creation; where it says nothing, the time of its header.
 *
 * @example sink.event(evtxEvent(said, { offset, record, low, high, host: undefined }));
 */
export function evtxEvent(said: RecordFields, place: RecordPlace): LogEvent {
  const { fields } = said;
  const text = statedMicros(said.stated);
  const own = said.low !== 0 || said.high !== 0;
  const low = own ? said.low : place.low;
  const high = own ? said.high : place.high;
  const time = text ?? filetimeMicros(low, high);
  const nanos = text === undefined && time !== undefined ? filetimeNanos(low, high) : 0;
  const provider = written(fields["Provider_Name"]);
  const channel = written(fields["Channel"]) ?? "";
  const event: LogEvent = {
    time,
    nanos,
    digits: 7,
    basis: time === undefined ? "none" : "stated",
    offset: place.offset,
    record: place.record,
    "event.module": moduleOfChannel(channel),
    fields,
  };
  if (provider !== undefined) event["event.provider"] = provider;
  const code = written(fields["EventID"]);
  if (code !== undefined) event["event.code"] = code;
  const host = written(fields["Computer"]) ?? place.host;
  if (host !== undefined) event["host.name"] = host;
  const message = written(fields["RenderingInfo_Message"]);
  if (message !== undefined) event.message = message;
  if (code !== undefined) addMeaning(event, fields, channel, Number(code));
  if (time === undefined) event.digits = 0;
  return event;
}
