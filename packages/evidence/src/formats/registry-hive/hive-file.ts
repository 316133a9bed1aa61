import type { ByteInput } from "../../format.ts";
import { filetimeMicros } from "../evtx/filetime.ts";

/** A key of a hive. */
export interface HiveKey {
  /** Offset of its cell in the file. */
  readonly at: number;
  readonly name: string;
  /** Microseconds since 1970 of its last change. */
  readonly written: number | undefined;
  readonly children: number;
  readonly list: number;
  readonly values: number;
  readonly valueList: number;
}

export interface HiveValue {
  readonly at: number;
  readonly name: string;
  /** REG_… number. */
  readonly type: number;
  readonly data: Buffer;
}

const base = 4096;
const none = 0xffff_ffff;
const pageSize = 1 << 16;
const mostPages = 1024;
const longestValue = 16 << 20;
/** No key has more children than this. */
const most = 1_000_000;
/** A hive of ordinary size takes some million steps; one whose lists lead in circles would take them for ever. */
const mostSteps = 20_000_000;

/** Reads keys and values of a registry hive. Offsets that lead nowhere give nothing. Source: libregf documentation, "REGF". */
export class HiveFile {
  readonly #input: ByteInput;
  readonly #pages = new Map<number, Buffer>();
  #steps = mostSteps;

  constructor(input: ByteInput) {
    this.#input = input;
  }

  /** True when the hive led in circles for so long that the rest was not read. */
  get exhausted(): boolean {
    return this.#steps <= 0;
  }

  #bytes(at: number, length: number): Buffer {
    if (at < 0 || length <= 0 || at >= this.#input.size) return Buffer.alloc(0);
    const page = Math.floor(at / pageSize);
    const inside = at - page * pageSize;
    if (inside + length > pageSize) return Buffer.from(this.#input.read(at, length));
    let known = this.#pages.get(page);
    if (known === undefined) {
      if (this.#pages.size >= mostPages) this.#pages.clear();
      this.#pages.set(page, (known = Buffer.from(this.#input.read(page * pageSize, pageSize))));
    }
    return known.subarray(inside, Math.min(inside + length, known.length));
  }

  /** Content of a cell, without its size; empty when there is none. */
  #cell(offset: number): Buffer {
    if (offset === none) return Buffer.alloc(0);
    const head = this.#bytes(base + offset, 4);
    if (head.length < 4) return Buffer.alloc(0);
    const size = Math.abs(head.readInt32LE(0));
    this.#steps -= 1 + (size >> 6);
    if (this.#steps <= 0) return Buffer.alloc(0);
    return size <= 4 || size > longestValue ? Buffer.alloc(0) : this.#bytes(base + offset + 4, size - 4);
  }

  root(): HiveKey | undefined {
    const head = this.#bytes(0, 44);
    return head.length < 44 ? undefined : this.key(head.readUInt32LE(36));
  }

  /** The key at a cell offset. */
  key(offset: number): HiveKey | undefined {
    const cell = this.#cell(offset);
    if (cell.length < 76 || cell.toString("latin1", 0, 2) !== "nk") return undefined;
    const size = cell.readUInt16LE(72);
    if (76 + size > cell.length) return undefined;
    const narrow = (cell.readUInt16LE(2) & 0x20) !== 0;
    return {
      at: base + offset,
      name: cell.toString(narrow ? "latin1" : "utf16le", 76, 76 + size),
      written: filetimeMicros(cell.readUInt32LE(4), cell.readUInt32LE(8)),
      children: cell.readUInt32LE(20),
      list: cell.readUInt32LE(28),
      values: cell.readUInt32LE(36),
      valueList: cell.readUInt32LE(40),
    };
  }

  /** Cell offsets of the keys in a list, which may be a list of lists. */
  #listed(offset: number, depth: number): number[] {
    const cell = Buffer.from(this.#cell(offset));
    if (cell.length < 4 || depth > 3) return [];
    const kind = cell.toString("latin1", 0, 2);
    const width = kind === "lf" || kind === "lh" ? 8 : 4;
    if (width === 4 && kind !== "li" && kind !== "ri") return [];
    const found: number[] = [];
    const count = Math.min(cell.readUInt16LE(2), Math.floor((cell.length - 4) / width));
    for (let index = 0; index < count && found.length < most; index++) {
      const next = cell.readUInt32LE(4 + index * width);
      if (kind === "ri") for (const one of this.#listed(next, depth + 1)) found.push(one);
      else found.push(next);
    }
    return found;
  }

  /** Keys directly below a key. */
  *below(key: HiveKey): Generator<HiveKey> {
    if (key.children === 0) return;
    for (const offset of this.#listed(key.list, 0)) {
      const child = this.key(offset);
      if (child !== undefined) yield child;
    }
  }

  #data(size: number, offset: number): Buffer {
    if (size > longestValue) return Buffer.alloc(0);
    const cell = Buffer.from(this.#cell(offset));
    if (cell.length < 8 || size <= 16_344 || cell.toString("latin1", 0, 2) !== "db") return cell.subarray(0, size);
    // Large data lies in pieces.
    const list = Buffer.from(this.#cell(cell.readUInt32LE(4)));
    const pieces: Buffer[] = [];
    for (let at = 0; at + 4 <= list.length && at < 4 * cell.readUInt16LE(2); at += 4) {
      pieces.push(Buffer.from(this.#cell(list.readUInt32LE(at)).subarray(0, 16_344)));
    }
    return Buffer.concat(pieces).subarray(0, size);
  }

  #value(offset: number): HiveValue | undefined {
    const cell = Buffer.from(this.#cell(offset));
    if (cell.length < 20 || cell.toString("latin1", 0, 2) !== "vk") return undefined;
    const length = cell.readUInt16LE(2);
    const narrow = (cell.readUInt16LE(16) & 1) !== 0;
    const stated = cell.readUInt32LE(4);
    const inline = stated >= 0x8000_0000;
    const data = inline
      ? cell.subarray(8, 8 + Math.min(4, stated - 0x8000_0000))
      : this.#data(stated, cell.readUInt32LE(8));
    const name = cell.toString(narrow ? "latin1" : "utf16le", 20, Math.min(20 + length, cell.length));
    return { at: base + offset, name, type: cell.readUInt32LE(12), data };
  }

  /** Values of a key. */
  *valuesOf(key: HiveKey): Generator<HiveValue> {
    if (key.values === 0) return;
    const list = Buffer.from(this.#cell(key.valueList));
    const count = Math.min(key.values, Math.floor(list.length / 4), most);
    for (let index = 0; index < count; index++) {
      const value = this.#value(list.readUInt32LE(4 * index));
      if (value !== undefined) yield value;
    }
  }

  /** Keys that a path leads to, with their own paths; `*` in it is any name. Names are compared as Windows does. */
  *find(path: string): Generator<readonly [key: HiveKey, path: string]> {
    const root = this.root();
    if (root !== undefined) yield* this.#descend(root, path.split("\\"), 0, "");
  }

  *#descend(
    key: HiveKey,
    parts: readonly string[],
    depth: number,
    path: string,
  ): Generator<readonly [HiveKey, string]> {
    const part = parts[depth];
    if (part === undefined) {
      yield [key, path];
      return;
    }
    for (const child of this.below(key)) {
      if (!matches(child.name, part)) continue;
      yield* this.#descend(child, parts, depth + 1, path === "" ? child.name : `${path}\\${child.name}`);
      if (!part.includes("*")) return;
    }
  }
}

function matches(name: string, part: string): boolean {
  if (part === "*") return true;
  const [one, wanted] = [name.toLowerCase(), part.toLowerCase()];
  return wanted.endsWith("*") ? one.startsWith(wanted.slice(0, -1)) : one === wanted;
}

/** A value as text: strings without their end, lists joined, numbers in decimal, anything else in hex. */
export function valueText({ type, data }: HiveValue): string {
  if (type === 1 || type === 2) return data.toString("utf16le").replace(/\0.*$/s, "");
  if (type === 7)
    return data
      .toString("utf16le")
      .split("\0")
      .filter((part) => part !== "")
      .join("; ");
  if (type === 4 && data.length >= 4) return String(data.readUInt32LE(0));
  if (type === 5 && data.length >= 4) return String(data.readUInt32BE(0));
  if (type === 11 && data.length >= 8) return String(data.readBigUInt64LE(0));
  return data.toString("hex", 0, Math.min(data.length, 1024));
}
