import { closeSync, openSync, readSync } from "node:fs";
import { crc32 } from "node:zlib";
import { endsUnpacking, failure, type Failure } from "../failure.ts";
import { noHash } from "../source-file.ts";
import { failureOfUnpacking } from "./compressed.ts";
import { memberWriter, type Member, type MemberWriter, type Unpacking } from "./member.ts";
import { CoderError, unpackFolder } from "./seven-zip-coder.ts";
import { readHeader } from "./seven-zip-files.ts";
import type { Archive, Folder, PackedFile } from "./seven-zip-header.ts";

const longestHeader = 256 << 20;

function failureOfCoder(error: unknown): Failure {
  if (!(error instanceof CoderError)) return failureOfUnpacking(error);
  return error.message === "AES"
    ? failure("E_ARCHIVE_ENCRYPTED")
    : failure("E_ARCHIVE_UNSUPPORTED", `7z ${error.message}`);
}

function readAt(file: string, offset: number, length: number): Buffer {
  const descriptor = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(length);
    const got = readSync(descriptor, bytes, 0, length, offset);
    if (got < length) throw new RangeError("7z is cut");
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

async function whole(file: string, folder: Folder): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of unpackFolder(file, folder)) {
    pieces.push(Buffer.from(piece));
    size += piece.length;
    if (size > longestHeader) throw new RangeError("7z header is too long");
  }
  return Buffer.concat(pieces);
}

async function archiveOf(file: string): Promise<Archive> {
  const start = readAt(file, 0, 32);
  const offset = Number(start.readBigUInt64LE(12));
  const size = Number(start.readBigUInt64LE(20));
  if (size === 0) return { folders: [], files: [] };
  if (size > longestHeader) throw new RangeError("7z header is too long");
  let bytes = readAt(file, 32 + offset, size);
  if (crc32(bytes) !== start.readUInt32LE(28)) throw new RangeError("7z header checksum");
  for (let tries = 0; tries < 4; tries++) {
    const found = readHeader(bytes);
    if ("files" in found) return found;
    bytes = await whole(file, found);
  }
  throw new RangeError("7z header within header");
}

interface Wanted {
  readonly file: PackedFile;
  readonly size: number;
  readonly crc: number | undefined;
}

/**
 * The files of a 7z archive in their order. A folder that cannot be unpacked costs its own files alone: each of them is a
 * failure of its own. Source: 7-Zip, DOC/7zFormat.txt.
 */
export async function* openSevenZip(file: string, unpacking: Unpacking): AsyncGenerator<Member, Failure | undefined> {
  let archive: Archive;
  try {
    archive = await archiveOf(file);
  } catch (error) {
    return failureOfCoder(error);
  }
  const withStream = archive.files.filter(({ hasStream }) => hasStream);
  let entries = 0;
  let next = 0;
  let failed: Failure | undefined;
  for (const empty of archive.files) {
    if (empty.hasStream || empty.isFolder) continue;
    if (++entries > unpacking.limits.entries) return failure("E_ARCHIVE_BOMB", `more than ${entries - 1} entries`);
    const writer = memberWriter(unpacking, 0);
    yield { name: empty.name, file: writer.file, ...writer.close(), mtime: empty.mtime };
  }
  for (const folder of archive.folders) {
    const wanted = folder.streams.flatMap(({ size, crc }): Wanted[] => {
      const own = withStream[next++];
      return own === undefined ? [] : [{ file: own, size, crc }];
    });
    entries += wanted.length;
    if (entries > unpacking.limits.entries)
      return failure("E_ARCHIVE_BOMB", `more than ${unpacking.limits.entries} entries`);
    const result = yield* readFolder(file, folder, wanted, unpacking);
    if (endsUnpacking(result)) return result;
    failed ??= result;
  }
  return failed;
}

async function* readFolder(
  file: string,
  folder: Folder,
  wanted: readonly Wanted[],
  unpacking: Unpacking,
): AsyncGenerator<Member, Failure | undefined> {
  const members = splitter(wanted, folder.packed, unpacking);
  let failed: Failure | undefined;
  try {
    for await (const chunk of unpackFolder(file, folder)) yield* members.write(chunk);
  } catch (error) {
    failed = failureOfCoder(error);
  }
  yield* members.end(failed ?? failure("E_ARCHIVE_BROKEN", "7z folder is cut"));
  return failed;
}

interface Splitter {
  write(chunk: Uint8Array): Generator<Member>;
  /** Everything that is not complete, with the reason. */
  end(reason: Failure): Generator<Member>;
}

/** Cuts the bytes of a folder into its files. */
function splitter(wanted: readonly Wanted[], packed: number, unpacking: Unpacking): Splitter {
  let index = 0;
  let left = wanted[0]?.size ?? 0;
  let sum = 0;
  let writer: MemberWriter | undefined;
  const done = ({ file, crc }: Wanted, reason: Failure | undefined): Member => {
    const whole = writer ?? memberWriter(unpacking, packed);
    const broken = crc !== undefined && crc !== sum && reason === undefined;
    const failed = broken ? failure("E_ARCHIVE_BROKEN", "checksum") : reason;
    writer = undefined;
    sum = 0;
    left = wanted[++index]?.size ?? 0;
    return { name: file.name, file: whole.file, ...whole.close(), mtime: file.mtime, failure: failed };
  };
  return {
    *write(chunk) {
      for (let at = 0; index < wanted.length;) {
        const one = wanted[index];
        const part = chunk.subarray(at, at + left);
        if (one === undefined || (part.length === 0 && left > 0)) return;
        writer ??= memberWriter(unpacking, packed);
        writer.write(part);
        sum = crc32(part, sum);
        at += part.length;
        left -= part.length;
        if (left === 0) yield done(one, undefined);
      }
    },
    *end(reason) {
      for (let one = wanted[index]; one !== undefined; one = wanted[index]) {
        if (writer !== undefined) yield done(one, reason);
        else {
          index++;
          yield { name: one.file.name, file: "", size: 0, sha256: noHash, mtime: one.file.mtime, failure: reason };
        }
      }
    },
  };
}
