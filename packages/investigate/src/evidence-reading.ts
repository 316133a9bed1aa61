import { join } from "node:path";
import { newestTime, planRead } from "@stanch/evidence/plan";
import type { ReadPlan } from "@stanch/evidence/read-plan";
import type { SourceFile } from "@stanch/evidence/source-file";
import type { EventSource } from "@stanch/model/log-event";
import type { ClockSetting } from "@stanch/model/clock";
import type { FormatDefinition } from "@stanch/model/format-definition";
import type { Placeholders } from "@stanch/sigma/detection-item";
import type { RuleCache } from "@stanch/sigma/rule-cache";
import type { Narrowing } from "@stanch/sigma/rule-choice";
import type { InvestigationProgress } from "@stanch/model/handling";
import type { ChunkTask } from "./chunk-work.ts";
import { correlationFindings } from "./correlation-run.ts";
import type { CorrelationFinding } from "./deed.ts";
import { EvidenceThreads } from "./evidence-threads.ts";
import { FindingBook } from "./finding-book.ts";
import { ProgressState } from "./progress-state.ts";
import { makeRuling, type RuleText, type Ruling } from "./ruling.ts";
import { signalPlaces } from "./signal-places.ts";
import { eventSource, listSources } from "./source-list.ts";

export interface ReadingOptions {
  readonly paths: readonly string[];
  readonly rules: readonly RuleText[];
  /** Where parsed rules are kept from one run to the next; they are parsed each time when left out. */
  readonly ruleCache?: RuleCache | undefined;
  /** Rules that are switched off and filters, as chosen for whom the evidence is of. */
  readonly narrowing?: Narrowing | undefined;
  /** Values for rules that ask for some of the installation's own. */
  readonly placeholders?: Placeholders | undefined;
  /** Folder for parts and unpacked copies; the caller removes it afterwards. */
  readonly scratch: string;
  /** For records that name no zone; default UTC. */
  readonly zone?: string | undefined;
  /** Zones and corrections that a person set for hosts and files. */
  readonly clocks?: readonly ClockSetting[] | undefined;
  /** Formats that a person defined. */
  readonly definitions?: readonly FormatDefinition[] | undefined;
  /** Epoch milliseconds no yearless date may pass; default: the newest file time. */
  readonly now?: number | undefined;
  /** Threads; default: one for each processor, at most 16. The result does not depend on it. */
  readonly workers?: number | undefined;
  /** Matches of base rules from which on correlations are shared out to the threads. The result does not depend on it. */
  readonly shareFrom?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((state: InvestigationProgress) => void) | undefined;
  /** Called when everything is judged, while threads still read back what will be cited: results may be written meanwhile. */
  readonly judged?: ((judged: Judged) => void) | undefined;
}

/** Everything judged: what lies in files by now. */
export interface Judged {
  readonly book: FindingBook;
  /** Files with lines of `detections.jsonl`, in their order. */
  readonly detections: readonly string[];
}

/** So many bytes are worth another thread before it is known into how many ranges they fall. */
const BYTES_OF_A_THREAD = 64 << 20;
/** Fewer are correlated before other threads have been given them. */
const SHARE_FROM = 200_000;

/** Evidence read, judged and correlated: everything but the conclusions. */
export interface Reading {
  readonly files: readonly SourceFile[];
  readonly sources: readonly EventSource[];
  readonly plans: readonly (readonly ReadPlan[])[];
  readonly ruling: Ruling;
  readonly book: FindingBook;
  readonly correlations: readonly CorrelationFinding[];
  /** Of rules and of correlations. */
  readonly detections: number;
  readonly progress: ProgressState;
}

/** Reads evidence on a pool of threads and correlates. Same input, same result, for every number of threads. */
export async function readEvidence(options: ReadingOptions): Promise<Reading> {
  const ruling = makeRuling(options.rules, options.ruleCache, options.narrowing, options.placeholders);
  const progress = new ProgressState(options.progress);
  progress.phase("open");
  await using threads = new EvidenceThreads({ ...options, ruling, folder: join(options.scratch, "parts") });
  let bytes = 0;
  const files = await listSources(options.paths, {
    scratch: join(options.scratch, "unpacked"),
    signal: options.signal,
    onSource({ path, size }) {
      progress.opening(path);
      bytes += size;
      threads.expect(Math.floor(bytes / BYTES_OF_A_THREAD));
    },
  });
  progress.phase("plan");
  const plans = planAll(files, options);
  progress.phase(
    "read",
    plans.flat().reduce((sum, plan) => sum + plan.to - plan.from, 0),
  );
  const sources = files.map(eventSource);
  const book = new FindingBook(files.length);
  const tasks = tasksOf(plans, sources);
  await threads.read(tasks, ({ plan }, result) => {
    book.add(result);
    progress.read(plan.path, plan.to - plan.from, book);
  });
  progress.phase("correlate");
  const { correlations, matched } = await correlated(book, sources, threads, options);
  return { files, sources, plans, ruling, book, correlations, detections: book.detections + matched, progress };
}

async function correlated(
  book: FindingBook,
  sources: readonly EventSource[],
  threads: EvidenceThreads,
  { shareFrom = SHARE_FROM, judged, signal }: ReadingOptions,
): Promise<{ readonly correlations: readonly CorrelationFinding[]; readonly matched: number }> {
  const chunks = book.signals;
  const places = signalPlaces(chunks);
  const { told, matches, files } = await threads.correlate(chunks, places, sources, shareFrom);
  signal?.throwIfAborted();
  const finding = correlationFindings(told, chunks, places, threads.fetch);
  // A later failure must not go unhandled when writing fails.
  finding.catch(() => undefined);
  judged?.({ book, detections: [...book.detectionFiles, ...files.map(({ file }) => file)] });
  return { correlations: await finding, matched: matches };
}

function planAll(files: readonly SourceFile[], options: ReadingOptions): ReadPlan[][] {
  const { zone, now, clocks = [], definitions = [], signal } = options;
  const bound = now ?? newestTime(files, Date.now());
  return files.map((source) => {
    signal?.throwIfAborted();
    return planRead(source, {
      ...(zone === undefined ? {} : { zone }),
      ...(bound === undefined ? {} : { now: bound }),
      clocks,
      definitions,
      sources: files,
    });
  });
}

function tasksOf(plans: readonly (readonly ReadPlan[])[], sources: readonly EventSource[]): ChunkTask[] {
  return plans.flatMap((parts, source) =>
    parts.map((plan) => ({ plan, source, key: sources[source]?.key ?? "", name: `${source}-${plan.part}` })),
  );
}
