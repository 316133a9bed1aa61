/** One step of unpacking a folder: a method and its settings. */
export interface Coder {
  /** Method id, hex without blanks: `21` is LZMA2, `030101` LZMA. Source: 7-Zip, DOC/Methods.txt. */
  readonly id: string;
  readonly properties: Uint8Array;
  readonly size: number;
}

/** Files packed together; `packed` bytes at `offset` go through the coders one after another. */
export interface Folder {
  readonly offset: number;
  readonly packed: number;
  readonly coders: readonly Coder[];
  /** False for folders whose steps branch (BCJ2). */
  readonly straight: boolean;
  readonly size: number;
  readonly streams: readonly SubStream[];
}

export interface SubStream {
  readonly size: number;
  readonly crc: number | undefined;
}

export interface PackedFile {
  readonly name: string;
  readonly hasStream: boolean;
  readonly isFolder: boolean;
  readonly mtime: number | undefined;
}

export interface Archive {
  readonly folders: readonly Folder[];
  readonly files: readonly PackedFile[];
}

/** Reads the property lists of a header; every count is held against what the bytes can hold. Throws `RangeError` past the end. */
export class HeaderReader {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    return this.#view.getUint8(this.at++);
  }

  word(): number {
    this.at += 4;
    return this.#view.getUint32(this.at - 4, true);
  }

  long(): bigint {
    this.at += 8;
    return this.#view.getBigUint64(this.at - 8, true);
  }

  take(length: number): Uint8Array {
    if (length < 0 || this.at + length > this.#bytes.length) throw new RangeError("7z header is cut");
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }

  /** The first byte's leading ones say how many bytes follow. */
  number(): number {
    const first = this.byte();
    let value = 0;
    for (let index = 0, mask = 0x80; index < 8; index++, mask >>= 1) {
      if ((first & mask) === 0) return value + (first & (mask - 1)) * 2 ** (8 * index);
      value += this.byte() * 2 ** (8 * index);
    }
    return value;
  }

  /** A number of things of which each takes some of the header: more than it has bytes there cannot be. */
  count(): number {
    const value = this.number();
    if (value > this.#bytes.length * 8) throw new RangeError(`7z header counts ${value}`);
    return value;
  }

  bits(count: number): boolean[] {
    const found: boolean[] = [];
    for (let byte = 0, mask = 0; found.length < count; mask >>= 1) {
      if (mask === 0) {
        byte = this.byte();
        mask = 0x80;
      }
      found.push((byte & mask) !== 0);
    }
    return found;
  }

  /** A bit for each, or one byte that says all. */
  defined(count: number): boolean[] {
    return this.byte() === 0 ? this.bits(count) : Array.from({ length: count }, () => true);
  }

  crcs(count: number): (number | undefined)[] {
    return this.defined(count).map((has) => (has ? this.word() : undefined));
  }
}

interface Draft {
  coders: { id: string; properties: Uint8Array; size: number }[];
  order: number[];
  straight: boolean;
  packedStreams: number;
  size: number;
  crc: number | undefined;
}

const end = 0;

function readFolder(reader: HeaderReader): Draft {
  const coders: Draft["coders"] = [];
  let straight = true;
  let inputs = 0;
  const count = reader.count();
  for (let index = 0; index < count; index++) {
    const flags = reader.byte();
    const id = Buffer.from(reader.take(flags & 15)).toString("hex");
    const ins = (flags & 0x10) === 0 ? 1 : reader.count();
    const outs = (flags & 0x10) === 0 ? 1 : reader.count();
    straight &&= ins === 1 && outs === 1;
    inputs += ins;
    const properties = (flags & 0x20) === 0 ? new Uint8Array(0) : reader.take(reader.count());
    coders.push({ id, properties, size: 0 });
  }
  const binds = Array.from({ length: Math.max(0, count - 1) }, () => [reader.count(), reader.count()] as const);
  const packedStreams = inputs - binds.length;
  const packed = packedStreams > 1 ? Array.from({ length: packedStreams }, () => reader.count()) : [];
  const first = packed[0] ?? coders.findIndex((_, index) => !binds.some(([input]) => input === index));
  return {
    coders,
    order: straight ? orderOf(first, binds, coders.length) : [],
    straight,
    packedStreams,
    size: 0,
    crc: undefined,
  };
}

/** From the coder that reads the packed bytes to the one whose bytes are the files. */
function orderOf(first: number, binds: readonly (readonly [number, number])[], count: number): number[] {
  const order: number[] = [];
  for (let at: number | undefined = first; at !== undefined && order.length < count;) {
    const now: number = at;
    order.push(now);
    at = binds.find(([, output]) => output === now)?.[0];
  }
  return order;
}

interface Packs {
  readonly offset: number;
  readonly sizes: readonly number[];
}

function readPacks(reader: HeaderReader): Packs {
  const offset = reader.number();
  const count = reader.count();
  let sizes: number[] = [];
  for (let type = reader.byte(); type !== end; type = reader.byte()) {
    if (type === 9) sizes = Array.from({ length: count }, () => reader.number());
    else if (type === 10) reader.crcs(count);
    else throw new RangeError(`7z pack info ${type}`);
  }
  return { offset, sizes };
}

function readFolders(reader: HeaderReader): Draft[] {
  if (reader.byte() !== 11) throw new RangeError("7z folders");
  const count = reader.count();
  if (reader.byte() !== 0) throw new RangeError("7z external folders");
  const folders = Array.from({ length: count }, () => readFolder(reader));
  for (let type = reader.byte(); type !== end; type = reader.byte()) {
    if (type === 12) for (const folder of folders) sizeFolder(reader, folder);
    else if (type === 10) {
      for (const [index, crc] of reader.crcs(count).entries())
        if (folders[index] !== undefined) folders[index].crc = crc;
    } else throw new RangeError(`7z folder info ${type}`);
  }
  return folders;
}

function sizeFolder(reader: HeaderReader, folder: Draft): void {
  for (const coder of folder.coders) coder.size = reader.number();
  const last = folder.straight ? folder.order.at(-1) : 0;
  folder.size = folder.coders[last ?? 0]?.size ?? 0;
}

/** How many files a folder holds, how large they are, and their checksums where the folder's is not the file's. */
function readSubStreams(reader: HeaderReader | undefined, folders: readonly Draft[]): SubStream[][] {
  let counts = folders.map(() => 1);
  let type = reader?.byte() ?? end;
  if (reader !== undefined && type === 13) {
    counts = folders.map(() => reader.count());
    type = reader.byte();
  }
  const sizes = folders.map((folder, index) => {
    const count = counts[index] ?? 0;
    if (count === 0) return [];
    const known = reader !== undefined && type === 9 ? Array.from({ length: count - 1 }, () => reader.number()) : [];
    return [...known, folder.size - known.reduce((sum, size) => sum + size, 0)];
  });
  if (reader !== undefined && type === 9) type = reader.byte();
  const own = folders.map((folder, index) => counts[index] === 1 && folder.crc !== undefined);
  const asked = sizes.reduce((sum, list, index) => sum + (own[index] === true ? 0 : list.length), 0);
  const crcs = reader === undefined || type === end ? [] : readCrcs(reader, type, asked);
  let next = 0;
  return sizes.map((list, index) =>
    list.map((size) => ({ size, crc: own[index] === true ? folders[index]?.crc : crcs[next++] })),
  );
}

function readCrcs(reader: HeaderReader, first: number, count: number): (number | undefined)[] {
  let crcs: (number | undefined)[] = [];
  for (let type = first; type !== end; type = reader.byte()) {
    if (type !== 10) throw new RangeError(`7z stream info ${type}`);
    crcs = reader.crcs(count);
  }
  return crcs;
}

/** A list of streams: where they lie, how they were packed, what is in them. */
export function readStreams(reader: HeaderReader): Folder[] {
  let packs: Packs = { offset: 0, sizes: [] };
  let drafts: Draft[] = [];
  let streams: SubStream[][] | undefined;
  for (let type = reader.byte(); type !== end; type = reader.byte()) {
    if (type === 6) packs = readPacks(reader);
    else if (type === 7) drafts = readFolders(reader);
    else if (type === 8) streams = readSubStreams(reader, drafts);
    else throw new RangeError(`7z streams ${type}`);
  }
  streams ??= readSubStreams(undefined, drafts);
  let offset = 32 + packs.offset;
  let pack = 0;
  return drafts.map((draft, index) => {
    const own = packs.sizes.slice(pack, pack + draft.packedStreams);
    pack += draft.packedStreams;
    const start = offset;
    offset += own.reduce((sum, size) => sum + size, 0);
    return {
      offset: start,
      packed: own[0] ?? 0,
      coders: draft.order.flatMap((at) => draft.coders[at] ?? []),
      straight: draft.straight,
      size: draft.size,
      streams: streams[index] ?? [],
    };
  });
}
