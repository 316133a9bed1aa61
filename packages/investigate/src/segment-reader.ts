import { closeSync, openSync, readSync } from "node:fs";
import { zstdDecompressSync } from "node:zlib";
import type { FieldValue, TimeBasis } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { dictionaryWords, pickNumbers, pickTexts, valueIndexes } from "./page-reading.ts";
import { groupRows } from "./segment-builder.ts";
import { segmentColumns } from "./segment-columns.ts";
import type { SegmentPart } from "./segment-file.ts";
import type { ColumnPlace } from "./segment-writer.ts";

const kinds = new Map(segmentColumns.map(({ name, kind }) => [name, kind]));
/** Columns that tell nothing of the event itself that others do not tell. */
const unread = new Set(["@timestamp", "log.file.path", "rules"]);

/** Where the rows of a part lie. */
export type PartPlaces = Pick<SegmentPart, "file" | "places">;

/**
 * Reads single events again from a part, as they were written, so that a correlation over millions of matches keeps only row
 * numbers.
 *
 * @param rows numbers of rows in the part, ascending, each once.
 * @example const [event] = readRows(part, [4711]);
 */
export function readRows(part: PartPlaces, rows: readonly number[]): LogEvent[] {
  const descriptor = openSync(part.file, "r");
  try {
    return [...Map.groupBy(rows, (row) => Math.floor(row / groupRows))].flatMap(([group, own]) => {
      const inside = own.map((row) => row - group * groupRows);
      return readGroup(descriptor, part.places[group] ?? [], inside);
    });
  } finally {
    closeSync(descriptor);
  }
}

function readGroup(descriptor: number, places: readonly ColumnPlace[], rows: readonly number[]): LogEvent[] {
  const events = rows.map((): LogEvent => ({ time: undefined, digits: 0, basis: "none", offset: 0, record: 0 }));
  for (const place of places) {
    if (unread.has(place.name)) continue;
    const indexes = valueIndexes(bytesAt(descriptor, place.body.at - place.levels, place.levels), place.nulls, rows);
    const wanted = indexes.filter((index) => index >= 0);
    if (wanted.length === 0) continue;
    const values = valuesOf(descriptor, place, wanted);
    let next = 0;
    for (const [at, index] of indexes.entries()) {
      const event = events[at];
      if (index >= 0 && event !== undefined) setValue(event, place.name, values[next++] ?? "");
    }
  }
  return events;
}

function valuesOf(descriptor: number, place: ColumnPlace, indexes: readonly number[]): (string | number)[] {
  const kind = kinds.get(place.name);
  const body = bodyAt(descriptor, place.body);
  if (kind !== "dictionary" && kind !== "text") {
    return pickNumbers(body, place.encoding, kind === "int32" ? 32 : 64, indexes);
  }
  const { dictionary } = place;
  const words = dictionary && dictionaryWords(bodyAt(descriptor, dictionary), dictionary.words);
  return pickTexts(body, place.encoding, indexes, words);
}

/** The opposite of what {@link SegmentWriter} does with an event. */
function setValue(event: LogEvent, name: string, value: string | number): void {
  switch (name) {
    case "log.offset":
      event.offset = Number(value);
      return;
    case "log.record":
      event.record = Number(value);
      return;
    case "stanch.time":
      event.basis = value as TimeBasis;
      return;
    case "fields":
      event.fields = JSON.parse(String(value)) as Record<string, FieldValue>;
      return;
    case "event.id": {
      const dot = String(value).lastIndexOf(".");
      if (dot > 0) event.part = Number.parseInt(String(value).slice(dot + 1), 36);
      return;
    }
    default:
      (event as unknown as Record<string, unknown>)[name] = value;
  }
}

/** The whole at once: piece by piece it would be copied over and over. */
function bodyAt(descriptor: number, { at, bytes, whole }: ColumnPlace["body"]): Buffer {
  return zstdDecompressSync(bytesAt(descriptor, at, bytes), { chunkSize: Math.max(64, whole + 1) });
}

function bytesAt(descriptor: number, at: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let got = 0; got < length;) {
    const more = readSync(descriptor, bytes, got, length - got, at + got);
    if (more <= 0) throw new RangeError("a part of the segment is shorter than it says");
    got += more;
  }
  return bytes;
}
