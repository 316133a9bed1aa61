import type { LogEvent } from "@stanch/model/log-event";
import type { Damage, SkipReason } from "@stanch/model/sources";
import type { Text } from "@stanch/model/text";

/** The beginning of a source file, on which identification decides. */
export interface Sample {
  /** The first bytes (at most 64 KiB), as they lie in the file. */
  readonly bytes: Uint8Array;
  /** The same decoded, cut to whole lines; empty for binary content. */
  readonly lines: readonly string[];
  /** File name without folders: a hint only, content decides. */
  readonly name: string;
  readonly size: number;
}

/** Where events and everything that did not become one go; the reader counts and balances behind it. */
export interface EventSink {
  /** One event. Parsers set everything but `offset` and `record` of line formats, which the reader sets before the call returns. */
  event(event: LogEvent): void;
  /** Records passed over on purpose. */
  skip(reason: SkipReason, count?: number): void;
  /** Records that could not be understood. */
  unparsed(count?: number): void;
  /** Bytes that could not be read. */
  damage(damage: Damage): void;
}

/** Resolves the wall-clock dates that logs write; one per source file, made by the reader before parsing starts. */
export interface Clock {
  /**
   * Epoch microseconds of a local date-time without zone, and how it is known; `year` undefined for yearless dates, which
   * are placed by the source's year plan at the current offset. `micros` is the fraction, 0–999,999.
   */
  local(year: number | undefined, month: number, day: number, seconds: number, micros?: number): number;
  /** Basis of the last `local` answer. */
  readonly basis: "year-inferred" | "zone-assumed";
}

export interface ReadContext {
  readonly clock: Clock;
  /** Host the file belongs to, when the collection or a neighbour tells; records that name a host themselves win. */
  readonly host: string | undefined;
  readonly path: string;
  readonly sink: EventSink;
}

/** Reads one source file (or one byte range of a splittable one) line by line. */
export interface LineReader {
  /** One line without its terminator. Emits through the sink, or counts it as skipped or unparsed: exactly one of them a line. */
  line(text: string, offset: number, record: number): void;
  /** A line nobody understood: true when it continues the last record, to which it was added; the reader counts it as `continuation`. */
  more?(text: string): boolean;
  /** End of the source or range: flush what is joined. */
  end(): void;
}

/** Random access to the bytes of one source file. */
export interface ByteInput {
  readonly size: number;
  /** At most `length` bytes from `offset`; shorter only at the end. The view is valid until the next call. */
  read(offset: number, length: number): Uint8Array;
}

interface FormatBase {
  /** kebab-case, stable: `nginx-access`. */
  readonly id: string;
  readonly names: Text;
  readonly family: "unix" | "windows" | "web" | "service" | "sensor" | "desktop" | "network" | "generic";
  /** `event.module` values it can yield. */
  readonly modules: readonly string[];
  /** Specifications and manuals the parser follows. */
  readonly references: readonly string[];
  /** How sure this format is of the sample, 0 (not mine) to 100 (cannot be anything else). */
  sniff(sample: Sample): number;
}

/** A format of text lines. */
export interface LineFormat extends FormatBase {
  readonly by: "line";
  /** True when any run of whole lines can be parsed on its own: such files are split over workers. */
  readonly splittable: boolean;
  /**
   * Where dates without a year stand, so that years can be planned before reading: `start` (`Mar  1 02:14:07` first in the line,
   * perhaps after `<PRI>`) or `parse` (only the parser knows; the file is parsed once for it). Absent: dates have years.
   */
  readonly yearless?: "start" | "parse";
  /** False when a range must not begin at `line`, because it belongs to the record of `previous`. Absent: lines that begin with white space continue. */
  starts?(line: string, previous: string): boolean;
  /** Rows mean nothing without the header before them: in a file of several formats it is asked first for the line after one of its own. */
  readonly sticky?: true;
  open(context: ReadContext): LineReader;
}

/** A place where a file may be cut: the offset of a record, and its number. */
export interface Cut {
  readonly offset: number;
  readonly record: number;
}

/** The part of a file to read: from a {@link Cut} to the next one, or to the end. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
  readonly firstRecord: number;
}

/** A format that must see the bytes. Bad input never throws: it becomes `damage` and whatever can still be read. */
export interface ByteFormat extends FormatBase {
  readonly by: "bytes";
  /**
   * Where a large file is cut into ranges of at least `chunkBytes`, the first at 0: read one by one they give what the whole gives.
   * Absent: the file is always read whole.
   */
  cuts?(input: ByteInput, chunkBytes: number): readonly Cut[];
  read(input: ByteInput, context: ReadContext, range: ByteRange): void;
}

/** One log format: declaration and pure function. The registry, `stanch formats`, the docs and the console's list come from it. */
export type Format = LineFormat | ByteFormat;
