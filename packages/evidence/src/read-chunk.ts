import { closeSync, openSync, readSync } from "node:fs";
import type { LogEvent } from "@stanch/model/log-event";
import { counter, type ChunkReport, type Counter } from "./chunk-report.ts";
import { readingClock, type ReadingClock } from "./clock.ts";
import { definedFormat } from "./defined-format.ts";
import { detectEncoding } from "./encoding.ts";
import { failureOf } from "./failure.ts";
import { byteInput } from "./byte-input.ts";
import type { ByteFormat, EventSink, LineFormat } from "./format.ts";
import { type ClockAdjuster, clockAdjuster } from "./host-clocks.ts";
import { formatById } from "./identify.ts";
import { eachLine } from "./line-blocks.ts";
import { openMixed } from "./formats/mixed/mixed.ts";
import { dropImpossibleTime } from "./placeable-time.ts";
import { clockOfPlan, type ReadPlan } from "./read-plan.ts";

export interface ChunkHandlers {
  /** Called for every event in file order; the object is the handler's to keep. */
  event(event: LogEvent): void;
}

/**
 * Reads one plan from beginning to end and tells what became of every record. Runs to completion on the calling thread: call
 * it in a worker. Never throws for bad evidence; a file that cannot be opened is a `failure` in the report.
 *
 * @example const report = readChunk(plan, { event: (event) => rows.push(event) });
 */
export function readChunk(plan: ReadPlan, handlers: ChunkHandlers): ChunkReport {
  const count = counter(plan.part, plan.format, plan.encoding, clockOfPlan(plan));
  try {
    const descriptor = openSync(plan.file, "r");
    try {
      const format = plan.definition === undefined ? formatById(plan.format) : definedFormat(plan.definition);
      if (format?.by === "line") readLines(descriptor, plan, format, count, handlers);
      else if (format?.by === "bytes") readBytes(descriptor, plan, format, count, handlers);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    count.report.failure = failureOf(error);
  }
  const { report } = count;
  report.records = count.accounted();
  return { ...report, hosts: report.hosts, times: report.times };
}

function readLines(
  descriptor: number,
  plan: ReadPlan,
  format: LineFormat,
  count: Counter,
  handlers: ChunkHandlers,
): void {
  const clock = readingClock(plan);
  const driver = lineDriver(plan, format, clock, count, handlers);
  const from = plan.from === 0 ? bomLength(descriptor) : plan.from;
  let record = plan.firstRecord - 1;
  const onLine = (text: string, offset: number): void => {
    clock.seek(offset);
    driver.line(text, offset, ++record);
  };
  eachLine(descriptor, { from, to: plan.to, encoding: plan.encoding }, onLine, count.damage);
  driver.end();
  // A parser that forgot a line would make it vanish: it is counted as not understood instead.
  const missing = record - (plan.firstRecord - 1) - count.accounted();
  if (missing > 0) count.report.unparsed += missing;
}

function bomLength(descriptor: number): number {
  const head = Buffer.alloc(3);
  return detectEncoding(head.subarray(0, readSync(descriptor, head, 0, 3, 0))).bom;
}

/** Where the reader of a line format is: what it emits belongs to this line. */
interface Place {
  offset: number;
  record: number;
  /** The parser did not understand the line. */
  refused: boolean;
}

function placingSink(place: Place, count: Counter, handlers: ChunkHandlers, adjust: ClockAdjuster): EventSink {
  return {
    event(event) {
      if (event.offset < 0) {
        event.offset = place.offset;
        event.record = place.record;
      }
      if (adjust !== undefined) adjust(event);
      dropImpossibleTime(event);
      count.event(event);
      handlers.event(event);
    },
    skip: (reason, skipped = 1) => count.skip(reason, skipped),
    // Lines that were joined for long belong to nobody else; a line alone may.
    unparsed: (lost) => void (lost === undefined ? (place.refused = true) : (count.report.unparsed += lost)),
    damage: count.damage,
  };
}

/** The format's own reader first; what it refuses goes to the other line formats, then to the record before it. */
function lineDriver(
  plan: ReadPlan,
  format: LineFormat,
  clock: ReadingClock,
  count: Counter,
  handlers: ChunkHandlers,
): { line(text: string, offset: number, record: number): void; end(): void } {
  const place: Place = { offset: 0, record: 0, refused: false };
  const context = {
    clock,
    host: plan.host,
    path: plan.path,
    sink: placingSink(place, count, handlers, clockAdjuster(plan)),
  };
  const reader = format.open(context);
  const others = openMixed(context, format.id);
  return {
    line(text, offset, record) {
      place.offset = offset;
      place.record = record;
      place.refused = false;
      try {
        reader.line(text, offset, record);
      } catch (error) {
        // Readers do not throw; a mistake in one costs this line and is told, not the rest of the file.
        count.report.failure ??= failureOf(error);
        place.refused = true;
      }
      if (!place.refused) return;
      if (text.trim() === "") count.skip("blank", 1);
      else if (others.take(text, offset, record)) return;
      else if (reader.more?.(text) === true) count.skip("continuation", 1);
      else count.report.unparsed++;
    },
    end() {
      reader.end();
      others.end();
    },
  };
}

function readBytes(
  descriptor: number,
  plan: ReadPlan,
  format: ByteFormat,
  count: Counter,
  handlers: ChunkHandlers,
): void {
  const clock = readingClock(plan);
  const adjust = clockAdjuster(plan);
  const sink: EventSink = {
    event(event) {
      if (adjust !== undefined) adjust(event);
      dropImpossibleTime(event);
      count.event(event);
      handlers.event(event);
    },
    skip: (reason, skipped = 1) => count.skip(reason, skipped),
    unparsed: (lost = 1) => (count.report.unparsed += lost),
    damage: count.damage,
  };
  format.read(byteInput(descriptor, plan.size), { clock, host: plan.host, path: plan.path, sink }, plan);
}
