import { closeSync, openSync, readSync, writeFileSync } from "node:fs";
import type { FileMetaData, RowGroup, SchemaElement } from "hyparquet";
import { ByteWriter } from "hyparquet-writer";
import { writeMetadata } from "hyparquet-writer/src/metadata.js";
import type { ColumnPlace } from "./segment-writer.ts";
import { segmentColumns, type SegmentColumn } from "./segment-columns.ts";

/** A file of raw row group bytes (no header, no footer) as a worker leaves it behind. */
export interface SegmentPart {
  readonly file: string;
  readonly groups: readonly RowGroup[];
  /** Where the columns of each group lie in the file. */
  readonly places: readonly (readonly ColumnPlace[])[];
  readonly bytes: number;
}

const magic = Buffer.from("PAR1", "latin1");

function element(column: SegmentColumn): SchemaElement {
  const base = { name: column.name, repetition_type: "OPTIONAL" } as const;
  switch (column.kind) {
    case "dictionary":
    case "text":
      return { ...base, type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } };
    case "int32":
      return { ...base, type: "INT32" };
    case "int64":
      return { ...base, type: "INT64" };
    case "instant":
      return {
        ...base,
        type: "INT64",
        converted_type: "TIMESTAMP_MICROS",
        logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" },
      };
  }
}

const schema: SchemaElement[] = [
  { name: "event", num_children: segmentColumns.length },
  ...segmentColumns.map(element),
];

/** The same row group, `by` bytes further into a file. */
function shifted(group: RowGroup, by: number): RowGroup {
  const move = BigInt(by);
  return {
    ...group,
    columns: group.columns.map((column) => {
      const meta = column.meta_data;
      if (meta === undefined) return column;
      const dictionary = meta.dictionary_page_offset;
      return {
        ...column,
        file_offset: column.file_offset + move,
        meta_data: {
          ...meta,
          data_page_offset: meta.data_page_offset + move,
          ...(dictionary === undefined ? {} : { dictionary_page_offset: dictionary + move }),
        },
      };
    }),
  };
}

function footer(groups: RowGroup[]): Uint8Array {
  const out = new ByteWriter();
  const metadata: Omit<FileMetaData, "metadata_length"> = {
    version: 2,
    created_by: "stanch",
    schema,
    num_rows: groups.reduce((sum, group) => sum + group.num_rows, 0n),
    row_groups: groups,
  };
  writeMetadata(out, metadata as FileMetaData);
  out.appendUint32(0x31524150);
  return out.getBytes();
}

/** Writes what a file holds to the end of one that is open. */
export function appendFile(to: number, file: string, buffer: Uint8Array): void {
  const from = openSync(file, "r");
  try {
    for (let read = readSync(from, buffer); read > 0; read = readSync(from, buffer))
      writeFileSync(to, buffer.subarray(0, read));
  } finally {
    closeSync(from);
  }
}

/**
 * Joins parts into one Parquet file, in the order given: row groups are copied as they are, only the footer is new.
 * The same parts give the same bytes.
 *
 * @returns number of rows
 */
export function joinSegments(parts: readonly SegmentPart[], file: string): number {
  const out = openSync(file, "w");
  const buffer = new Uint8Array(1 << 20);
  const groups: RowGroup[] = [];
  let at = magic.length;
  try {
    writeFileSync(out, magic);
    for (const part of parts) {
      appendFile(out, part.file, buffer);
      for (const group of part.groups) groups.push(shifted(group, at));
      at += part.bytes;
    }
    writeFileSync(out, footer(groups));
  } finally {
    closeSync(out);
  }
  return Number(groups.reduce((sum, group) => sum + group.num_rows, 0n));
}
