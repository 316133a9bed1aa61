import type { LogEvent } from "@stanch/model/log-event";
import { readingClock } from "../../clock.ts";
import type { LineFormat } from "../../format.ts";
import { dropImpossibleTime } from "../../placeable-time.ts";

export interface LinesRead {
  readonly events: LogEvent[];
  /** Lines that became no event, by what the reader said of them. */
  readonly skipped: Record<string, number>;
  readonly unparsed: number;
}

export interface ReadOptions {
  readonly zone?: string;
  /** Epoch seconds yearless dates lie before. */
  readonly bound?: number;
  readonly path?: string;
}

/**
 * Reads lines as the reader of chunks does, without files. Fails when a line was told of twice, or when a line was told of in
 * no way at all.
 */
export function readLines(format: LineFormat, lines: readonly string[], options: ReadOptions = {}): LinesRead {
  const { zone = "UTC", bound = Date.UTC(2026, 0, 1) / 1000 } = options;
  const clock = readingClock({ zone, bound, years: [], repeats: [] });
  const events: LogEvent[] = [];
  const skipped: Record<string, number> = {};
  let unparsed = 0;
  let at = 0;
  let told = 0;
  const sink = {
    event(event: LogEvent): void {
      if (event.offset < 0) {
        event.offset = at;
        event.record = at + 1;
      }
      if (event.part === undefined) told++;
      dropImpossibleTime(event);
      events.push(event);
    },
    skip(reason: string, count = 1): void {
      skipped[reason] = (skipped[reason] ?? 0) + count;
      told += count;
    },
    unparsed(count = 1): void {
      unparsed += count;
      told += count;
    },
    damage(): void {},
  };
  const reader = format.open({ clock, host: undefined, path: options.path ?? "test.log", sink });
  for (const [index, line] of lines.entries()) {
    at = index;
    reader.line(line, index, index + 1);
  }
  reader.end();
  if (told !== lines.length) throw new Error(`${format.id}: ${lines.length} lines, but ${told} told of`);
  return { events, skipped, unparsed };
}

/** The one event of one line. */
export function readOne(format: LineFormat, line: string, options: ReadOptions = {}): LogEvent | undefined {
  return readLines(format, [line], options).events[0];
}

/** ISO time of an event, to the precision its source states. */
export function isoTime(event: LogEvent | undefined): string | undefined {
  return event?.time === undefined ? undefined : new Date(event.time / 1000).toISOString();
}
