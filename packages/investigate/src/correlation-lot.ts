import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Detection } from "@stanch/model/detection";
import { type EventSource, eventId, formatInstant } from "@stanch/model/log-event";
import type { CorrelationMatch } from "@stanch/sigma/correlator";
import type { Act } from "./act-table.ts";
import type { Ruling } from "./ruling.ts";
import type { PlacedSignals, SignalPlaces } from "./signal-places.ts";

/** A match whose events are numbers of {@link SignalPlaces}. */
type Match = CorrelationMatch<number>;

/** What is concluded from: a match, or all those of a flood by one actor, with the events to cite. Plain data. */
export interface Told {
  readonly rule: number;
  readonly group: Match["group"];
  /** Events behind it. */
  readonly count: number;
  readonly events: readonly number[];
}

/** What correlations found: all of it, or that of one lot. Plain data. */
export interface LotResult {
  /** By rule. */
  readonly told: readonly Told[];
  readonly matches: number;
  /** Lines of `detections.jsonl`, a file for each rule that matched, by rule. */
  readonly files: readonly { readonly rule: number; readonly file: string }[];
}

export interface LotInput {
  readonly ruling: Ruling;
  readonly chunks: readonly PlacedSignals[];
  readonly places: SignalPlaces;
  /** By source index. */
  readonly sources: readonly EventSource[];
  /** Where files are left. */
  readonly folder: string;
}

/** Events cited of one match; detections name up to {@link MAX_NAMED}. */
const SAMPLE = 24;
const MAX_NAMED = 1000;
/** Of a rule with so many matches none stands out, and fewer events of each tell as much. */
const FLOOD = 500;
const SAMPLE_OF_FLOOD = 4;
const LINES_AT_ONCE = 1000;
/** Acts whose repetition by one address is one long attempt. */
const attempts: ReadonlySet<Act> = new Set<Act>(["scan", "guess", "spray", "dos"]);

/**
 * Runs correlations over the signals of all chunks: all of them, or those of `only`. The order of chunks does not matter. Detections
 * are written here, by whichever thread found them; what conclusions need comes back.
 *
 * @example const { told, files } = runLot({ ruling, chunks, places: signalPlaces(chunks), sources, folder });
 */
export function runLot(input: LotInput, only?: ReadonlySet<number>): LotResult {
  const { ruling, chunks, places, folder } = input;
  const { ids, hash } = places;
  const correlator = ruling.set.correlator<number>({ hash, only });
  for (const [at, { signals }] of chunks.entries()) {
    const { times, fields, values, words, matches } = signals;
    const column = (field: string): Int32Array | undefined => values[fields.indexOf(field)];
    for (const { rule, rows } of matches) correlator.addRows(rule, { rows, times, ids: ids[at] ?? [], column, words });
  }
  const found = correlator.finish();
  const byRule = [...Map.groupBy(found, (match) => match.ruleIndex)];
  const files = byRule.map(([rule, own]) => {
    const file = join(folder, `correlated-${rule}.jsonl`);
    writeDetections(own, input, file);
    return { rule, file };
  });
  return { told: byRule.flatMap(([rule, own]) => toldOf(rule, own, ruling)), matches: found.length, files };
}

/** The results of all lots as one, whichever lot a rule was in. */
export function joinLots(lots: readonly LotResult[]): LotResult {
  return {
    told: lots.flatMap(({ told }) => told).sort((a, b) => a.rule - b.rule),
    matches: lots.reduce((sum, { matches }) => sum + matches, 0),
    files: lots.flatMap(({ files }) => files).sort((a, b) => a.rule - b.rule),
  };
}

function toldOf(rule: number, own: readonly Match[], { rules }: Ruling): Told[] {
  if (own.length <= FLOOD) return own.map((match) => told(rule, [match], SAMPLE));
  const meta = rules[rule];
  const joins = meta !== undefined && !meta.success && attempts.has(meta.act);
  if (!joins) return own.map((match) => told(rule, [match], SAMPLE_OF_FLOOD));
  const actors = Map.groupBy(own, ({ group }) => JSON.stringify(group));
  return [...actors.values()].map((episodes) => told(rule, episodes, SAMPLE_OF_FLOOD));
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

/** The first half of what may be cited, the last, and every n-th between. */
function sampleOf(ids: readonly number[], most: number): number[] {
  if (ids.length <= most) return [...ids];
  const head = ids.slice(0, most / 2);
  const rest = ids.slice(most / 2);
  const stride = rest.length / (most / 2);
  const more = Array.from({ length: most / 2 }, (_, at) => rest[Math.ceil((at + 1) * stride) - 1]);
  return [...head, ...more.filter((id) => id !== undefined)];
}

/** Lines are made a few at a time, as those of a flood fill the memory. */
function writeDetections(matches: readonly Match[], input: LotInput, file: string): void {
  const to = openSync(file, "w");
  try {
    for (let at = 0; at < matches.length; at += LINES_AT_ONCE) {
      const lines = matches.slice(at, at + LINES_AT_ONCE).map((one) => `${JSON.stringify(detectionOf(one, input))}\n`);
      writeFileSync(to, lines.join(""));
    }
  } finally {
    closeSync(to);
  }
}

function detectionOf(match: Match, { ruling, sources, places }: LotInput): Detection {
  const meta = ruling.rules[match.ruleIndex];
  const last = places.refOf(match.events.at(-1) ?? 0);
  return {
    rule: {
      id: meta?.id ?? "",
      title: meta?.title.en ?? "",
      level: meta?.level ?? "medium",
      tags: [...(meta?.tags ?? [])],
    },
    events: match.events.slice(0, MAX_NAMED).map((id) => {
      const { source, offset } = places.refOf(id);
      return eventId(sources[source]?.key ?? "", offset);
    }),
    ...(match.events.length > MAX_NAMED ? { count: match.events.length } : {}),
    at: formatInstant(match.last, match.last % 1e6 === 0 ? 0 : 6),
    path: sources[last.source]?.path ?? "",
    record: last.record,
    ...(Object.keys(match.group).length === 0 ? {} : { group: match.group }),
  };
}
