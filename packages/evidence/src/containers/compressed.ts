import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import { constants, createGunzip, createZstdDecompress } from "node:zlib";
import Bunzip from "seek-bzip";
import xz from "xz-decompress";
import { failure, type Failure } from "../failure.ts";
import { BombError, memberWriter, SpaceError, type Member, type MemberWriter, type Unpacking } from "./member.ts";

type Compressed = "gzip" | "bzip2" | "xz" | "zstd";

/** Unpacks a compressed single file; a damaged one gives what came before the damage, with a failure. */
export async function openCompressed(
  kind: Compressed,
  source: { readonly file: string; readonly size: number; readonly mtime: number | undefined },
  name: string,
  unpacking: Unpacking,
): Promise<Member> {
  const writer = memberWriter(unpacking, source.size);
  let failed: Failure | undefined;
  try {
    await decompress(kind, source.file, writer);
  } catch (error) {
    failed = failureOfUnpacking(error);
  }
  const mtime = kind === "gzip" ? (gzipTime(source.file) ?? source.mtime) : source.mtime;
  return { name, file: writer.file, ...writer.close(), mtime, failure: failed };
}

export function failureOfUnpacking(error: unknown): Failure {
  if (error instanceof SpaceError) return failure("E_ARCHIVE_SPACE", error.message);
  if (error instanceof BombError) return failure("E_ARCHIVE_BOMB", error.message);
  if (error instanceof Error && error.name === "AbortError") return failure("E_STOPPED");
  // XZ_MEMLIMIT_ERROR: the stream is whole, but asks for a larger dictionary than any preset of xz does.
  if (error instanceof Error && error.message.endsWith("failed with error code 4"))
    return failure("E_ARCHIVE_UNSUPPORTED", "xz dictionary beyond 64 MiB");
  return failure("E_ARCHIVE_BROKEN", error instanceof Error ? error.message : String(error));
}

async function decompress(kind: Compressed, file: string, writer: MemberWriter): Promise<void> {
  switch (kind) {
    case "bzip2":
      return bunzip(file, writer);
    case "xz":
      return drain(xzStream(file), writer);
    case "gzip":
      return gunzip(file, writer);
    case "zstd":
      return drain(pipe(file, createZstdDecompress()), writer);
  }
}

/** A truncated gzip loses its last block unless zlib is told to give what it has; only then is the second pass needed. */
async function gunzip(file: string, writer: MemberWriter): Promise<void> {
  let written = 0;
  const counting = { write: (chunk: Uint8Array) => ((written += chunk.length), writer.write(chunk)) };
  try {
    await drain(pipe(file, createGunzip()), counting);
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || error.code !== "Z_BUF_ERROR") throw error;
    let skip = written;
    const rest = {
      write(chunk: Uint8Array) {
        if (skip < chunk.length) writer.write(chunk.subarray(skip));
        skip = Math.max(0, skip - chunk.length);
      },
    };
    await drain(pipe(file, createGunzip({ finishFlush: constants.Z_SYNC_FLUSH })), rest);
    throw error;
  }
}

function pipe(
  file: string,
  through: NodeJS.ReadWriteStream & { destroy(error?: Error): void },
): AsyncIterable<unknown> {
  const input = createReadStream(file, { highWaterMark: 64 * 1024 });
  input.on("error", (error) => through.destroy(error));
  return input.pipe(through);
}

function xzStream(file: string): AsyncIterable<unknown> {
  const web = Readable.toWeb(createReadStream(file)) as unknown as ReadableStream<Uint8Array>;
  return new xz.XzReadableStream(web) as unknown as WebStream<Uint8Array>;
}

async function drain(stream: AsyncIterable<unknown>, writer: Pick<MemberWriter, "write">): Promise<void> {
  for await (const chunk of stream) writer.write(chunk as Uint8Array);
}

const block = 64 * 1024;

function bunzip(file: string, writer: MemberWriter): void {
  const descriptor = openSync(file, "r");
  const output = Buffer.allocUnsafe(block);
  let filled = 0;
  const flush = (): void => {
    if (filled > 0) writer.write(output.subarray(0, filled));
    filled = 0;
  };
  try {
    const writeByte = (byte: number): void => {
      output[filled++] = byte;
      if (filled === block) flush();
    };
    Bunzip.decode(byteInput(descriptor), { writeByte, flush }, true);
  } finally {
    closeSync(descriptor);
    flush();
  }
}

function byteInput(descriptor: number) {
  const input = Buffer.allocUnsafe(block);
  let at = 0;
  let end = 0;
  const fill = (): boolean => {
    if (at < end) return true;
    at = 0;
    end = readSync(descriptor, input, 0, block, null);
    return end > 0;
  };
  const readByte = (): number => (fill() ? (input[at++] ?? -1) : -1);
  return {
    readByte,
    eof: () => !fill(),
    read(buffer: Uint8Array, offset: number, length: number): number {
      let count = 0;
      while (count < length) {
        const byte = readByte();
        if (byte < 0) return count === 0 ? -1 : count;
        buffer[offset + count++] = byte;
      }
      return count;
    },
  };
}

/** The time of the file that was compressed, from the gzip header (RFC 1952, MTIME), epoch milliseconds. */
function gzipTime(file: string): number | undefined {
  const descriptor = openSync(file, "r");
  try {
    const head = Buffer.alloc(10);
    readSync(descriptor, head, 0, 10, 0);
    const seconds = head.readUInt32LE(4);
    return seconds === 0 ? undefined : seconds * 1000;
  } finally {
    closeSync(descriptor);
  }
}
