import { zstdCompressSync } from "node:zlib";

export interface WrittenEntry {
  /** Microseconds since 1970. */
  readonly time: number;
  readonly fields: readonly (readonly [name: string, value: string | Buffer])[];
}

const headerSize = 272;

export type Packing = "none" | "zstd" | "lz4";
export interface JournalForm {
  readonly compact: boolean;
  readonly packing: Packing;
  /** Left open: the last entry is in no list, and the header does not count it. */
  readonly unclosed?: boolean;
}

/** LZ4 with nothing but literals. */
function lz4Literals(bytes: Buffer): Buffer {
  const head: number[] = [];
  if (bytes.length < 15) head.push(bytes.length << 4);
  else {
    head.push(0xf0);
    let rest = bytes.length - 15;
    for (; rest >= 255; rest -= 255) head.push(255);
    head.push(rest);
  }
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(bytes.length));
  return Buffer.concat([size, Buffer.from(head), bytes]);
}

function packed(bytes: Buffer, packing: Packing): readonly [flags: number, bytes: Buffer] {
  if (bytes.length < 512 || packing === "none") return [0, bytes];
  return packing === "zstd" ? [4, zstdCompressSync(bytes)] : [2, lz4Literals(bytes)];
}

const long = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};

/** An object with its head, filled up to eight bytes. */
function object(type: number, flags: number, body: Buffer): Buffer {
  const size = 16 + body.length;
  const bytes = Buffer.alloc(size + ((8 - (size % 8)) % 8));
  bytes[0] = type;
  bytes[1] = flags;
  bytes.writeBigUInt64LE(BigInt(size), 8);
  body.copy(bytes, 16);
  return bytes;
}

function journalHeader(form: JournalForm, end: number, array: number, entries: number): Buffer {
  const header = Buffer.alloc(headerSize);
  header.write("LPKSHHRH", 0, "latin1");
  header.writeUInt32LE((form.compact ? 16 : 0) | (form.packing === "zstd" ? 8 : form.packing === "lz4" ? 2 : 0), 12);
  header[16] = form.unclosed === true ? 1 : 0;
  const numbers = { 88: headerSize, 96: end - headerSize, 136: array, 152: entries, 176: array };
  for (const [offset, value] of Object.entries(numbers)) long(value).copy(header, Number(offset));
  return header;
}

/** A small journal file of the given form. */
export function writeJournal(entries: readonly WrittenEntry[], form: JournalForm): Buffer {
  const parts: Buffer[] = [];
  let at = headerSize;
  const put = (bytes: Buffer): number => {
    const place = at;
    parts.push(bytes);
    at += bytes.length;
    return place;
  };
  const place = (value: number): Buffer => (form.compact ? long(value).subarray(0, 4) : long(value));
  const data = new Map<string, number>();
  const dataPlace = (name: string, value: string | Buffer): number => {
    const bytes = Buffer.concat([Buffer.from(`${name}=`), Buffer.from(value as string)]);
    const key = bytes.toString("latin1");
    const [flags, payload] = packed(bytes, form.packing);
    const known =
      data.get(key) ?? put(object(1, flags, Buffer.concat([Buffer.alloc(form.compact ? 56 : 48), payload])));
    data.set(key, known);
    return known;
  };
  const places = entries.map(({ time, fields }, index) => {
    const items = fields.map(([name, value]) => dataPlace(name, value));
    const list = items.map((item) => (form.compact ? place(item) : Buffer.concat([place(item), long(0)])));
    const head = Buffer.concat([long(index + 1), long(time), long(index), Buffer.alloc(16, 0xb0), long(0)]);
    return put(object(3, 0, Buffer.concat([head, ...list])));
  });
  const listed = form.unclosed === true ? places.slice(0, -1) : places;
  const array = put(object(6, 0, Buffer.concat([long(0), ...listed.map(place)])));
  const header = journalHeader(form, at, array, listed.length);
  // New files are larger than what was written to them.
  return Buffer.concat([header, ...parts, Buffer.alloc(20_000)]);
}
