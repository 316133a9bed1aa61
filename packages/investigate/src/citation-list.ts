import { formatById } from "@stanch/evidence/identify";
import type { ReadPlan } from "@stanch/evidence/read-plan";
import type { TimeBasis } from "@stanch/model/event-line";
import type { AnswerSheet } from "@stanch/model/answer";
import { type EventSource, formatInstant, toEventLine } from "@stanch/model/log-event";
import { type CitedEvent, citedId } from "./cited-event.ts";
import { readRawLine } from "./raw-line.ts";

/** Where a cited event stands and what it says, for whoever has no evidence at hand. */
export interface EventCitation {
  readonly path: string;
  readonly offset: number;
  readonly record: number;
  /** SHA-256 of the source file. */
  readonly sha256: string;
  /** RFC 3339 UTC; absent when the record has no time. */
  readonly time?: string;
  readonly basis: TimeBasis;
  /** The line as it stands in the file, or the event as JSON for records that are not text. */
  readonly raw: string;
}

/** Every event id that an answer cites, without repeats, in order of appearance. */
export function citedIds(answer: AnswerSheet): string[] {
  const ids = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(one);
    else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        if (name === "events" && Array.isArray(inner)) for (const id of inner) ids.add(String(id));
        else if (name === "firstEvent" && typeof inner === "string") ids.add(inner);
        else walk(inner);
      }
    }
  };
  walk(answer);
  return [...ids];
}

export interface CitationInput {
  readonly answer: AnswerSheet;
  /** Candidates: every event that conclusions were made of. */
  readonly events: Iterable<CitedEvent>;
  readonly sources: readonly EventSource[];
  readonly plans: readonly (readonly ReadPlan[])[];
}

/** Place and raw text of every event that the answer cites. */
export function citationsOf({ answer, events, sources, plans }: CitationInput): Map<string, EventCitation> {
  const wanted = new Set(citedIds(answer));
  const found = new Map<string, EventCitation>();
  const places = placesOf(wanted, sources);
  for (const cited of events) {
    if (places.get(cited.source)?.has(cited.event.offset) !== true) continue;
    const id = citedId(cited, sources);
    if (!wanted.has(id) || found.has(id)) continue;
    const source = sources[cited.source];
    const plan = plans[cited.source]?.[0];
    if (source === undefined || plan === undefined) continue;
    found.set(id, citation(cited, plan, source));
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Offsets of the ids by source: most candidates are told to be none of them without their id being made. */
function placesOf(ids: ReadonlySet<string>, sources: readonly EventSource[]): Map<number, Set<number>> {
  const bySource = new Map(sources.map(({ key }, at) => [key, at]));
  const places = new Map<number, Set<number>>();
  for (const id of ids) {
    const { source = "", offset = "" } = /^(?<source>.*)-(?<offset>[0-9a-z]+)(?:\.[0-9a-z]+)?$/.exec(id)?.groups ?? {};
    const at = bySource.get(source);
    if (at === undefined) continue;
    const own = places.get(at) ?? new Set<number>();
    places.set(at, own.add(Number.parseInt(offset, 36)));
  }
  return places;
}

function citation(cited: CitedEvent, plan: ReadPlan, source: EventSource): EventCitation {
  const { offset, record, time, digits, nanos, basis } = cited.event;
  return {
    path: source.path,
    offset,
    record,
    sha256: plan.sha256,
    ...(time === undefined ? {} : { time: formatInstant(time, digits, nanos) }),
    basis,
    raw: rawOf(cited, plan, source),
  };
}

function rawOf(cited: CitedEvent, plan: ReadPlan, source: EventSource): string {
  const lines = plan.definition !== undefined || formatById(plan.format)?.by === "line";
  if (lines && plan.encoding !== "binary") {
    return readRawLine(plan.file, cited.event.offset, plan.encoding).raw;
  }
  return JSON.stringify(toEventLine(cited.event, source));
}
