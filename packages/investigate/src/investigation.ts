import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AnswerSheet } from "@stanch/model/answer";
import { StanchError } from "@stanch/model/error";
import { formatInstant } from "@stanch/model/log-event";
import { balance, type SourceReport, type SourcesSheet } from "@stanch/model/sources";
import { buildAnswer, type Findings } from "./answer-builder.ts";
import { citationsOf, type EventCitation } from "./citation-list.ts";
import type { CitedEvent } from "./cited-event.ts";
import { type Judged, readEvidence, type Reading, type ReadingOptions } from "./evidence-reading.ts";
import type { Ruling } from "./ruling.ts";
import { appendFile, joinSegments } from "./segment-file.ts";

export interface InvestigateOptions extends Omit<ReadingOptions, "scratch"> {
  /** Folder for the results; made when absent. Files of earlier runs in it are replaced. */
  readonly out: string;
  /** Version of the program, for the answer. */
  readonly version: string;
}

/** What an investigation leaves: the sheets in memory, and on disk what is too large for it. */
export interface Outcome {
  /** `partial`: something could not be read; the sources sheet and the gaps say what. */
  readonly state: "done" | "partial";
  readonly answer: AnswerSheet;
  readonly sources: SourcesSheet;
  /** Event id → place and raw text, for every event the answer cites. */
  readonly citations: ReadonlyMap<string, EventCitation>;
  /** Rules that were given but could not be used. */
  readonly rejectedRules: Ruling["set"]["rejected"];
  /** Absolute or relative to where the program runs, as `out` was given. */
  readonly files: {
    readonly answer: string;
    readonly sources: string;
    readonly events: string;
    readonly detections: string;
  };
}

/**
 * Evidence in, answer out: reads every file behind the paths, judges every event, follows the intruders, and writes
 * `answer.json`, `sources.json`, `events.parquet` and `detections.jsonl`. Same input and version: the same bytes.
 *
 * @throws StanchError `E_SOURCE_NONE` when the paths hold no file at all, `E_DISK_FULL` when the disk is full; the signal's reason when cancelled
 * @example const { answer } = await investigate({ paths: ["./case"], out: "./result", rules, version: "0.1.0" });
 */
export async function investigate(options: InvestigateOptions): Promise<Outcome> {
  const scratch = join(options.out, ".work");
  try {
    rmSync(scratch, { recursive: true, force: true });
    mkdirSync(scratch, { recursive: true });
    const judged = (all: Judged): void => writeJudged(all, filesIn(options.out));
    const reading = await readEvidence({ ...options, scratch, judged });
    if (reading.files.length === 0) throw new StanchError("E_SOURCE_NONE", { path: options.paths.join(", ") });
    return await conclude(reading, options);
  } catch (error) {
    throw diskError(error, options.out);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function diskError(error: unknown, path: string): unknown {
  // A thread's error arrives as its text alone.
  const told = error instanceof Error ? error.message : "";
  return /^(?:Error: )?(?:ENOSPC|EDQUOT|EFBIG):/.test(told) ? new StanchError("E_DISK_FULL", { path }, error) : error;
}

async function conclude(reading: Reading, options: InvestigateOptions): Promise<Outcome> {
  reading.progress.phase("thread");
  const findings = findingsOf(reading);
  const unbalanced = findings.reports.find((report) => balance(report) !== 0);
  if (unbalanced !== undefined) throw new StanchError("E_BALANCE", { path: unbalanced.path });
  const answer = buildAnswer(findings, {
    version: options.version,
    ruleSet: reading.ruling.hash,
    zone: options.zone ?? "UTC",
    now: options.now === undefined ? lastInstant(findings) : new Date(options.now).toISOString(),
  });
  const citations = citationsOf({
    answer,
    events: candidates(findings),
    sources: reading.sources,
    plans: reading.plans,
  });
  reading.progress.phase("write");
  const sources: SourcesSheet = { version: 1, sources: [...findings.reports] };
  const files = filesIn(options.out);
  writeSheets(files, answer, sources);
  reading.progress.phase("done");
  const state = findings.reports.some(isUnread) ? "partial" : "done";
  return { state, answer, sources, citations, rejectedRules: reading.ruling.set.rejected, files };
}

/** Whether something of this file could not be read. */
export function isUnread(report: SourceReport): boolean {
  return report.failure !== undefined || report.damage.length > 0 || (report.format === "unknown" && report.bytes > 0);
}

function lastInstant({ span }: Findings): string {
  return formatInstant(span.last ?? 0, 0);
}

function findingsOf({ sources, files, ruling, book, correlations, detections }: Reading): Findings {
  return {
    sources,
    reports: book.reports(files),
    hours: book.hours(),
    rules: ruling.rules,
    tallies: book.tallies(),
    correlations,
    notable: book.notable,
    activity: book.activity,
    modules: book.modules,
    detections,
    overflow: book.overflow,
    span: { first: book.first, last: book.last },
  };
}

function* candidates(findings: Findings): Generator<CitedEvent> {
  yield* findings.notable;
  for (const tally of findings.tallies) {
    yield* tally.first;
    yield tally.last;
  }
  for (const found of findings.correlations) yield* found.events;
}

function filesIn(out: string): Outcome["files"] {
  return {
    answer: join(out, "answer.json"),
    sources: join(out, "sources.json"),
    events: join(out, "events.parquet"),
    detections: join(out, "detections.jsonl"),
  };
}

function writeJudged({ book, detections }: Judged, files: Outcome["files"]): void {
  // No answer of an earlier run stands beside the events of this one, whatever happens next.
  for (const file of [files.answer, files.sources]) rmSync(file, { force: true });
  joinSegments(book.segments, files.events);
  joinFiles(detections, files.detections);
}

function writeSheets(files: Outcome["files"], answer: AnswerSheet, sources: SourcesSheet): void {
  writeFileSync(files.answer, `${JSON.stringify(answer, null, 2)}\n`);
  writeFileSync(files.sources, `${JSON.stringify(sources, null, 2)}\n`);
}

function joinFiles(parts: readonly string[], file: string): void {
  const to = openSync(file, "w");
  try {
    const buffer = new Uint8Array(1 << 20);
    for (const part of parts) appendFile(to, part, buffer);
  } finally {
    closeSync(to);
  }
}
