import type { LogEvent } from "@stanch/model/log-event";
import type { ByteFormat, ByteInput, ReadContext } from "../../format.ts";
import { filetimeMicros, filetimeNanos } from "../evtx/filetime.ts";
import { xpressHuffman } from "./xpress-huffman.ts";

const largest = 16 << 20;
const mostFiles = 1024;
const ascii = (bytes: Uint8Array, at: number, size: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1", at, at + size);
const isPacked = (bytes: Uint8Array): boolean => ascii(bytes, 0, 3) === "MAM" && ((bytes[3] ?? 0) & 0x7f) === 4;
const isPlain = (bytes: Uint8Array): boolean => ascii(bytes, 4, 4) === "SCCA";

function unpacked(bytes: Buffer): Buffer {
  const size = bytes.readUInt32LE(4);
  if (size > largest) throw new RangeError("unpacked size");
  // The high bit says that a checksum follows.
  return Buffer.from(xpressHuffman(bytes.subarray((bytes[3] ?? 0) >= 0x80 ? 12 : 8), size));
}

/** Where each version keeps the times of the last runs and their number. Source: libscca documentation. */
interface Layout {
  readonly runs: number;
  readonly times: number;
  readonly count: number;
}

function layoutOf(bytes: Buffer): Layout | undefined {
  const version = bytes.readUInt32LE(0);
  if (version === 17) return { runs: 120, times: 1, count: 144 };
  if (version === 23) return { runs: 128, times: 1, count: 152 };
  if (version === 26) return { runs: 128, times: 8, count: 208 };
  if (version === 30 || version === 31)
    return { runs: 128, times: 8, count: bytes.readUInt32LE(84) === 304 ? 208 : 200 };
  return undefined;
}

const wide = (bytes: Buffer, at: number, size: number): string =>
  bytes.toString("utf16le", Math.min(at, bytes.length), Math.min(at + size, bytes.length)).replace(/\0.*$/s, "");

/** Paths of the files that the program loaded. */
function filesOf(bytes: Buffer): string[] {
  const at = bytes.readUInt32LE(100);
  const size = bytes.readUInt32LE(104);
  if (at + size > bytes.length) return [];
  return bytes
    .toString("utf16le", at, at + size)
    .split("\0")
    .filter((path) => path !== "")
    .slice(0, mostFiles);
}

function readRuns(bytes: Buffer, size: number, { sink, host }: ReadContext): boolean {
  const layout = bytes.length < 216 ? undefined : layoutOf(bytes);
  if (layout === undefined) return false;
  const name = wide(bytes, 16, 60);
  const files = filesOf(bytes);
  const own = files.find((path) => path.toLowerCase().endsWith(`\\${name.toLowerCase()}`));
  const hash = bytes.readUInt32LE(76).toString(16).toUpperCase().padStart(8, "0");
  let record = 0;
  for (let index = 0; index < layout.times; index++) {
    const [low, high] = [bytes.readUInt32LE(layout.runs + 8 * index), bytes.readUInt32LE(layout.runs + 8 * index + 4)];
    const time = filetimeMicros(low, high);
    if (time === undefined && index > 0) continue;
    const event: LogEvent = {
      time,
      digits: time === undefined ? 0 : 7,
      basis: time === undefined ? "none" : "stated",
      // A packed file has no such place: the runs are told apart by their number.
      offset: Math.min(layout.runs + 8 * index, size - 1),
      record: ++record,
      "event.module": "prefetch",
      "event.category": "process",
      "event.action": "program_run",
      "event.outcome": "success",
      fields: {
        executable: name,
        hash,
        run_count: bytes.readUInt32LE(layout.count),
        ...(index === 0 ? { files } : {}),
      },
    };
    if (time !== undefined) event.nanos = filetimeNanos(low, high);
    if (record > 1) event.part = record - 1;
    if (name !== "") event["process.name"] = name;
    if (own !== undefined) event["process.executable"] = own;
    if (host !== undefined) event["host.name"] = host;
    sink.event(event);
  }
  return true;
}

/** Prefetch files: when a program was last run (up to eight times), how often, and which files it loaded. */
export const prefetch: ByteFormat = {
  by: "bytes",
  id: "prefetch",
  names: { zh: "Windows 预读取文件（Prefetch）", en: "Windows prefetch file" },
  family: "windows",
  modules: ["prefetch"],
  references: [
    "https://github.com/libyal/libscca/blob/main/documentation/Windows%20Prefetch%20File%20(PF)%20format.asciidoc",
  ],
  sniff: ({ bytes }) => (bytes.length < 12 ? 0 : isPlain(bytes) ? 98 : isPacked(bytes) ? 95 : 0),
  read(input: ByteInput, context: ReadContext): void {
    if (input.size === 0) return;
    const damaged = (detail: string): void => {
      context.sink.unparsed();
      context.sink.damage({ from: 0, to: input.size, code: "E_RECORD_BROKEN", detail });
    };
    const bytes = Buffer.from(input.read(0, Math.min(input.size, largest)));
    try {
      const plain = bytes.length >= 12 && isPacked(bytes) ? unpacked(bytes) : bytes;
      if (plain.length < 216 || !isPlain(plain) || !readRuns(plain, input.size, context)) damaged("prefetch");
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      damaged(error.message);
    }
  },
};
