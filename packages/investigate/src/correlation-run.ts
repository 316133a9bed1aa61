import type { Detection } from "@stanch/model/detection";
import { type EventSource, eventId, formatInstant } from "@stanch/model/log-event";
import type { CorrelationMatch } from "@stanch/sigma/correlator";
import type { ReadPlan } from "@stanch/evidence/read-plan";
import type { CorrelationFinding } from "./deed.ts";
import { compareCited } from "./cited-event.ts";
import { fetchEvents, type EventRef } from "./event-fetch.ts";
import type { Ruling } from "./ruling.ts";
import type { SignalColumns } from "./signal-columns.ts";

/** Signals of one chunk, with the source they come from. */
export interface ChunkSignals {
  readonly source: number;
  readonly signals: readonly SignalColumns[];
}

/** What correlating found: conclusions' material, and lines of `detections.jsonl`. */
export interface Correlated {
  readonly findings: readonly CorrelationFinding[];
  readonly detections: readonly Detection[];
}

export interface CorrelationInput {
  readonly ruling: Ruling;
  readonly chunks: readonly ChunkSignals[];
  /** By source index. */
  readonly sources: readonly EventSource[];
  readonly plans: readonly (readonly ReadPlan[])[];
}

/** Events cited of one match; detections name up to {@link MAX_NAMED}. */
const SAMPLE = 24;
const MAX_NAMED = 1000;

/** Fixed width, so that the order of ids is the order of sources and offsets. */
function refId(source: number, offset: number, record: number): string {
  return `${String(source).padStart(7, "0")}:${String(offset).padStart(14, "0")}:${record}`;
}

function refOf(id: string): EventRef {
  const [source, offset, record] = id.split(":");
  return { source: Number(source), offset: Number(offset), record: Number(record) };
}

/** Runs every correlation over the signals of all chunks. The order of chunks does not matter. */
export function correlate(input: CorrelationInput): Correlated {
  const correlator = input.ruling.set.correlator();
  for (const { source, signals } of input.chunks) {
    for (const columns of signals) addSignals(correlator, source, columns);
  }
  const matches = correlator.finish();
  const refs = matches.map((match) => sampleOf(match.events).map(refOf));
  const events = fetchEvents(refs.flat(), input.plans);
  const byPlace = new Map(events.map((cited) => [`${cited.source}:${cited.event.offset}`, cited]));
  const findings = matches.flatMap((match, at): CorrelationFinding[] => {
    const cited = (refs[at] ?? []).flatMap((ref) => byPlace.get(`${ref.source}:${ref.offset}`) ?? []);
    if (cited.length === 0) return [];
    const count = new Set(match.events).size;
    return [{ rule: match.ruleIndex, group: match.group, count, events: cited.sort(compareCited) }];
  });
  return { findings, detections: matches.map((match) => detectionOf(match, input)) };
}

function addSignals(
  correlator: ReturnType<Ruling["set"]["correlator"]>,
  source: number,
  { rule, fields, times, offsets, records, values, words }: SignalColumns,
): void {
  for (let row = 0; row < times.length; row++) {
    correlator.add(rule, {
      time: times[row] ?? 0,
      id: refId(source, offsets[row] ?? 0, records[row] ?? 0),
      get: (field) => {
        const word = values[fields.indexOf(field)]?.[row];
        return word === undefined || word < 0 ? undefined : words[word];
      },
    });
  }
}

/** The first half of what may be cited, the last, and every n-th between. */
function sampleOf(ids: readonly string[]): string[] {
  if (ids.length <= SAMPLE) return [...ids];
  const head = ids.slice(0, SAMPLE / 2);
  const rest = ids.slice(SAMPLE / 2);
  const stride = rest.length / (SAMPLE / 2);
  const more = Array.from({ length: SAMPLE / 2 }, (_, at) => rest[Math.ceil((at + 1) * stride) - 1]);
  return [...head, ...more.filter((id) => id !== undefined)];
}

function detectionOf(match: CorrelationMatch, { ruling, sources }: CorrelationInput): Detection {
  const meta = ruling.rules[match.ruleIndex];
  const refs = match.events.slice(0, MAX_NAMED).map(refOf);
  const last = refOf(match.events.at(-1) ?? refId(0, 0, 0));
  return {
    rule: {
      id: meta?.id ?? "",
      title: meta?.title.en ?? "",
      level: meta?.level ?? "medium",
      tags: [...(meta?.tags ?? [])],
    },
    events: refs.map((ref) => eventId(sources[ref.source]?.key ?? "", ref.offset)),
    ...(match.events.length > MAX_NAMED ? { count: match.events.length } : {}),
    at: formatInstant(match.last, match.last % 1e6 === 0 ? 0 : 6),
    path: sources[last.source]?.path ?? "",
    record: last.record,
    ...(Object.keys(match.group).length === 0 ? {} : { group: match.group }),
  };
}
