import { sourceReport, type ChunkReport } from "@stanch/evidence/chunk-report";
import type { SourceFile } from "@stanch/evidence/source-file";
import type { SourceReport } from "@stanch/model/sources";
import { ActivityBook } from "./activity.ts";
import { mergeActivity } from "./activity-columns.ts";
import type { ChunkResult } from "./chunk-work.ts";
import type { CitedEvent } from "./cited-event.ts";
import type { SegmentPart } from "./segment-file.ts";
import type { ChunkSignals } from "./signal-places.ts";
import { type Tally, TallyBook } from "./tally.ts";

/** Notable events kept for joining threads; the rest are counted and in the timeline. */
const MAX_NOTABLE = 200_000;

/** Adds up what chunks found. Results must be added in the order of their tasks: then the sum depends on nothing else. */
export class FindingBook {
  readonly #reports: ChunkReport[][];
  readonly #hours: Set<number>[];
  readonly #tallies = new TallyBook();
  readonly activity = new ActivityBook();
  readonly notable: CitedEvent[] = [];
  readonly signals: ChunkSignals[] = [];
  readonly modules = new Set<string>();
  readonly segments: SegmentPart[] = [];
  readonly detectionFiles: string[] = [];
  detections = 0;
  overflow = 0;
  records = 0;
  events = 0;
  first: number | undefined;
  last: number | undefined;

  constructor(sources: number) {
    this.#reports = Array.from({ length: sources }, () => []);
    this.#hours = Array.from({ length: sources }, () => new Set<number>());
  }

  add(result: ChunkResult): void {
    const { report, source } = result;
    this.#reports[source]?.push(report);
    for (const hour of result.hours) this.#hours[source]?.add(hour);
    for (const tally of result.tallies) this.#tallies.merge(tally);
    mergeActivity(this.activity, result.activity);
    for (const cited of result.notable) {
      if (this.notable.length < MAX_NOTABLE) this.notable.push(cited);
      else this.overflow++;
    }
    if (result.signals.times.length > 0)
      this.signals.push({ source, signals: result.signals, segment: result.segment });
    for (const module of result.modules) this.modules.add(module);
    this.segments.push(result.segment);
    this.detectionFiles.push(result.detectionFile);
    this.detections += result.detections;
    this.overflow += result.overflow;
    this.records += report.records;
    this.events += report.events;
    this.#span(report);
  }

  #span({ first, last }: ChunkReport): void {
    if (first !== undefined && first < (this.first ?? Infinity)) this.first = first;
    if (last !== undefined && last > (this.last ?? -Infinity)) this.last = last;
  }

  tallies(): Tally[] {
    return this.#tallies.tallies();
  }

  hours(): number[][] {
    return this.#hours.map((hours) => [...hours].sort((a, b) => a - b));
  }

  reports(sources: readonly SourceFile[]): SourceReport[] {
    return sources.map((source, at) => sourceReport(source, this.#reports[at] ?? []));
  }
}
