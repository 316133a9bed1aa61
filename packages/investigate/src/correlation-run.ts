import type { Detection } from "@stanch/model/detection";
import { type EventSource, eventId, formatInstant } from "@stanch/model/log-event";
import type { CorrelationMatch } from "@stanch/sigma/correlator";
import type { ReadPlan } from "@stanch/evidence/read-plan";
import type { CorrelationFinding } from "./deed.ts";
import { compareCited } from "./cited-event.ts";
import { fetchEvents } from "./event-fetch.ts";
import type { Ruling } from "./ruling.ts";
import { type ChunkSignals, signalPlaces, type SignalPlaces } from "./signal-places.ts";

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

/** Runs every correlation over the signals of all chunks. The order of chunks does not matter. */
export function correlate(input: CorrelationInput): Correlated {
  const { ids, refOf, hash } = signalPlaces(input.chunks);
  const correlator = input.ruling.set.correlator<number>({ hash });
  for (const [at, { signals }] of input.chunks.entries()) {
    const { times, fields, values, words, matches } = signals;
    const column = (field: string): Int32Array | undefined => values[fields.indexOf(field)];
    for (const { rule, rows } of matches) correlator.addRows(rule, { rows, times, ids: ids[at] ?? [], column, words });
  }
  const matches = correlator.finish();
  const refs = matches.map((match) => sampleOf(match.events).map(refOf));
  const events = fetchEvents(refs.flat(), input.plans);
  const byPlace = new Map(events.map((cited) => [`${cited.source}:${cited.event.offset}`, cited]));
  const findings = matches.flatMap((match, at): CorrelationFinding[] => {
    const cited = (refs[at] ?? []).flatMap((ref) => byPlace.get(`${ref.source}:${ref.offset}`) ?? []);
    if (cited.length === 0) return [];
    return [
      { rule: match.ruleIndex, group: match.group, count: match.events.length, events: cited.sort(compareCited) },
    ];
  });
  return { findings, detections: matches.map((match) => detectionOf(match, refOf, input)) };
}

/** The first half of what may be cited, the last, and every n-th between. */
function sampleOf(ids: readonly number[]): number[] {
  if (ids.length <= SAMPLE) return [...ids];
  const head = ids.slice(0, SAMPLE / 2);
  const rest = ids.slice(SAMPLE / 2);
  const stride = rest.length / (SAMPLE / 2);
  const more = Array.from({ length: SAMPLE / 2 }, (_, at) => rest[Math.ceil((at + 1) * stride) - 1]);
  return [...head, ...more.filter((id) => id !== undefined)];
}

function detectionOf(
  match: CorrelationMatch<number>,
  refOf: SignalPlaces["refOf"],
  { ruling, sources }: CorrelationInput,
): Detection {
  const meta = ruling.rules[match.ruleIndex];
  const refs = match.events.slice(0, MAX_NAMED).map(refOf);
  const last = refOf(match.events.at(-1) ?? 0);
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
