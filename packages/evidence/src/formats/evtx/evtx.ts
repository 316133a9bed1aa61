import { crc32 } from "node:zlib";
import type { ByteFormat, ByteInput, ByteRange, ReadContext, Sample } from "../../format.ts";
import { chunkHeader, type ChunkHeader, isChunk } from "./chunk-header.ts";
import { eachChunk, isBlank } from "./chunk-list.ts";
import { chunkHeaderSize, type EvtxChunk, evtxChunk } from "./evtx-chunk.ts";
import { evtxCuts } from "./evtx-cuts.ts";
import { evtxEvent } from "./evtx-event.ts";
import { type EvtxRecord, headerAt } from "./evtx-record.ts";
import { type ChunkPlans, chunkPlans, type RecordFields, recordFields } from "./record-fields.ts";
import { type Gap, walkRecords } from "./record-walk.ts";
import { windowsModules } from "./windows-event.ts";

const fileHeaderSize = 4096;
const fileMagic = Buffer.from("ElfFile\0", "latin1");
const isFile = (bytes: Buffer): boolean => bytes.length >= 8 && bytes.compare(fileMagic, 0, 8, 0, 8) === 0;

/** Bookkeeping of one file. */
interface Reading {
  readonly context: ReadContext;
  readonly plans: Parameters<typeof chunkPlans>[0];
  readonly said: RecordFields;
  record: number;
}

function damaged(reading: Reading, from: number, to: number, code: string, detail: string): void {
  if (to > from) reading.context.sink.damage({ from, to, code, detail });
}

/** Reads one record; what cannot be understood is damage, and what was understood of it is still told. */
function readRecord(reading: Reading, chunk: EvtxChunk, plans: ChunkPlans, record: EvtxRecord): void {
  const { said, context } = reading;
  const offset = chunk.base + record.at;
  let whole = true;
  try {
    recordFields(chunk, plans, record.at + 24, record.at + record.size - 4, said);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    whole = false;
    damaged(reading, offset, offset + record.size, "E_RECORD_BROKEN", error.message);
  }
  reading.record++;
  if (!whole && said.fields["EventID"] === undefined) return context.sink.unparsed();
  const place = { offset, record: reading.record, low: record.low, high: record.high, host: context.host };
  context.sink.event(evtxEvent(said, place));
}

/** Bytes that are no whole record; of one that has lost its end, what is left is read. */
function readBroken(reading: Reading, chunk: EvtxChunk, plans: ChunkPlans, gap: Gap): void {
  const { from, to } = gap;
  if (!gap.started && isBlank(chunk.bytes.subarray(from, to))) return;
  if (!gap.started || to - from < 28) {
    damaged(reading, chunk.base + from, chunk.base + to, "E_RECORD_BROKEN", "no whole record");
    if (!gap.started) return;
    reading.record++;
    return reading.context.sink.unparsed();
  }
  damaged(reading, chunk.base + from, chunk.base + to, "E_RECORD_BROKEN", "the end of the record is not where it says");
  const stated = chunk.view.getUint32(from + 4, true);
  const size = stated >= 28 && from + stated <= to ? stated : to - from;
  readRecord(reading, chunk, plans, headerAt(chunk, from, size));
}

function checksums(reading: Reading, chunk: EvtxChunk, header: ChunkHeader): void {
  const { base } = chunk;
  const end = Math.min(Math.max(header.free, chunkHeaderSize), chunk.size);
  if (!header.trusted) damaged(reading, base, base + chunkHeaderSize, "E_HEADER_BROKEN", "chunk header");
  else if (!header.headerSum) damaged(reading, base, base + chunkHeaderSize, "E_CHECKSUM", "chunk header");
  if (header.trusted && !header.dataSum) damaged(reading, base + chunkHeaderSize, base + end, "E_CHECKSUM", "records");
}

function readChunk(reading: Reading, bytes: Uint8Array, base: number): void {
  const chunk = evtxChunk(bytes, base);
  const header = chunkHeader(chunk);
  if (header === undefined) return damaged(reading, base, base + chunk.size, "E_TRUNCATED", "chunk header");
  checksums(reading, chunk, header);
  const plans = chunkPlans(reading.plans);
  walkRecords(chunk, header, {
    record: (record) => readRecord(reading, chunk, plans, record),
    broken: (gap) => {
      readBroken(reading, chunk, plans, gap);
      if (gap.older === 0) return;
      reading.record += gap.older;
      reading.context.sink.skip("out-of-range", gap.older);
    },
  });
}

/** Where the chunks begin. */
function headerEnd(input: ByteInput): number {
  const bytes = Buffer.from(input.read(0, fileHeaderSize));
  if (isChunk(bytes)) return 0;
  if (bytes.length < 128) return bytes.length;
  const stated = bytes.readUInt16LE(40);
  return stated >= 128 && stated <= fileHeaderSize ? stated : fileHeaderSize;
}

function checkHeader(reading: Reading, input: ByteInput): void {
  const bytes = Buffer.from(input.read(0, fileHeaderSize));
  if (isChunk(bytes)) return;
  if (bytes.length < 128) damaged(reading, 0, bytes.length, "E_TRUNCATED", "file header");
  else if (!isFile(bytes)) damaged(reading, 0, 128, "E_HEADER_BROKEN", "file header");
  else if (crc32(bytes.subarray(0, 120)) !== bytes.readUInt32LE(124))
    damaged(reading, 0, 128, "E_CHECKSUM", "file header");
}

/**
 * Windows XML event logs, read by an own reader: every chunk of the file, also those that the header does not count because
 * the log was copied while in use; checksums that do not match are told, and the records are read all the same.
 */
export const evtx: ByteFormat = {
  by: "bytes",
  id: "evtx",
  names: { zh: "Windows 事件日志（EVTX）", en: "Windows event log (EVTX)" },
  family: "windows",
  modules: windowsModules,
  references: [
    "https://learn.microsoft.com/openspecs/windows_protocols/ms-even6/",
    "https://github.com/libyal/libevtx/blob/main/documentation/Windows%20XML%20Event%20Log%20(EVTX).asciidoc",
  ],
  sniff(sample: Sample): number {
    const bytes = Buffer.from(sample.bytes.buffer, sample.bytes.byteOffset, sample.bytes.byteLength);
    if (isFile(bytes)) return 100;
    if (isChunk(bytes) || isChunk(bytes, fileHeaderSize)) return 95;
    return 0;
  },
  cuts: (input, chunkBytes) => evtxCuts(input, headerEnd(input), chunkBytes),
  read(input: ByteInput, context: ReadContext, range: ByteRange): void {
    const said: RecordFields = { fields: {}, low: 0, high: 0, stated: undefined, budget: 0 };
    const reading: Reading = { context, plans: new Map(), said, record: range.firstRecord - 1 };
    if (range.from === 0) checkHeader(reading, input);
    const from = range.from === 0 ? headerEnd(input) : range.from;
    eachChunk(input, from, range.to, {
      chunk: (bytes, at) => readChunk(reading, bytes, at),
      short: (at, size) => damaged(reading, at, at + size, "E_TRUNCATED", "less than a chunk"),
    });
  },
};
