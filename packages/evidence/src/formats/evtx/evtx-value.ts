import type { EvtxChunk } from "./evtx-chunk.ts";
import { filetimeText } from "./filetime.ts";
import { utf16Range, utf16Text } from "./utf16-text.ts";

/** BinXml value types that the reader treats apart. Source: [MS-EVEN6] 2.2.12.3. */
export const valueType = {
  null: 0x00,
  text: 0x01,
  filetime: 0x11,
  systemtime: 0x12,
  binXml: 0x21,
  array: 0x80,
} as const;

export type Scalar = string | number;

const utf8 = new TextDecoder("utf-8", { fatal: true });
const western = new TextDecoder("windows-1252");

function ansiText(chunk: EvtxChunk, offset: number, size: number): string {
  let end = offset + size;
  while (end > offset && chunk.bytes[end - 1] === 0) end--;
  const part = chunk.bytes.subarray(offset, end);
  try {
    return utf8.decode(part);
  } catch {
    return western.decode(part);
  }
}

function signed(view: DataView, offset: number, size: number): Scalar {
  if (size >= 8) {
    const value = view.getBigInt64(offset, true);
    return value >= -0x1f_ffff_ffff_ffffn && value <= 0x1f_ffff_ffff_ffffn ? Number(value) : value.toString();
  }
  if (size >= 4) return view.getInt32(offset, true);
  return size >= 2 ? view.getInt16(offset, true) : view.getInt8(offset);
}

function unsigned(view: DataView, offset: number, size: number): Scalar {
  if (size >= 8) {
    const high = view.getUint32(offset + 4, true);
    const low = view.getUint32(offset, true);
    return high < 0x20_0000 ? high * 0x1_0000_0000 + low : ((BigInt(high) << 32n) | BigInt(low)).toString();
  }
  if (size >= 4) return view.getUint32(offset, true);
  return size >= 2 ? view.getUint16(offset, true) : view.getUint8(offset);
}

function float(view: DataView, offset: number, size: number): Scalar {
  const value = size >= 8 ? view.getFloat64(offset, true) : size >= 4 ? view.getFloat32(offset, true) : 0;
  return Number.isFinite(value) ? value : String(value);
}

function hex(view: DataView, offset: number, size: number): string {
  const low = size >= 4 ? view.getUint32(offset, true) : Number(unsigned(view, offset, size));
  const high = size >= 8 ? view.getUint32(offset + 4, true) : 0;
  return high === 0 ? `0x${low.toString(16)}` : `0x${high.toString(16)}${low.toString(16).padStart(8, "0")}`;
}

/** A boolean is four bytes, but writers have left any number of them, and values other than 0 and 1. */
function boolean(chunk: EvtxChunk, offset: number, size: number): string {
  for (let i = 0; i < size; i++) if (chunk.bytes[offset + i] !== 0) return "true";
  return "false";
}

/** `{01234567-89AB-CDEF-0123-456789ABCDEF}`, as Windows writes it. */
export function guidText(bytes: Buffer, offset: number): string {
  const h = bytes.toString("hex", offset, offset + 16).toUpperCase();
  const first = h.slice(6, 8) + h.slice(4, 6) + h.slice(2, 4) + h.slice(0, 2);
  return `{${first}-${h.slice(10, 12)}${h.slice(8, 10)}-${h.slice(14, 16)}${h.slice(12, 14)}-${h.slice(16, 20)}-${h.slice(20)}}`;
}

/** `S-1-5-…`; of a SID cut short, the parts that are there. Source: [MS-DTYP] 2.4.2. */
export function sidText(view: DataView, offset: number, size: number): string {
  if (size < 8) return "";
  const high = view.getUint16(offset + 2, false);
  const low = view.getUint32(offset + 4, false);
  let text = `S-${view.getUint8(offset)}-${high === 0 ? low : `0x${(high * 0x1_0000_0000 + low).toString(16)}`}`;
  const count = Math.min(view.getUint8(offset + 1), (size - 8) >> 2);
  for (let i = 0; i < count; i++) text += `-${view.getUint32(offset + 8 + 4 * i, true)}`;
  return text;
}

function systemtimeText(view: DataView, offset: number): string {
  const part = (index: number, width: number): string =>
    String(view.getUint16(offset + 2 * index, true)).padStart(width, "0");
  return `${part(0, 4)}-${part(1, 2)}-${part(3, 2)}T${part(4, 2)}:${part(5, 2)}:${part(6, 2)}.${part(7, 3)}Z`;
}

/**
 * One scalar value as rendered XML shows it: numbers up to 2^53 as numbers, larger ones and everything else as text; values
 * shorter than their type says are read as far as they go. The caller has checked that the range lies in the chunk.
 * Source: [MS-EVEN6] 2.2.12.3, 2.2.12.4.
 */
export function evtxValue(chunk: EvtxChunk, type: number, offset: number, size: number): Scalar {
  if (type === valueType.text) return utf16Range(chunk.bytes, chunk.view, offset, size);
  if (size === 0 || type === valueType.null) return "";
  const { view } = chunk;
  switch (type) {
    case 0x02:
      return ansiText(chunk, offset, size);
    case 0x03:
    case 0x05:
    case 0x07:
    case 0x09:
      return signed(view, offset, size);
    case 0x04:
    case 0x06:
    case 0x08:
    case 0x0a:
      return unsigned(view, offset, size);
    case 0x0b:
    case 0x0c:
      return float(view, offset, size);
    case 0x0d:
      return boolean(chunk, offset, size);
    case 0x0f:
      return size >= 16 ? guidText(chunk.bytes, offset) : binaryText(chunk, offset, size);
    case 0x10:
    case 0x14:
    case 0x15:
    case 0x20:
      return hex(view, offset, size);
    default:
      return longValue(chunk, type, offset, size);
  }
}

function longValue(chunk: EvtxChunk, type: number, offset: number, size: number): Scalar {
  const { view } = chunk;
  if (type === 0x13) return sidText(view, offset, size);
  if (type === 0x23) return utf16Range(chunk.bytes, view, offset, size);
  if (type === valueType.filetime && size >= 8) {
    return filetimeText(view.getUint32(offset, true), view.getUint32(offset + 4, true));
  }
  if (type === valueType.systemtime && size >= 16) return systemtimeText(view, offset);
  return binaryText(chunk, offset, size);
}

function binaryText(chunk: EvtxChunk, offset: number, size: number): string {
  return chunk.bytes.toString("hex", offset, offset + size).toUpperCase();
}

const widths: readonly number[] = [0, 0, 0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 4, 0, 16, 8, 8, 16, 0, 4, 8];

function textArray(chunk: EvtxChunk, offset: number, size: number, most: number): Scalar[] {
  const items: Scalar[] = [];
  const end = offset + (size & ~1);
  let start = offset;
  for (let at = offset; at < end && items.length < most; at += 2) {
    if (chunk.view.getUint16(at, true) !== 0) continue;
    items.push(utf16Text(chunk.bytes, chunk.view, start, (at - start) >> 1));
    start = at + 2;
  }
  if (start < end && items.length < most) items.push(utf16Text(chunk.bytes, chunk.view, start, (end - start) >> 1));
  return items;
}

function ansiArray(chunk: EvtxChunk, offset: number, size: number, most: number): Scalar[] {
  const items: Scalar[] = [];
  let start = offset;
  while (start < offset + size && items.length < most) {
    let end = chunk.bytes.indexOf(0, start);
    if (end === -1 || end > offset + size) end = offset + size;
    items.push(ansiText(chunk, start, end - start));
    start = end + 1;
  }
  return items;
}

function sidArray(chunk: EvtxChunk, offset: number, size: number, most: number): Scalar[] {
  const items: Scalar[] = [];
  for (let at = offset; at + 8 <= offset + size && items.length < most;) {
    const width = 8 + 4 * chunk.view.getUint8(at + 1);
    items.push(sidText(chunk.view, at, Math.min(width, offset + size - at)));
    at += width;
  }
  return items;
}

/** The members of an array value (`type` without the array bit), at most `most` of them. */
export function evtxArray(chunk: EvtxChunk, type: number, offset: number, size: number, most: number): Scalar[] {
  if (type === valueType.text) return textArray(chunk, offset, size, most);
  if (type === 0x02) return ansiArray(chunk, offset, size, most);
  if (type === 0x13) return sidArray(chunk, offset, size, most);
  const width = widths[type] ?? 0;
  if (width === 0) return size === 0 ? [] : [binaryText(chunk, offset, size)];
  const items: Scalar[] = [];
  for (let at = offset; at + width <= offset + size && items.length < most; at += width) {
    items.push(evtxValue(chunk, type, at, width));
  }
  return items;
}
