import type { FieldValue } from "@stanch/model/event-line";
import { sidText } from "../evtx/evtx-value.ts";

/** One record of a classic event log. Source: Microsoft, "EVENTLOGRECORD structure". */
export interface EvtRecord {
  readonly number: number;
  /** Seconds since 1970: when it happened. */
  readonly generated: number;
  readonly id: number;
  readonly qualifiers: number;
  readonly type: number;
  readonly category: number;
  readonly source: string;
  readonly computer: string;
  readonly sid: string;
  readonly strings: readonly string[];
  readonly data: Buffer;
}

export const evtMagic = Buffer.from("LfLe", "latin1");
const smallest = 56;
export const largestRecord = 1 << 18;

/** A wide text up to its NUL, and where it ends. */
function wide(bytes: Buffer, at: number, end: number): readonly [text: string, next: number] {
  let stop = at;
  while (stop + 1 < end && bytes.readUInt16LE(stop) !== 0) stop += 2;
  return [bytes.toString("utf16le", at, Math.min(stop, end)), stop + 2];
}

function strings(bytes: Buffer, at: number, count: number, end: number): string[] {
  const list: string[] = [];
  let next = at;
  for (let index = 0; index < count && next < end; index++) {
    const [text, after] = wide(bytes, next, end);
    list.push(text);
    next = after;
  }
  return list;
}

/** Size of the record whose signature lies four bytes behind `at`; 0 when there can be none. */
export function recordSize(bytes: Buffer, at: number): number {
  if (at < 0 || at + 8 > bytes.length || bytes.compare(evtMagic, 0, 4, at + 4, at + 8) !== 0) return 0;
  const size = bytes.readUInt32LE(at);
  return size >= smallest && size <= largestRecord && size % 4 === 0 ? size : 0;
}

/** Whether the size of a record is repeated at its end, as it is in one that was written whole. */
export const isWhole = (bytes: Buffer): boolean => bytes.readUInt32LE(bytes.length - 4) === bytes.length;

/** Decodes a record; parts that lie outside are left out. Undefined when not even its head is there. */
export function evtRecord(bytes: Buffer): EvtRecord | undefined {
  const size = bytes.length;
  if (size < smallest) return undefined;
  const stringsAt = bytes.readUInt32LE(36);
  const sidSize = bytes.readUInt32LE(40);
  const sidAt = bytes.readUInt32LE(44);
  const dataSize = bytes.readUInt32LE(48);
  const dataAt = bytes.readUInt32LE(52);
  const [source, next] = wide(bytes, smallest, size - 4);
  const [computer] = wide(bytes, next, size - 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  const event = bytes.readUInt32LE(20);
  return {
    number: bytes.readUInt32LE(8),
    generated: bytes.readUInt32LE(12),
    id: event & 0xffff,
    qualifiers: event >>> 16,
    type: bytes.readUInt16LE(24),
    category: bytes.readUInt16LE(28),
    source,
    computer,
    sid: sidSize >= 8 && sidAt + sidSize <= size ? sidText(view, sidAt, sidSize) : "",
    strings: strings(
      bytes,
      stringsAt,
      bytes.readUInt16LE(26),
      dataSize > 0 ? Math.min(Math.max(dataAt, stringsAt), size) : size - 4,
    ),
    data: Buffer.from(bytes.subarray(Math.min(dataAt, size), Math.min(dataAt + dataSize, size))),
  };
}

/** Levels and keywords of the newer log for the types of the older one. */
const levels: Readonly<Record<number, number>> = { 1: 2, 2: 3, 4: 4, 8: 0, 16: 0 };
const keywords: Readonly<Record<number, string>> = { 8: "0x8020000000000000", 16: "0x8010000000000000" };

/** The record in the names of the newer event log. */
export function evtFields(record: EvtRecord, channel: string | undefined): Record<string, FieldValue> {
  return {
    Provider_Name: record.source,
    EventID: record.id,
    EventID_Qualifiers: record.qualifiers,
    Level: levels[record.type] ?? record.type,
    Task: record.category,
    Keywords: keywords[record.type] ?? "0x80000000000000",
    EventRecordID: record.number,
    ...(channel === undefined ? {} : { Channel: channel }),
    Computer: record.computer,
    ...(record.sid === "" ? {} : { Security_UserID: record.sid }),
    ...(record.strings.length === 0 ? {} : { Data: record.strings }),
    ...(record.data.length === 0 ? {} : { Binary: record.data.toString("hex").toUpperCase() }),
  };
}
