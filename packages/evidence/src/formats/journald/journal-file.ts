import type { ByteInput } from "../../format.ts";

/** What the header of a journal file says. Source: systemd, "Journal File Format". */
export interface JournalHeader {
  readonly compact: boolean;
  /** 0 offline, 1 online (not closed), 2 archived. */
  readonly state: number;
  readonly headerSize: number;
  /** End of the objects as stated, at most the size of the file. */
  readonly end: number;
  readonly entries: number;
  readonly entryArray: number;
}

/** One object's head. */
export interface JournalObject {
  readonly at: number;
  readonly type: number;
  readonly flags: number;
  readonly size: number;
}

export const objectType = { unused: 0, data: 1, field: 2, entry: 3, entryArray: 6, tag: 7 } as const;
export const journalMagic = Buffer.from("LPKSHHRH", "latin1");
const pageSize = 1 << 16;
const mostPages = 512;
/** Smallest possible object of each type. */
const least = [16, 64, 40, 64, 16, 16, 24, 64];

/** Random access to a journal through a bounded number of pages. */
export class JournalFile {
  readonly #input: ByteInput;
  readonly #pages = new Map<number, Buffer>();
  readonly header: JournalHeader;

  constructor(input: ByteInput) {
    this.#input = input;
    this.header = this.#header();
  }

  get size(): number {
    return this.#input.size;
  }

  #page(number: number): Buffer {
    const known = this.#pages.get(number);
    if (known !== undefined) return known;
    if (this.#pages.size >= mostPages) {
      const [oldest] = this.#pages.keys();
      if (oldest !== undefined) this.#pages.delete(oldest);
    }
    const page = Buffer.from(this.#input.read(number * pageSize, pageSize));
    this.#pages.set(number, page);
    return page;
  }

  /** Bytes of the file; fewer at its end. */
  bytes(at: number, length: number): Buffer {
    if (at < 0 || at >= this.size || length <= 0) return Buffer.alloc(0);
    const end = Math.min(at + length, this.size);
    const first = Math.floor(at / pageSize);
    const inside = at - first * pageSize;
    if (end - first * pageSize <= pageSize) return this.#page(first).subarray(inside, end - first * pageSize);
    return Buffer.from(this.#input.read(at, end - at));
  }

  /** A number of eight bytes; `Infinity` for what no file can hold. */
  long(at: number): number {
    const bytes = this.bytes(at, 8);
    if (bytes.length < 8) return Infinity;
    return longOf(bytes, 0);
  }

  #header(): JournalHeader {
    const bytes = this.bytes(0, 272);
    const whole = (at: number): number => (bytes.length >= at + 8 ? longOf(bytes, at) : 0);
    const headerSize = whole(88);
    const sane = headerSize >= 208 && headerSize <= 4096 ? headerSize : 272;
    const end = sane + whole(96);
    return {
      compact: bytes.length >= 16 && (bytes.readUInt32LE(12) & 16) !== 0,
      state: bytes[16] ?? 0,
      headerSize: sane + ((8 - (sane % 8)) % 8),
      end: Math.min(end, this.size),
      entries: whole(152),
      entryArray: whole(176),
    };
  }

  /** The object at an offset, when one can be there. */
  object(at: number): JournalObject | undefined {
    if (at % 8 !== 0 || at < this.header.headerSize) return undefined;
    const bytes = this.bytes(at, 16);
    if (bytes.length < 16) return undefined;
    const type = bytes[0] ?? 0;
    const flags = bytes[1] ?? 0;
    const size = longOf(bytes, 8);
    if (type < 1 || type > 7 || flags > 7 || bytes.readUIntLE(2, 6) !== 0) return undefined;
    if (size < (least[type] ?? 16) || at + size > this.size) return undefined;
    return { at, type, flags, size };
  }
}

/** An unsigned number of eight bytes; above 2^53 it is `Infinity`. */
export function longOf(bytes: Buffer, at: number): number {
  const high = bytes.readUInt32LE(at + 4);
  return high < 0x20_0000 ? high * 0x1_0000_0000 + bytes.readUInt32LE(at) : Infinity;
}
