import { HeaderReader, readStreams, type Archive, type Folder, type PackedFile } from "./seven-zip-header.ts";

const properties = { end: 0, emptyStream: 14, emptyFile: 15, names: 17, mtime: 20, attributes: 21 } as const;

/** UTF-16 names, each with a zero behind it. */
function readNames(bytes: Uint8Array, count: number): string[] {
  const text = Buffer.from(bytes.subarray(0, bytes.length & ~1)).toString("utf16le");
  const names = text.split("\0");
  return Array.from({ length: count }, (_, index) => names[index] ?? "");
}

/** FILETIME, 100 ns since 1601, to epoch milliseconds. */
function milliseconds(time: bigint): number {
  return Number(time / 10_000n) - 11_644_473_600_000;
}

interface Draft {
  names: string[];
  empty: boolean[];
  emptyFile: boolean[];
  mtimes: (number | undefined)[];
  attributes: (number | undefined)[];
}

function readProperty(type: number, reader: HeaderReader, count: number, draft: Draft): void {
  if (type === properties.emptyStream) draft.empty = reader.bits(count);
  else if (type === properties.emptyFile) draft.emptyFile = reader.bits(draft.empty.filter(Boolean).length);
  else if (type === properties.mtime) {
    const defined = reader.defined(count);
    if (reader.byte() === 0) draft.mtimes = defined.map((has) => (has ? milliseconds(reader.long()) : undefined));
  } else if (type === properties.attributes) {
    const defined = reader.defined(count);
    if (reader.byte() === 0) draft.attributes = defined.map((has) => (has ? reader.word() : undefined));
  }
}

const isDirectory = 0x10;

function readFiles(reader: HeaderReader): PackedFile[] {
  const count = reader.count();
  const draft: Draft = { names: [], empty: [], emptyFile: [], mtimes: [], attributes: [] };
  for (let type = reader.number(); type !== properties.end; type = reader.number()) {
    const bytes = reader.take(reader.count());
    const inner = new HeaderReader(bytes);
    if (type === properties.names) {
      if (inner.byte() === 0) draft.names = readNames(bytes.subarray(1), count);
    } else readProperty(type, inner, count, draft);
  }
  let empty = -1;
  return Array.from({ length: count }, (_, index) => {
    const hasStream = draft.empty[index] !== true;
    if (!hasStream) empty++;
    const attributes = draft.attributes[index] ?? 0;
    return {
      name: draft.names[index] ?? "",
      hasStream,
      isFolder: !hasStream && (draft.emptyFile[empty] !== true || (attributes & isDirectory) !== 0),
      mtime: draft.mtimes[index],
    };
  });
}

/** What the end header of an archive says; a packed one is given as its folder, to be unpacked first. */
export function readHeader(bytes: Uint8Array): Archive | Folder {
  const reader = new HeaderReader(bytes);
  const kind = reader.byte();
  if (kind === 23) {
    const folder = readStreams(reader)[0];
    if (folder === undefined) throw new RangeError("7z header has no stream");
    return folder;
  }
  if (kind !== 1) throw new RangeError(`7z header ${kind}`);
  let folders: readonly Folder[] = [];
  let files: readonly PackedFile[] = [];
  for (let type = reader.byte(); type !== properties.end; type = reader.byte()) {
    if (type === 4) folders = readStreams(reader);
    else if (type === 5) files = readFiles(reader);
    else if (type === 3) readStreams(reader);
    else if (type === 2) skipProperties(reader);
    else throw new RangeError(`7z header part ${type}`);
  }
  return { folders, files };
}

function skipProperties(reader: HeaderReader): void {
  for (let type = reader.number(); type !== properties.end; type = reader.number()) reader.take(reader.count());
}
