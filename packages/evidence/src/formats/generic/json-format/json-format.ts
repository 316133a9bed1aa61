import type { EventCategory } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import type { Text } from "@stanch/model/text";
import type { LineFormat, LineReader, ReadContext, Sample } from "../../../format.ts";
import { flatFields } from "./flat-fields.ts";
import type { Json, JsonObject } from "./json-value.ts";
import { isObject } from "./json-value.ts";
import { jsonDocument } from "./json-document.ts";
import { readTime } from "./json-time.ts";

/** A kind of JSON record, one object a line. */
export interface JsonShape {
  readonly id: string;
  readonly names: Text;
  readonly family: LineFormat["family"];
  readonly module: string;
  readonly category?: EventCategory;
  readonly references: readonly string[];
  /** 0–100 for a file of nothing else. */
  readonly sure: number;
  is(record: JsonObject): boolean;
  /** The value that says when. */
  time(record: JsonObject): Json | undefined;
  /** Sets what the record says; the event already has time, module and category. */
  map(record: JsonObject, event: LogEvent): void;
  /** False when `map` sets `fields` itself. */
  readonly flat?: boolean;
  /** Records inside one line (`{"Records":[…]}`); absent: the line is the record, or an array of records. */
  inside?(line: JsonObject): readonly Json[] | undefined;
  /** Absent: true, every line stands alone. */
  readonly splittable?: boolean;
  /** Made for each file, where lines need what stood before or the context of reading. */
  follow?(context: ReadContext): (record: JsonObject, event: LogEvent) => void;
}

const parsed = new WeakMap<Sample, readonly JsonObject[]>();

/** The objects in the first lines of a sample, parsed once for all formats that ask. */
export function sampleObjects(sample: Sample): readonly JsonObject[] {
  const known = parsed.get(sample);
  if (known !== undefined) return known;
  const objects: JsonObject[] = [];
  for (const line of sample.lines.slice(0, 40)) {
    const value = parseLine(line);
    const first = Array.isArray(value) ? value[0] : value;
    if (isObject(first)) objects.push(first);
    else if (line.trim() !== "" && !line.startsWith("#") && objects.length === 0) break;
  }
  if (objects.length === 0) objects.push(...cutObjects(sample));
  parsed.set(sample, objects);
  return objects;
}

/** A document over several lines, or one line longer than the sample: its first inner object still tells what it is. */
function cutObjects(sample: Sample): JsonObject[] {
  const text = Buffer.from(sample.bytes.subarray(0, 65_536)).toString("utf8");
  const records = /^\s*\{\s*"Records"\s*:\s*\[/.exec(text);
  const start = records === null ? (/^\s*(?:\[|(?=\{))/.exec(text)?.[0].length ?? -1) : records[0].length;
  if (start < 0) return [];
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 92) at++;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 123) depth++;
    else if (code === 125 && --depth === 0) {
      const value = parseLine(text.slice(start, at + 1).replace(/^\s*,?/, ""));
      if (!isObject(value)) return [];
      return records === null ? [value] : [{ Records: [value] }];
    }
  }
  return [];
}

/** The JSON value of a line, or undefined. Never throws. */
export function parseLine(line: string): Json | undefined {
  const first = line.charCodeAt(line.length - line.trimStart().length);
  if (first !== 123 && first !== 91) return undefined;
  try {
    return JSON.parse(line) as Json;
  } catch {
    return undefined;
  }
}

function sniff(shape: JsonShape, sample: Sample): number {
  const objects = sampleObjects(sample);
  if (objects.length === 0) return 0;
  const share = objects.filter((record) => belongs(shape, record)).length / objects.length;
  return Math.round(shape.sure * share);
}

function belongs(shape: JsonShape, line: JsonObject): boolean {
  const first = shape.inside?.(line)?.[0];
  return isObject(first) ? shape.is(first) : shape.is(line);
}

/** The {@link LineFormat} of a kind of JSON record. */
export function jsonFormat(shape: JsonShape): LineFormat {
  return {
    id: shape.id,
    names: shape.names,
    family: shape.family,
    modules: [shape.module],
    references: shape.references,
    by: "line",
    splittable: shape.splittable ?? shape.follow === undefined,
    sniff: (sample) => sniff(shape, sample),
    open: (context) => jsonReader(shape, context),
  };
}

function jsonReader(shape: JsonShape, context: ReadContext): LineReader {
  const { sink } = context;
  const follow = shape.follow?.(context);
  const give = (value: Json, at?: { readonly offset: number; readonly record: number }): boolean => {
    if (typeof value !== "object" || value === null) return false;
    const records = Array.isArray(value)
      ? (value as readonly Json[])
      : (shape.inside?.(value as JsonObject) ?? [value]);
    let part = 0;
    for (const record of records) {
      if (!isObject(record) || !shape.is(record)) continue;
      const event = jsonEvent(shape, record, context);
      if (part > 0) event.part = part;
      if (at !== undefined) Object.assign(event, at);
      follow?.(record, event);
      part++;
      sink.event(event);
    }
    return part > 0;
  };
  const document = jsonDocument(sink, give);
  return {
    line(text, offset, record) {
      const value = document.open(text) ? undefined : parseLine(text);
      if (value === undefined && document.take(text, offset, record)) return;
      if (value === undefined && text.startsWith("#")) return sink.skip("comment");
      if (value === undefined || !give(value)) sink.unparsed();
    },
    end: () => document.end(),
  };
}

/** One record as an event. */
export function jsonEvent(
  shape: JsonShape,
  record: JsonObject,
  context: Pick<ReadContext, "clock" | "host">,
): LogEvent {
  const event: LogEvent = {
    time: undefined,
    digits: 0,
    basis: "none",
    offset: -1,
    record: 0,
    "event.module": shape.module,
  };
  readTime(shape.time(record), event, context.clock);
  if (shape.category !== undefined) event["event.category"] = shape.category;
  if (context.host !== undefined) event["host.name"] = context.host;
  shape.map(record, event);
  if (shape.flat !== false) event.fields = flatFields(record);
  return event;
}
