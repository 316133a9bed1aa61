import type { Detection } from "@stanch/model/detection";
import { type EventSource, eventId, formatInstant } from "@stanch/model/log-event";
import type { CorrelationMatch } from "@stanch/sigma/correlator";
import type { Act } from "./act-table.ts";
import type { CorrelationFinding } from "./deed.ts";
import { compareCited } from "./cited-event.ts";
import { fetchEvents, placeOfRef, readHere, type RowFetcher } from "./event-fetch.ts";
import type { Ruling } from "./ruling.ts";
import type { ChunkSignals, PlacedSignals, SignalPlaces } from "./signal-places.ts";

export interface CorrelationInput {
  readonly ruling: Ruling;
  readonly chunks: readonly ChunkSignals[];
  readonly places: SignalPlaces;
  /** By source index. */
  readonly sources: readonly EventSource[];
}

/** A match whose events are numbers of {@link signalPlaces}. */
export type Match = CorrelationMatch<number>;

/** Events cited of one match; detections name up to {@link MAX_NAMED}. */
const SAMPLE = 24;
const MAX_NAMED = 1000;
/** Of a rule with so many matches none stands out, and fewer events of each tell as much. */
const FLOOD = 500;
const SAMPLE_OF_FLOOD = 4;
/** Acts whose repetition by one address is one long attempt. */
const attempts: ReadonlySet<Act> = new Set<Act>(["scan", "guess", "spray", "dos"]);

/** What is concluded from: a match, or all those of a flood by one actor, with the events to cite. */
interface Told {
  readonly rule: number;
  readonly group: Match["group"];
  readonly count: number;
  readonly events: readonly number[];
}

function toldOf(matches: readonly Match[], { rules }: Ruling): Told[] {
  return [...Map.groupBy(matches, (match) => match.ruleIndex)].flatMap(([rule, own]) => {
    if (own.length <= FLOOD) return own.map((match) => told(rule, [match], SAMPLE));
    const meta = rules[rule];
    const joins = meta !== undefined && !meta.success && attempts.has(meta.act);
    if (!joins) return own.map((match) => told(rule, [match], SAMPLE_OF_FLOOD));
    const actors = Map.groupBy(own, ({ group }) => JSON.stringify(group));
    return [...actors.values()].map((episodes) => told(rule, episodes, SAMPLE_OF_FLOOD));
  });
}

/** Matches of one actor in order of time: the first and the last are shown. */
function told(rule: number, [first, ...more]: readonly Match[], most: number): Told {
  const last = more.at(-1);
  return {
    rule,
    group: first?.group ?? {},
    count: more.reduce((sum, { events }) => sum + events.length, first?.events.length ?? 0),
    events: [...sampleOf(first?.events ?? [], most), ...(last === undefined ? [] : sampleOf(last.events, most))],
  };
}

/** Runs correlations over the signals of all chunks: all of them, or those of one lot. The order of chunks does not matter. */
export function correlationMatches(
  { set }: Pick<Ruling, "set">,
  chunks: readonly PlacedSignals[],
  { ids, hash }: Pick<SignalPlaces, "ids" | "hash">,
  only?: ReadonlySet<number>,
): Match[] {
  const correlator = set.correlator<number>({ hash, only });
  for (const [at, { signals }] of chunks.entries()) {
    const { times, fields, values, words, matches } = signals;
    const column = (field: string): Int32Array | undefined => values[fields.indexOf(field)];
    for (const { rule, rows } of matches) correlator.addRows(rule, { rows, times, ids: ids[at] ?? [], column, words });
  }
  return correlator.finish();
}

/** Lines of `detections.jsonl`, one for each match; each is made when it is asked for, as those of a flood fill the memory. */
export function correlationDetections(input: CorrelationInput, matches: readonly Match[]): Iterable<Detection> {
  return { [Symbol.iterator]: () => Iterator.from(matches).map((one) => detectionOf(one, input)) };
}

/** What matches of correlations show, with the events to cite, which are read on this thread when others do not. */
export async function correlationFindings(
  { ruling, chunks, places }: CorrelationInput,
  matches: readonly Match[],
  fetch: RowFetcher = readHere,
): Promise<CorrelationFinding[]> {
  const found = toldOf(matches, ruling).map((one) => ({ ...one, refs: one.events.map((id) => places.refOf(id)) }));
  const refs = found.flatMap((one) => one.refs);
  const cited = await fetchEvents(refs, chunks, fetch);
  return found.flatMap(({ rule, group, count, refs }): CorrelationFinding[] => {
    const events = [...new Set(refs.flatMap((ref) => cited.get(placeOfRef(ref)) ?? []))];
    return events.length === 0 ? [] : [{ rule, group, count, events: events.sort(compareCited) }];
  });
}

/** The first half of what may be cited, the last, and every n-th between. */
function sampleOf(ids: readonly number[], most: number): number[] {
  if (ids.length <= most) return [...ids];
  const head = ids.slice(0, most / 2);
  const rest = ids.slice(most / 2);
  const stride = rest.length / (most / 2);
  const more = Array.from({ length: most / 2 }, (_, at) => rest[Math.ceil((at + 1) * stride) - 1]);
  return [...head, ...more.filter((id) => id !== undefined)];
}

function detectionOf(match: Match, { ruling, sources, places }: CorrelationInput): Detection {
  const meta = ruling.rules[match.ruleIndex];
  const refs = match.events.slice(0, MAX_NAMED).map((id) => places.refOf(id));
  const last = places.refOf(match.events.at(-1) ?? 0);
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
