import { zstdDecompressSync } from "node:zlib";
import { type JournalFile, longOf, objectType } from "./journal-file.ts";
import { lz4Block } from "./lz4-block.ts";
import { xzBlock } from "./xz-block.ts";

/** Fields of one entry; a field that occurs several times is a list. */
export type JournalFields = Map<string, string | string[]>;

export interface JournalEntry {
  readonly fields: JournalFields;
  /** Microseconds since 1970. */
  readonly realtime: number;
  readonly monotonic: number;
  readonly sequence: number;
  readonly boot: string;
  /** Fields that could not be read. */
  readonly lost: number;
}

/** No field may unpack to more than this. */
const largest = 64 << 20;
const mostCached = 20_000;
const longestCached = 4096;

/** Adds a value under its name; names come from evidence and may be anything. */
export function addField(fields: JournalFields, name: string, value: string): void {
  const known = fields.get(name);
  if (known === undefined) fields.set(name, value);
  else if (Array.isArray(known)) known.push(value);
  else fields.set(name, [known, value]);
}

function unpacked(bytes: Buffer, flags: number): Buffer {
  if (flags === 0) return bytes;
  if ((flags & 4) !== 0) return zstdDecompressSync(bytes, { maxOutputLength: largest });
  if ((flags & 2) !== 0) {
    const size = bytes.length >= 8 ? longOf(bytes, 0) : Infinity;
    if (size > largest || size > bytes.length * 256 + 1024) throw new RangeError("LZ4 size");
    return Buffer.from(lz4Block(bytes.subarray(8), size));
  }
  return Buffer.from(xzBlock(bytes, largest));
}

/** Reads entries; what many of them share is decoded once. */
export class EntryReader {
  readonly #file: JournalFile;
  readonly #known = new Map<number, readonly [name: string, value: string]>();

  /** Steps left: what entries that lie in each other, or share packed data, can blow up to. */
  #steps: number;

  constructor(file: JournalFile) {
    this.#file = file;
    this.#steps = 10_000_000 + 4 * file.size;
  }

  /** Name and value of a data object; undefined when there is none that can be read. */
  #field(at: number): readonly [name: string, value: string] | undefined {
    const known = this.#known.get(at);
    if (known !== undefined) return known;
    const object = this.#file.object(at);
    if (object?.type !== objectType.data) return undefined;
    const head = this.#file.header.compact ? 72 : 64;
    const packed = this.#file.bytes(at + head, Math.min(object.size - head, largest));
    let bytes: Buffer;
    try {
      bytes = unpacked(packed, object.flags);
    } catch {
      // Each library throws errors of its own for bytes that are no such stream.
      return undefined;
    }
    this.#steps -= bytes.length >> 4;
    const equals = bytes.indexOf(0x3d);
    if (equals < 1) return undefined;
    const field = [bytes.toString("utf8", 0, equals), bytes.toString("utf8", equals + 1)] as const;
    if (this.#known.size >= mostCached) this.#known.clear();
    if (bytes.length <= longestCached) this.#known.set(at, field);
    return field;
  }

  /** The entry at an offset at which an entry object lies. */
  read(at: number): JournalEntry | undefined {
    const object = this.#file.object(at);
    if (object?.type !== objectType.entry || this.#steps <= 0) return undefined;
    this.#steps -= object.size >> 4;
    const bytes = Buffer.from(this.#file.bytes(at, Math.min(object.size, 1 << 24)));
    const fields: JournalFields = new Map();
    const { compact } = this.#file.header;
    const width = compact ? 4 : 16;
    let lost = 0;
    for (let item = 64; item + width <= bytes.length; item += width) {
      const place = compact ? bytes.readUInt32LE(item) : longOf(bytes, item);
      if (place === 0) continue;
      if (this.#steps-- <= 0) return undefined;
      const field = this.#field(place);
      if (field === undefined) lost++;
      else addField(fields, field[0], field[1]);
    }
    return {
      fields,
      realtime: longOf(bytes, 24),
      monotonic: longOf(bytes, 32),
      sequence: longOf(bytes, 16),
      boot: bytes.toString("hex", 40, 56),
      lost,
    };
  }
}
