import { closeSync, openSync, readSync } from "node:fs";
import { eachLine } from "./line-blocks.ts";
import type { Encoding } from "./encoding.ts";
import type { Clock, Cut, LineFormat } from "./format.ts";
import { repeatScan, type RepeatScan } from "./repeat-scan.ts";
import { yearScan, type YearScan } from "./year-plan.ts";
import { found, yearlessDate } from "./yearless-date.ts";

export interface Prescan {
  /** The first is the beginning of the file. */
  readonly cuts: readonly Cut[];
  readonly years: YearScan;
  readonly repeats: RepeatScan;
}

/** What is told of each yearless date. */
type Dates = Pick<YearScan, "date">;

interface Scanned {
  readonly file: string;
  readonly size: number;
  readonly encoding: Encoding;
}

const blockBytes = 1 << 20;

/** One sequential pass over a text file before workers share it: where it can be cut and which yearless dates it holds. */
export function prescan(source: Scanned, format: LineFormat, chunkBytes: number): Prescan {
  const years = yearScan();
  const repeats = repeatScan();
  const dates: Dates = {
    date(offset, month, date, seconds) {
      years.date(offset, month, date, seconds);
      repeats.date(offset, month, date, seconds);
    },
  };
  const narrow = source.encoding === "utf-8" || source.encoding === "latin1" || source.encoding === "gb18030";
  const split = format.splittable && narrow && source.size > chunkBytes;
  const start = format.yearless === "start" && narrow;
  const cuts: Cut[] = [{ offset: 0, record: 1 }];
  if (split || start)
    scanBytes(source, start ? dates : undefined, split ? cutter(format, source.size, chunkBytes, cuts) : undefined);
  if (format.yearless === "parse" || (format.yearless === "start" && !narrow)) scanByParsing(source, format, dates);
  return { cuts, years, repeats };
}

type Cutter = (bytes: Buffer, at: number, previous: number, offset: number, record: number) => void;

/** The last ranges are smaller, so that none who shares them waits long for the last of them. */
function cutter(format: LineFormat, size: number, chunkBytes: number, cuts: Cut[]): Cutter {
  const large = size - 2 * chunkBytes;
  return (bytes, at, previous, offset, record) => {
    const from = cuts.at(-1)?.offset ?? 0;
    if (offset < from + (from < large ? chunkBytes : chunkBytes / 4)) return;
    if (bytes[at] === 32 || bytes[at] === 9) return;
    if (format.starts !== undefined && !format.starts(lineAt(bytes, at), lineAt(bytes, previous))) return;
    cuts.push({ offset, record });
  };
}

function lineAt(bytes: Buffer, at: number): string {
  const newline = bytes.indexOf(10, at);
  return bytes.toString("latin1", at, Math.min(newline < 0 ? bytes.length : newline, at + 4096));
}

function scanBytes(source: Scanned, years: Dates | undefined, cut: Cutter | undefined): void {
  const descriptor = openSync(source.file, "r");
  const buffer = Buffer.allocUnsafe(blockBytes);
  let base = 0;
  let kept = 0;
  let record = 0;
  try {
    for (;;) {
      const got = readSync(descriptor, buffer, kept, blockBytes - kept, base + kept);
      const filled = kept + got;
      const newline = got === 0 ? filled - 1 : buffer.lastIndexOf(10, filled - 1);
      // A line longer than the block is stepped over: its date was seen with its beginning.
      const end = newline < 0 ? filled : newline + 1;
      record = scanBlock(buffer.subarray(0, end), base, record, newline >= 0, years, cut);
      if (got === 0) return;
      buffer.copyWithin(0, end, filled);
      kept = filled - end;
      base += end;
    }
  } finally {
    closeSync(descriptor);
  }
}

function scanBlock(
  bytes: Buffer,
  base: number,
  first: number,
  whole: boolean,
  years: Dates | undefined,
  cut: Cutter | undefined,
): number {
  let record = first;
  let previous = 0;
  for (let at = 0; at < bytes.length;) {
    record++;
    if (years !== undefined && yearlessDate(bytes, at)) {
      years.date(base + at, found.month, found.date, found.seconds);
    }
    if (cut !== undefined && at > 0) cut(bytes, at, previous, base + at, record);
    previous = at;
    const newline = bytes.indexOf(10, at);
    at = newline < 0 ? bytes.length : newline + 1;
  }
  return whole ? record : record - 1;
}

/** Formats whose dates stand elsewhere are parsed once only to see which dates they ask the clock for. */
function scanByParsing(source: Scanned, format: LineFormat, years: Dates): void {
  let offset = 0;
  const clock: Clock = {
    basis: "year-inferred",
    local(year, month, day, seconds) {
      if (year === undefined) years.date(offset, month, day, seconds);
      return 0;
    },
  };
  const nothing = (): void => {};
  const sink = { event: nothing, skip: nothing, unparsed: nothing, damage: nothing };
  const reader = format.open({ clock, host: undefined, path: "", sink });
  const descriptor = openSync(source.file, "r");
  let record = 0;
  try {
    const onLine = (text: string, at: number): void => {
      offset = at;
      reader.line(text, at, ++record);
    };
    eachLine(descriptor, { from: 0, to: source.size, encoding: source.encoding }, onLine, nothing);
  } finally {
    closeSync(descriptor);
  }
}
