import { closeSync, openSync } from "node:fs";
import { byteInput } from "./byte-input.ts";
import type { ByteFormat, Cut, LineFormat } from "./format.ts";
import type { ClockSetting } from "@stanch/model/clock";
import type { FormatDefinition } from "@stanch/model/format-definition";
import { clockFor, zoneFor } from "./clock-choice.ts";
import { hostFacts } from "./collection.ts";
import { definedFormats } from "./defined-format.ts";
import { identify } from "./identify.ts";
import { prescan, type Prescan } from "./prescan.ts";
import type { ReadPlan } from "./read-plan.ts";
import { newerNeighbour, rotationOf } from "./rotation.ts";
import { readSample } from "./sample.ts";
import { noHash, type SourceFile } from "./source-file.ts";
import type { YearStep } from "./year-plan.ts";
import { zoneOffset } from "./zone.ts";

export interface PlanOptions {
  /** IANA name or offset for records that name no zone; when not given, what the collection tells of its host, else UTC. */
  readonly zone?: string;
  /** Epoch milliseconds no yearless date may pass by more than a day; when not given, the time of the file. */
  readonly now?: number;
  /** Host the file belongs to, when known. */
  readonly host?: string;
  /** Size of the ranges a large file is cut into; by itself 16 MiB, of a very large one 32. Results do not depend on the number of workers, only on this. */
  readonly chunkBytes?: number;
  /** Zones and corrections that a person set for hosts and files. */
  readonly clocks?: readonly ClockSetting[];
  /** Formats that a person defined. */
  readonly definitions?: readonly FormatDefinition[];
  /** All sources of the case: lets rotated files tell each other's years. */
  readonly sources?: readonly SourceFile[];
}

/** What is counted of a range is small beside it only when the range is large, and enough ranges must be left to share. */
const chunkOf = ({ size }: SourceFile): number => (size > 200 << 20 ? 32 << 20 : 16 << 20);
const day = 86_400;
const earliest = Date.UTC(1990, 0, 1);

/** The newest file time among the sources that can be believed, epoch milliseconds: the default of `now`. */
export function newestTime(sources: readonly SourceFile[], clock: number): number | undefined {
  let newest: number | undefined;
  for (const { mtime } of sources) {
    if (mtime === undefined || mtime < earliest || mtime > clock + day * 1000) continue;
    if (newest === undefined || mtime > newest) newest = mtime;
  }
  return newest;
}

/**
 * How a source file is to be read: one plan, or several byte ranges of a large file that splits. Plans are plain data for a
 * worker; reading them in any order and adding the reports up gives the same result.
 *
 * @throws only what the file system throws; evidence itself never makes it throw.
 */
export function planRead(source: SourceFile, options: PlanOptions = {}): ReadPlan[] {
  // Without a hash its bytes could not be read, or it is a pipe that would never end: its failure is told already.
  if (source.container !== undefined || source.file === "" || source.sha256 === noHash) return [];
  const sample = readSample(source);
  const own = definedFormats(options.definitions);
  const { format, confidence } = identify(sample, own);
  const definition = options.definitions?.[own.findIndex((one) => one === format)];
  const facts = hostFacts(source, options.sources ?? []);
  const host = options.host ?? facts.host;
  const clock = clockFor(source, { ...facts, host }, sample.lines, options);
  const { zone } = clock;
  const base = {
    path: source.path,
    file: source.file,
    size: source.size,
    sha256: source.sha256,
    confidence,
    encoding: sample.encoding,
    ...clock,
    ...(definition === undefined ? {} : { definition }),
    repeats: [],
    ...(host === undefined ? {} : { host }),
  };
  const whole = { ...base, from: 0, to: source.size, firstRecord: 1, part: 0, parts: 1, years: [] };
  if (format === undefined || format.by === "bytes" || source.size === 0) {
    const plan = { ...whole, format: format?.id ?? "unknown", bound: boundOf(source, options) };
    const cuts = format?.by === "bytes" ? byteCuts(format, source, options.chunkBytes ?? chunkOf(source)) : [];
    return cuts.length === 0 ? [plan] : ranges(cuts, source.size).map((range) => ({ ...plan, ...range }));
  }
  const scan = prescan({ ...base, file: source.file }, format, options.chunkBytes ?? chunkOf(source));
  const { bound, years } = placeYears(source, scan, options, zone);
  const repeats = scan.repeats.plan(years, zone);
  return ranges(scan.cuts, source.size).map((range) => {
    return { ...base, ...range, format: format.id, bound, repeats, years: stepsOf(years, range.from, range.to) };
  });
}

/** Where a large file of bytes is cut; nowhere when it does not split. */
function byteCuts(format: ByteFormat, source: SourceFile, chunkBytes: number): readonly Cut[] {
  if (format.cuts === undefined || source.size <= chunkBytes) return [];
  const descriptor = openSync(source.file, "r");
  try {
    return format.cuts(byteInput(descriptor, source.size), chunkBytes);
  } finally {
    closeSync(descriptor);
  }
}

function ranges(cuts: readonly Cut[], size: number) {
  return cuts.map((cut, part) => {
    const to = cuts[part + 1]?.offset ?? size;
    return { from: cut.offset, to, firstRecord: cut.record, part, parts: cuts.length };
  });
}

/** The steps that matter inside a range: the one in force at its beginning and those within. */
function stepsOf(years: readonly YearStep[], from: number, to: number): YearStep[] {
  return years.filter((step, index) => step.from < to && (years[index + 1]?.from ?? Infinity) > from);
}

/** Epoch seconds by which the content was written: the least of `now`, file time and the date in the name, where believable. */
function boundOf(source: SourceFile, options: PlanOptions): number {
  const now = options.now ?? Math.max(source.mtime ?? 0, Date.now());
  let bound = now / 1000;
  const { mtime } = source;
  if (mtime !== undefined && mtime >= earliest && mtime <= now) bound = mtime / 1000;
  const { dated } = rotationOf(source.path);
  if (dated !== undefined && dated * 1000 >= earliest && dated < bound) bound = dated + day;
  return bound;
}

interface Placed {
  readonly bound: number;
  readonly years: readonly YearStep[];
}

const placed = new WeakMap<readonly SourceFile[], Map<SourceFile, number | undefined>>();

function placeYears(source: SourceFile, scan: Prescan, options: PlanOptions, zone: string): Placed {
  let bound = boundOf(source, options);
  if (!scan.years.seen) return { bound, years: [] };
  const newer = options.sources === undefined ? undefined : newerNeighbour(source, options.sources);
  if (newer !== undefined) {
    const first = firstInstant(newer, options);
    // The newer file begins where this one ends; a day's slack is the clock's own.
    if (first !== undefined && first < bound) bound = first;
  }
  return { bound, years: scan.years.plan(bound, zone) };
}

/** Epoch seconds of the first yearless date of a neighbour, by its own plan; undefined when it has none. */
function firstInstant(source: SourceFile, options: PlanOptions): number | undefined {
  const sources = options.sources ?? [];
  let known = placed.get(sources);
  if (known === undefined) placed.set(sources, (known = new Map()));
  if (known.has(source)) return known.get(source);
  // Marked first, so that a ring of names cannot recurse.
  known.set(source, undefined);
  const format = lineFormat(source);
  if (format?.yearless === undefined) return undefined;
  const scan = prescan({ file: source.file, size: source.size, encoding: format.encoding }, format.format, Infinity);
  const zone = zoneFor(source, hostFacts(source, sources), format.lines, options).zone;
  const { years } = placeYears(source, scan, options, zone);
  const first = scan.years.first();
  const year = years[0]?.year;
  if (first === undefined || year === undefined) return undefined;
  const wall = Date.UTC(year, first.month - 1, first.date) / 1000 + first.seconds;
  const instant = wall - zoneOffset(zone).first(wall);
  known.set(source, instant);
  return instant;
}

function lineFormat(source: SourceFile) {
  try {
    const sample = readSample(source);
    const { format } = identify(sample);
    if (format === undefined || format.by !== "line") return undefined;
    const { lines, encoding } = sample;
    return { format: format satisfies LineFormat, yearless: format.yearless, encoding, lines };
  } catch {
    return undefined;
  }
}
