import { constants, zstdCompressSync } from "node:zlib";
import type { EventSource, LogEvent } from "@stanch/model/log-event";
import type { ColumnChunk, Encoding, RowGroup } from "hyparquet";
import { ByteWriter } from "hyparquet-writer";
import { writePageHeader } from "hyparquet-writer/src/datapage.js";
import { IdBuilder } from "./id-builder.ts";
import { definitionLevels, PageBuffer } from "./parquet-page.ts";
import { builderOf, groupRows, NumberBuilder, type PageEncoding, type SegmentBuilder } from "./segment-builder.ts";
import { type SegmentColumn, segmentColumns } from "./segment-columns.ts";

/** Row group bytes with their description; offsets count from the first byte since {@link SegmentWriter.begin}. */
export interface RowGroupBytes {
  readonly bytes: Uint8Array;
  readonly group: RowGroup;
  readonly places: readonly ColumnPlace[];
}

/** Where the compressed body of a page lies. */
interface BodyPlace {
  readonly at: number;
  readonly bytes: number;
  /** Bytes of the body before it was compressed. */
  readonly whole: number;
}

/**
 * Where a column of a row group lies, so that single rows can be read without looking for it. Columns without values have none,
 * nor have ids that say no more than the offset does.
 */
export interface ColumnPlace {
  readonly name: string;
  readonly encoding: PageEncoding;
  readonly nulls: number;
  /** Bytes of the definition levels, which stand right before the body. */
  readonly levels: number;
  readonly body: BodyPlace;
  readonly dictionary?: BodyPlace & { readonly words: number };
}

const physical = {
  dictionary: "BYTE_ARRAY",
  text: "BYTE_ARRAY",
  int32: "INT32",
  int64: "INT64",
  instant: "INT64",
} as const;
const level = { params: { [constants.ZSTD_c_compressionLevel]: 1 }, chunkSize: 1 << 18 };

interface Page {
  readonly type: "DATA_PAGE_V2" | "DICTIONARY_PAGE";
  readonly encoding: PageEncoding;
  readonly values: number;
  readonly nulls: number;
  readonly levels: Uint8Array;
  readonly body: Uint8Array;
}

const dictionaryPage = { type: "DICTIONARY_PAGE", encoding: "PLAIN", nulls: 0, levels: new Uint8Array() } as const;
const emptyPacked = zstdCompressSync(new Uint8Array(), level);

/** Answers the size that Parquet counts, and where the body went. */
function writePage(out: ByteWriter, page: Page): { readonly size: number; readonly body: BodyPlace } {
  const packed = page.body.length === 0 ? emptyPacked : zstdCompressSync(page.body, level);
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
  const body = { at: out.offset, bytes: packed.length, whole: page.body.length };
  out.appendBytes(packed);
  return { size: header + sizes.uncompressed_page_size, body };
}

interface OpenColumn {
  readonly column: SegmentColumn;
  /** Made with the first value: most columns of most logs stay empty. */
  builder: SegmentBuilder | undefined;
}

/** Columns that are not simply a property of the event, by the name of what fills them. */
const made = new Set([
  "@timestamp",
  "event.id",
  "log.file.path",
  "log.offset",
  "log.record",
  "stanch.time",
  "fields",
  "rules",
]);

/**
 * Turns events into Parquet row groups, a column at a time; buffers are kept from group to group and from source to source.
 *
 * @example
 * writer.begin({ key: "5b2c1f0a9d3e4c77", path: "auth.log" });
 * writer.add(event, undefined);
 * const { bytes, group } = writer.take();
 */
export class SegmentWriter {
  readonly #columns: readonly OpenColumn[] = segmentColumns.map((column) => ({ column, builder: undefined }));
  /** Columns by the property of the event that fills them. */
  readonly #byName = new Map(this.#columns.map((one) => [one.column.name, one]));
  readonly #properties = new Map(
    [...this.#byName]
      .filter(([name]) => !made.has(name))
      .concat([
        ["offset", this.#named("log.offset")],
        ["record", this.#named("log.record")],
        ["basis", this.#named("stanch.time")],
      ]),
  );
  /** Properties as the last events had them, place by place: the next event mostly has the same. */
  readonly #order: string[] = [];
  readonly #inOrder: (OpenColumn | undefined)[] = [];
  readonly #levels = new PageBuffer(1 << 14);
  #source: EventSource = { key: "", path: "" };
  #written = 0;
  #rows = 0;

  #named(name: string): OpenColumn {
    const found = this.#byName.get(name);
    if (found === undefined) throw new TypeError(`no column ${name}`);
    return found;
  }

  readonly #ids = new IdBuilder();
  readonly #path = this.#named("log.file.path");
  readonly #fields = this.#named("fields");
  readonly #rules = this.#named("rules");

  /** Starts with another source file; rows not taken are dropped. */
  begin(source: EventSource): void {
    this.#source = source;
    this.#ids.begin(source.key);
    this.#written = 0;
    this.#clear();
  }

  get rows(): number {
    return this.#rows;
  }

  /** True when the row group is full and must be taken. */
  get full(): boolean {
    return this.#rows >= groupRows;
  }

  /** `rules`: the ids of rules that matched the event, joined by line feeds. */
  add(event: LogEvent, rules: string | undefined): void {
    const row = this.#rows++;
    let at = 0;
    for (const name in event) {
      const place = at++;
      const value = event[name as keyof LogEvent];
      if (value === undefined || value === "") continue;
      if (this.#order[place] !== name) this.#learn(place, name);
      const open = this.#inOrder[place];
      if (open !== undefined) (open.builder ??= builderOf(open.column.kind)).add(row, value as string | number);
    }
    this.#ids.add(row, event.offset, event.part);
    this.#put(this.#path, row, this.#source.path);
    if (event.fields !== undefined) this.#put(this.#fields, row, JSON.stringify(event.fields));
    if (rules !== undefined) this.#put(this.#rules, row, rules);
  }

  #learn(place: number, name: string): void {
    this.#order[place] = name;
    this.#inOrder[place] = this.#properties.get(name);
  }

  #put(open: OpenColumn, row: number, value: string | number): void {
    if (value !== "") (open.builder ??= builderOf(open.column.kind)).add(row, value);
  }

  /** The rows added since the last call as one row group. */
  take(): RowGroupBytes {
    const out = new ByteWriter(1 << 20);
    const rows = this.#rows;
    this.#named("event.id").builder = this.#ids;
    // The same instants under two names.
    this.#named("@timestamp").builder = this.#named("time").builder;
    const places: ColumnPlace[] = [];
    const columns = this.#columns.map((open) => this.#chunk(out, open, rows, places));
    const total = columns.reduce((sum, column) => sum + (column.meta_data?.total_uncompressed_size ?? 0n), 0n);
    const group: RowGroup = {
      columns,
      total_byte_size: total,
      num_rows: BigInt(rows),
      total_compressed_size: BigInt(out.offset),
    };
    this.#written += out.offset;
    this.#clear();
    return { bytes: out.getBytes(), group, places };
  }

  #clear(): void {
    this.#rows = 0;
    for (const { builder } of this.#columns) builder?.reset();
  }

  #chunk(out: ByteWriter, { column, builder }: OpenColumn, rows: number, places: ColumnPlace[]): ColumnChunk {
    const start = out.offset;
    const held = builder === undefined || builder.count === 0 ? undefined : builder;
    const nulls = rows - (held?.count ?? 0);
    this.#levels.reset();
    definitionLevels(this.#levels, held?.present ?? none, rows, nulls);
    const { encoding, body, dictionary } = held?.pages() ?? { encoding: "PLAIN" as const, body: undefined };
    const words =
      dictionary && writePage(out, { ...dictionaryPage, values: dictionary.words, body: dictionary.body.bytes() });
    const dataAt = out.offset;
    const levels = this.#levels.bytes();
    const page = { type: "DATA_PAGE_V2", encoding, values: rows, nulls, levels, body: body?.bytes() ?? none } as const;
    const data = writePage(out, page);
    if (held !== undefined && !(held instanceof IdBuilder && !held.hasParts)) {
      places.push({
        name: column.name,
        encoding,
        nulls,
        levels: levels.length,
        body: this.#placed(data.body),
        ...(words && { dictionary: { ...this.#placed(words.body), words: dictionary?.words ?? 0 } }),
      });
    }
    const encodings: Encoding[] = encoding === "PLAIN" ? ["PLAIN"] : ["PLAIN", encoding];
    return {
      file_offset: BigInt(this.#written + start),
      meta_data: {
        type: physical[column.kind],
        encodings,
        path_in_schema: [column.name],
        codec: "ZSTD",
        num_values: BigInt(rows),
        total_uncompressed_size: BigInt(data.size + (words?.size ?? 0)),
        total_compressed_size: BigInt(out.offset - start),
        data_page_offset: BigInt(this.#written + dataAt),
        ...(words && { dictionary_page_offset: BigInt(this.#written + start) }),
        ...(column.name === "time" && { statistics: extentOf(held, nulls) }),
      },
    };
  }

  #placed({ at, ...sizes }: BodyPlace): BodyPlace {
    return { at: this.#written + at, ...sizes };
  }
}

const none = new Uint8Array();

function extentOf(builder: SegmentBuilder | undefined, nulls: number) {
  if (!(builder instanceof NumberBuilder)) return { null_count: BigInt(nulls) };
  const [least, most] = builder.extent();
  return { min_value: BigInt(least), max_value: BigInt(most), null_count: BigInt(nulls) };
}
