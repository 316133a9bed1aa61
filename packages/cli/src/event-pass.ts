import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { type ChunkReport, sourceReport } from "@stanch/evidence/chunk-report";
import { newestTime, planRead } from "@stanch/evidence/plan";
import { readChunk } from "@stanch/evidence/read-chunk";
import type { SourceFile } from "@stanch/evidence/source-file";
import { isZone } from "@stanch/evidence/zone";
import type { ReadingOptions } from "@stanch/investigate/evidence-reading";
import { eventSource, listSources } from "@stanch/investigate/source-list";
import type { ClockSetting } from "@stanch/model/clock";
import type { FormatDefinition } from "@stanch/model/format-definition";
import { StanchError } from "@stanch/model/error";
import type { EventSource, LogEvent } from "@stanch/model/log-event";
import type { SourceReport } from "@stanch/model/sources";

/** How records without zone or year are read; both optional. */
export interface ReadingChoice {
  readonly zone?: string;
  /** Epoch milliseconds. */
  readonly now?: number;
  /** Zones and corrections of hosts and files. */
  readonly clock?: readonly ClockSetting[];
  readonly formatDefinition?: readonly FormatDefinition[];
}

/** The choice as the reader of evidence takes it. */
export function readingOf({
  zone,
  now,
  clock,
  formatDefinition,
}: ReadingChoice): Pick<ReadingOptions, "zone" | "now" | "clocks" | "definitions"> {
  return { zone, now, clocks: clock, definitions: formatDefinition };
}

export interface EventPass extends ReadingChoice {
  /** As `evidencePaths` gives them. */
  readonly paths: readonly string[];
  readonly signal: AbortSignal;
  /** Called in the order of files and records; what it throws ends the pass. */
  readonly onEvent: (event: LogEvent, source: EventSource) => void;
}

/** Events kept back, since lines that continue an event are added to it after it was made. */
const HELD = 64;

/** A folder of ours for unpacked copies, gone when disposed. */
export function scratchFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), "stanch-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * @throws StanchError `E_ZONE`
 */
export function checkZone(zone: string | undefined): void {
  if (zone !== undefined && !isZone(zone)) throw new StanchError("E_ZONE", { zone });
}

/**
 * Reads every event behind the paths once, on this thread, and tells what became of each file.
 *
 * @throws StanchError `E_SOURCE_NONE`, `E_ZONE`; what `onEvent` throws; the signal's reason
 * @example const reports = await passEvents({ paths, signal, onEvent: (event) => count++ });
 */
export async function passEvents(pass: EventPass): Promise<SourceReport[]> {
  checkZone(pass.zone);
  using scratch = scratchFolder();
  const files = await listSources(pass.paths, { scratch: scratch.path, signal: pass.signal });
  if (files.length === 0) throw new StanchError("E_SOURCE_NONE", { path: pass.paths.join(", ") });
  const reports: SourceReport[] = [];
  for (const file of files) reports.push(await passFile(file, files, pass));
  return reports;
}

async function passFile(file: SourceFile, files: readonly SourceFile[], pass: EventPass): Promise<SourceReport> {
  const { zone, signal } = pass;
  const now = pass.now ?? newestTime(files, Date.now());
  const plans = planRead(file, {
    ...(zone === undefined ? {} : { zone }),
    ...(now === undefined ? {} : { now }),
    clocks: pass.clock ?? [],
    definitions: pass.formatDefinition ?? [],
    sources: files,
  });
  const source = eventSource(file);
  const parts: ChunkReport[] = [];
  for (const plan of plans) {
    await breathe();
    signal.throwIfAborted();
    const held = holding((event) => pass.onEvent(event, source));
    parts.push(readChunk(plan, held));
    held.end();
  }
  return sourceReport(file, parts);
}

/** Hands events on a little later. A reader takes an error for damage of the file, so the listener's own is kept and thrown at the end. */
function holding(onEvent: (event: LogEvent) => void): { event(event: LogEvent): void; end(): void } {
  let waiting: LogEvent[] = [];
  let failed: { readonly error: unknown } | undefined;
  const tell = (events: readonly LogEvent[]): void => {
    try {
      for (const event of events) onEvent(event);
    } catch (error) {
      failed = { error };
      throw error;
    }
  };
  return {
    event(event) {
      waiting.push(event);
      if (waiting.length < 2 * HELD) return;
      const ready = waiting.slice(0, HELD);
      waiting = waiting.slice(HELD);
      tell(ready);
    },
    end() {
      if (failed !== undefined) throw failed.error;
      tell(waiting);
    },
  };
}
