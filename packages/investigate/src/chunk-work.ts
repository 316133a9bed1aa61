import { closeSync, openSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type ChunkReport } from "@stanch/evidence/chunk-report";
import { readChunk } from "@stanch/evidence/read-chunk";
import type { ReadPlan } from "@stanch/evidence/read-plan";
import type { Detection } from "@stanch/model/detection";
import { type EventSource, eventId, formatInstant, type LogEvent } from "@stanch/model/log-event";
import type { RowGroup } from "hyparquet";
import { ActivityBook } from "./activity.ts";
import { type ActivityColumns, activityColumns } from "./activity-columns.ts";
import type { CitedEvent } from "./cited-event.ts";
import { isNotable } from "./notable.ts";
import type { Ruling } from "./ruling.ts";
import { type SegmentPart } from "./segment-file.ts";
import type { ColumnPlace, SegmentWriter } from "./segment-writer.ts";
import { SignalBook, type SignalColumns } from "./signal-columns.ts";
import { type Tally, TallyBook } from "./tally.ts";

/** One piece of work: a chunk of one source file. Plain data. */
export interface ChunkTask {
  readonly plan: ReadPlan;
  readonly source: number;
  readonly key: string;
  /** Name for the files the worker leaves behind, unique within the investigation. */
  readonly name: string;
}

/** What a chunk yields: counts, files left in the parts folder, and what conclusions need. Plain data. */
export interface ChunkResult {
  readonly source: number;
  readonly report: ChunkReport;
  readonly segment: SegmentPart;
  /** Lines of `detections.jsonl`. */
  readonly detectionFile: string;
  readonly detections: number;
  readonly tallies: readonly Tally[];
  readonly notable: readonly CitedEvent[];
  readonly overflow: number;
  readonly activity: ActivityColumns;
  readonly signals: SignalColumns;
  /** Hours since 1970 with records, ascending. */
  readonly hours: readonly number[];
  readonly modules: readonly string[];
}

/** The ids of rules that matched one event, and where it goes on by the next rule. */
interface JoinedIds {
  readonly ids: string;
  readonly onward: Map<number, JoinedIds>;
}

/** Events wait so long for the lines that continue them; few enough that those judged die young. */
const WAITING = 64;
const KEPT_WAITING = 16;
const MAX_NOTABLE = 20_000;
const HOUR = 3_600_000_000;

/** Reads one chunk from bytes to findings. One object serves one task. */
export class ChunkWork {
  readonly #task: ChunkTask;
  readonly #ruling: Ruling;
  readonly #source: EventSource;
  readonly #writer: SegmentWriter;
  readonly #segment: number;
  readonly #detections: number;
  readonly #files: { segment: string; detections: string };
  #events: LogEvent[] = [];
  readonly #groups: RowGroup[] = [];
  readonly #places: (readonly ColumnPlace[])[] = [];
  /** Row of the event being judged. */
  #row = -1;
  #bytes = 0;
  #lines: string[] = [];
  #detected = 0;
  #overflow = 0;
  readonly #hits: number[] = [];
  readonly #joined: JoinedIds = { ids: "", onward: new Map() };
  readonly #tallies = new TallyBook();
  readonly #activity = new ActivityBook();
  readonly #notable: CitedEvent[] = [];
  readonly #signals: SignalBook;
  readonly #hours = new Set<number>();
  readonly #modules = new Set<string>();
  #hour = Number.NaN;
  #module: string | undefined;

  constructor(task: ChunkTask, ruling: Ruling, folder: string, writer: SegmentWriter) {
    this.#task = task;
    this.#ruling = ruling;
    this.#source = { key: task.key, path: task.plan.path };
    this.#writer = writer;
    this.#signals = new SignalBook(ruling.reader);
    writer.begin(this.#source);
    this.#files = {
      segment: path.join(folder, `${task.name}.part`),
      detections: path.join(folder, `${task.name}.jsonl`),
    };
    this.#segment = openSync(this.#files.segment, "w");
    this.#detections = openSync(this.#files.detections, "w");
  }

  run(): ChunkResult {
    try {
      const report = readChunk(this.#task.plan, { event: (event) => this.#take(event) });
      this.#judgeAll(0);
      this.#flush();
      return {
        source: this.#task.source,
        report,
        segment: { file: this.#files.segment, groups: this.#groups, places: this.#places, bytes: this.#bytes },
        detectionFile: this.#files.detections,
        detections: this.#detected,
        tallies: this.#tallies.tallies(),
        notable: this.#notable,
        overflow: this.#overflow,
        activity: activityColumns(this.#activity),
        signals: this.#signals.columns(),
        hours: [...this.#hours].sort((a, b) => a - b),
        modules: [...this.#modules],
      };
    } finally {
      closeSync(this.#segment);
      closeSync(this.#detections);
    }
  }

  #take(event: LogEvent): void {
    this.#events.push(event);
    if (this.#events.length >= WAITING) this.#judgeAll(KEPT_WAITING);
  }

  /** Judges the events that wait, but for the last few. */
  #judgeAll(kept: number): void {
    const ready = this.#events.length - kept;
    for (let at = 0; at < ready; at++) {
      const event = this.#events[at];
      if (event !== undefined) this.#judge(event);
    }
    this.#events = this.#events.slice(ready);
  }

  #flush(): void {
    if (this.#writer.rows === 0) return;
    const { bytes, group, places } = this.#writer.take();
    writeFileSync(this.#segment, bytes);
    this.#groups.push(group);
    this.#places.push(places);
    this.#bytes += bytes.length;
    if (this.#lines.length > 0) writeFileSync(this.#detections, `${this.#lines.join("\n")}\n`);
    this.#lines = [];
  }

  #judge(event: LogEvent): void {
    this.#row++;
    this.#note(event);
    this.#activity.add(event);
    // Setting the length is a call out of compiled code.
    while (this.#hits.length > 0) this.#hits.pop();
    const count = this.#ruling.match(event, this.#hits);
    this.#writer.add(event, count === 0 ? undefined : this.#idsOf(this.#hits));
    let told = false;
    for (const hit of this.#hits) told = this.#hit(event, hit) || told;
    if (this.#writer.full) this.#flush();
    if (!told && !isNotable(event)) return;
    if (this.#notable.length < MAX_NOTABLE) this.#notable.push({ source: this.#task.source, event });
    else this.#overflow++;
  }

  /** Hour and module; the next event mostly has the same. */
  #note({ time, "event.module": module }: LogEvent): void {
    if (time !== undefined && !(time >= this.#hour * HOUR && time < (this.#hour + 1) * HOUR)) {
      this.#hour = Math.floor(time / HOUR);
      this.#hours.add(this.#hour);
    }
    if (module !== undefined && module !== this.#module) this.#modules.add((this.#module = module));
  }

  /** Ids of rules, joined; the same few rules match together again and again. */
  #idsOf(hits: readonly number[]): string {
    let node = this.#joined;
    for (const hit of hits) {
      let next = node.onward.get(hit);
      if (next === undefined) {
        const id = this.#ruling.rules[hit]?.id ?? "";
        next = { ids: node === this.#joined ? id : `${node.ids}\n${id}`, onward: new Map() };
        node.onward.set(hit, next);
      }
      node = next;
    }
    return node.ids;
  }

  /** Notes one match; true when a thread may want the event whole. */
  #hit(event: LogEvent, rule: number): boolean {
    const meta = this.#ruling.rules[rule];
    if (meta === undefined) return false;
    const fields = this.#ruling.signalFields(rule);
    if (fields !== undefined) this.#signals.add(rule, fields, event, this.#row);
    if (this.#ruling.isSilent(rule)) return false;
    this.#tallies.add(rule, { source: this.#task.source, event });
    this.#detected++;
    this.#lines.push(JSON.stringify(this.#detection(event, rule)));
    return false;
  }

  #detection(event: LogEvent, rule: number): Detection {
    const meta = this.#ruling.rules[rule];
    return {
      rule: {
        id: meta?.id ?? "",
        title: meta?.title.en ?? "",
        level: meta?.level ?? "medium",
        tags: [...(meta?.tags ?? [])],
      },
      events: [eventId(this.#source.key, event.offset, event.part)],
      ...(event.time === undefined ? {} : { at: formatInstant(event.time, event.digits, event.nanos) }),
      path: this.#source.path,
      record: event.record,
    };
  }
}
