import { crc32 } from "node:zlib";
import { chunkHeaderSize, chunkSize } from "./evtx-chunk.ts";

/** A value of a record: its BinXml type and bytes. */
export type Value = readonly [type: number, bytes: Buffer];

export const wide = (text: string): Buffer => Buffer.from(text, "utf16le");
export const textValue = (text: string): Value => [0x01, wide(text)];
export function intValue(type: number, value: number, width: 1 | 2 | 4): Value {
  const bytes = Buffer.alloc(width);
  bytes.writeUIntLE(value, 0, width);
  return [type, bytes];
}
export function filetime(iso: string): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE((BigInt(Date.parse(iso)) + 11_644_473_600_000n) * 10_000n);
  return bytes;
}

export interface Node {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly children: readonly (Node | string | number)[];
}

/** Writes one chunk as Windows does: names and templates in full where they are first used. */
class ChunkWriter {
  readonly bytes = Buffer.alloc(chunkSize);
  at = chunkHeaderSize;
  readonly names = new Map<string, number>();
  readonly templates = new Map<number, number>();

  u8(value: number): void {
    this.bytes.writeUInt8(value, this.at++);
  }
  u16(value: number): void {
    this.at = this.bytes.writeUInt16LE(value, this.at);
  }
  u32(value: number): void {
    this.at = this.bytes.writeUInt32LE(value >>> 0, this.at);
  }
  raw(part: Uint8Array): void {
    this.bytes.set(part, this.at);
    this.at += part.length;
  }

  name(text: string): void {
    const known = this.names.get(text);
    this.u32(known ?? this.at + 4);
    if (known !== undefined) return;
    this.names.set(text, this.at);
    this.u32(0);
    this.u16(0);
    this.u16(text.length);
    this.raw(wide(text));
    this.u16(0);
  }

  content(child: Node | string | number): void {
    if (typeof child === "number") {
      this.u8(0x0e);
      this.u16(child);
      this.u8(0x01);
    } else if (typeof child === "string") {
      this.u8(0x05);
      this.u8(0x01);
      this.u16(child.length);
      this.raw(wide(child));
    } else this.element(child);
  }

  element(node: Node): void {
    const attributes = Object.entries(node.attributes ?? {});
    this.u8(attributes.length > 0 ? 0x41 : 0x01);
    this.u16(0xffff);
    const size = this.at;
    this.u32(0);
    this.name(node.name);
    if (attributes.length > 0) {
      const length = this.at;
      this.u32(0);
      for (const [index, [name, value]] of attributes.entries()) {
        this.u8(index + 1 < attributes.length ? 0x46 : 0x06);
        this.name(name);
        this.content(value);
      }
      this.bytes.writeUInt32LE(this.at - length - 4, length);
    }
    if (node.children.length === 0) this.u8(0x03);
    else {
      this.u8(0x02);
      for (const child of node.children) this.content(child);
      this.u8(0x04);
    }
    this.bytes.writeUInt32LE(this.at - size - 4, size);
  }

  instance(template: Node, id: number, values: readonly Value[]): void {
    this.raw(Buffer.from([0x0f, 1, 1, 0, 0x0c, 1]));
    this.u32(id);
    const known = this.templates.get(id);
    this.u32(known ?? this.at + 4);
    if (known === undefined) {
      this.templates.set(id, this.at);
      this.u32(0);
      this.u32(id);
      this.raw(Buffer.alloc(12));
      const size = this.at;
      this.u32(0);
      this.raw(Buffer.from([0x0f, 1, 1, 0]));
      this.element(template);
      this.u8(0);
      this.bytes.writeUInt32LE(this.at - size - 4, size);
    }
    this.u32(values.length);
    for (const [type, bytes] of values) {
      this.u16(bytes.length);
      this.u8(type);
      this.u8(0);
    }
    for (const [, bytes] of values) this.raw(bytes);
    this.u8(0);
  }
}

export interface WrittenRecord {
  readonly template: Node;
  readonly templateId: number;
  readonly values: readonly Value[];
  readonly time: string;
}

/** One chunk of an event log. */
export function writeChunk(records: readonly WrittenRecord[], first = 1): Buffer {
  const writer = new ChunkWriter();
  let last = writer.at;
  for (const [index, record] of records.entries()) {
    last = writer.at;
    writer.raw(Buffer.from([0x2a, 0x2a, 0, 0]));
    writer.u32(0);
    writer.u32(first + index);
    writer.u32(0);
    writer.raw(filetime(record.time));
    writer.instance(record.template, record.templateId, record.values);
    // Padding holds what the memory held.
    while ((writer.at + 4) % 8 !== 0) writer.u8(0xab);
    const size = writer.at + 4 - last;
    writer.u32(size);
    writer.bytes.writeUInt32LE(size, last + 4);
  }
  const { bytes } = writer;
  bytes.write("ElfChnk\0", 0, "latin1");
  for (const at of [8, 24]) bytes.writeUInt32LE(first, at);
  for (const at of [16, 32]) bytes.writeUInt32LE(first + records.length - 1, at);
  bytes.writeUInt32LE(128, 40);
  bytes.writeUInt32LE(last, 44);
  bytes.writeUInt32LE(writer.at, 48);
  bytes.writeUInt32LE(crc32(bytes.subarray(chunkHeaderSize, writer.at)), 52);
  bytes.writeUInt32LE(crc32(bytes.subarray(128, 512), crc32(bytes.subarray(0, 120))), 124);
  return bytes;
}

/** A whole event log of the given chunks. */
export function writeLog(chunks: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(4096);
  header.write("ElfFile\0", 0, "latin1");
  header.writeUInt32LE(chunks.length - 1, 16);
  header.writeUInt32LE(128, 32);
  header.writeUInt16LE(1, 36);
  header.writeUInt16LE(3, 38);
  header.writeUInt16LE(4096, 40);
  header.writeUInt16LE(chunks.length, 42);
  header.writeUInt32LE(crc32(header.subarray(0, 120)), 124);
  return Buffer.concat([header, ...chunks]);
}
