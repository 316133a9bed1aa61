import { zstdCompressSync, constants } from "node:zlib";
import type { ColumnChunk, RowGroup } from "hyparquet";
import { ByteWriter } from "hyparquet-writer";
import { writePageHeader } from "hyparquet-writer/src/datapage.js";
import { type EventSource, eventId, type LogEvent } from "@stanch/model/log-event";
import { definitionLevels, hybrid, PageBuffer } from "./parquet-page.ts";
import { type SegmentColumn, segmentColumns } from "./segment-columns.ts";

/** Row group bytes with their description; offsets count from the first byte this writer ever encoded. */
export interface RowGroupBytes {
  readonly bytes: Uint8Array;
  readonly group: RowGroup;
}

const physical = {
  dictionary: "BYTE_ARRAY",
  text: "BYTE_ARRAY",
  int32: "INT32",
  int64: "INT64",
  instant: "INT64",
} as const;
const level = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** A dictionary larger than this share of the values costs more than it saves. */
const DICTIONARY_SHARE = 0.5;

type Value = string | number | undefined;

/** The values of a column over a batch, in column order. */
function valueOf(column: string, event: LogEvent, source: EventSource): Value {
  switch (column) {
    case "@timestamp":
      return event.time;
    case "event.id":
      return eventId(source.key, event.offset, event.part);
    case "log.file.path":
      return source.path;
    case "log.offset":
      return event.offset;
    case "log.record":
      return event.record;
    case "stanch.time":
      return event.basis;
    case "fields":
      return event.fields === undefined ? undefined : JSON.stringify(event.fields);
    default:
      return (event as unknown as Record<string, Value>)[column];
  }
}

interface Page {
  readonly type: "DATA_PAGE_V2" | "DICTIONARY_PAGE";
  readonly encoding: "PLAIN" | "RLE_DICTIONARY";
  readonly values: number;
  readonly nulls: number;
  readonly levels: Uint8Array;
  readonly body: Uint8Array;
}

const dictionaryPage = { type: "DICTIONARY_PAGE", encoding: "PLAIN", nulls: 0, levels: new Uint8Array() } as const;

function writePage(out: ByteWriter, page: Page): number {
  const packed = zstdCompressSync(page.body, level);
  const start = out.offset;
  const sizes = {
    uncompressed_page_size: page.levels.length + page.body.length,
    compressed_page_size: page.levels.length + packed.length,
  };
  if (page.type === "DICTIONARY_PAGE") {
    writePageHeader(out, {
      type: page.type,
      ...sizes,
      dictionary_page_header: { num_values: page.values, encoding: "PLAIN" },
    });
  } else {
    writePageHeader(out, {
      type: page.type,
      ...sizes,
      data_page_header_v2: {
        num_values: page.values,
        num_nulls: page.nulls,
        num_rows: page.values,
        encoding: page.encoding,
        definition_levels_byte_length: page.levels.length,
        repetition_levels_byte_length: 0,
        is_compressed: true,
      },
    });
  }
  const header = out.offset - start;
  out.appendBytes(page.levels);
  out.appendBytes(packed);
  return header + sizes.uncompressed_page_size;
}

/**
 * Turns batches of events into Parquet row groups. One writer serves one source file; buffers are reused from batch to batch.
 *
 * @example
 * const writer = new SegmentWriter({ key: "5b2c1f0a9d3e4c77", path: "auth.log" });
 * const { bytes, group } = writer.encode(events, rules);
 */
export class SegmentWriter {
  readonly #source: EventSource;
  readonly #body = new PageBuffer(1 << 20);
  readonly #words = new PageBuffer(1 << 16);
  readonly #levels = new PageBuffer(1 << 14);
  #written = 0;
  constructor(source: EventSource) {
    this.#source = source;
  }

  /** `rules[i]` are the ids of rules that matched `events[i]`, joined by line feeds, or undefined. */
  encode(events: readonly LogEvent[], rules: readonly (string | undefined)[]): RowGroupBytes {
    const out = new ByteWriter(1 << 20);
    const columns = segmentColumns.map((column) => {
      const values = column.name === "rules" ? rules : events.map((event) => valueOf(column.name, event, this.#source));
      return this.#column(out, column, values);
    });
    const total = columns.reduce((sum, column) => sum + (column.meta_data?.total_uncompressed_size ?? 0n), 0n);
    const group: RowGroup = {
      columns,
      total_byte_size: total,
      num_rows: BigInt(events.length),
      total_compressed_size: BigInt(out.offset),
    };
    this.#written += out.offset;
    return { bytes: out.getBytes(), group };
  }

  #column(out: ByteWriter, column: SegmentColumn, values: readonly Value[]): ColumnChunk {
    const start = out.offset;
    const present = new Uint8Array(values.length);
    const held: (string | number)[] = [];
    values.forEach((value, at) => {
      if (value === undefined || value === "") return;
      present[at] = 1;
      held.push(value);
    });
    const nulls = values.length - held.length;
    this.#levels.reset();
    definitionLevels(this.#levels, present, nulls);
    const words = column.kind === "dictionary" ? this.#dictionary(held as string[]) : undefined;
    if (words === undefined) this.#plain(column, held);
    const dictionaryAt = words === undefined ? undefined : this.#written + out.offset;
    let size =
      words === undefined ? 0 : writePage(out, { ...dictionaryPage, values: words, body: this.#words.bytes() });
    const dataAt = this.#written + out.offset;
    const encoding = words === undefined ? "PLAIN" : "RLE_DICTIONARY";
    const pages = { levels: this.#levels.bytes(), body: this.#body.bytes() };
    size += writePage(out, { type: "DATA_PAGE_V2", encoding, values: values.length, nulls, ...pages });
    return {
      file_offset: BigInt(this.#written + start),
      meta_data: {
        type: physical[column.kind],
        encodings: words === undefined ? ["PLAIN"] : ["PLAIN", "RLE_DICTIONARY"],
        path_in_schema: [column.name],
        codec: "ZSTD",
        num_values: BigInt(values.length),
        total_uncompressed_size: BigInt(size),
        total_compressed_size: BigInt(out.offset - start),
        data_page_offset: BigInt(dataAt),
        ...(dictionaryAt === undefined ? {} : { dictionary_page_offset: BigInt(dictionaryAt) }),
        ...(column.name === "time" ? { statistics: extent(held as number[], nulls) } : {}),
      },
    };
  }

  /** Fills body with indexes and words with the dictionary; undefined when too many values differ. */
  #dictionary(values: readonly string[]): number | undefined {
    const seen = new Map<string, number>();
    const indexes = new Uint32Array(values.length);
    const most = Math.max(16, values.length * DICTIONARY_SHARE);
    this.#words.reset();
    for (const [at, value] of values.entries()) {
      let index = seen.get(value);
      if (index === undefined) {
        if (seen.size >= most) return undefined;
        index = seen.size;
        seen.set(value, index);
        this.#words.text(value);
      }
      indexes[at] = index;
    }
    const width = seen.size <= 1 ? 0 : 32 - Math.clz32(seen.size - 1);
    this.#body.reset();
    this.#body.byte(width);
    hybrid(this.#body, indexes, indexes.length, width);
    return seen.size;
  }

  #plain(column: SegmentColumn, values: readonly (string | number)[]): void {
    const body = this.#body;
    body.reset();
    if (column.kind === "int32") for (const value of values) body.int32(value as number);
    else if (column.kind === "int64" || column.kind === "instant")
      for (const value of values) body.int64(value as number);
    else for (const value of values) body.text(String(value));
  }
}

function extent(
  values: readonly number[],
  nulls: number,
): { min_value?: bigint; max_value?: bigint; null_count: bigint } {
  if (values.length === 0) return { null_count: BigInt(nulls) };
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min_value: BigInt(min), max_value: BigInt(max), null_count: BigInt(nulls) };
}
