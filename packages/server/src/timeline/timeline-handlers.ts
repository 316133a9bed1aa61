import type { Call, Handlers, Input, Output } from "@stanch/desk/handler";
import type { DeskDirectory } from "@stanch/desk/desk-directory";
import { answerSheet } from "@stanch/model/answer";
import { clockOffers } from "@stanch/model/clock-skew";
import type { DetectionRule } from "@stanch/model/detection-rule";
import { StanchError } from "@stanch/model/error";
import { sourcesSheet } from "@stanch/model/sources";
import type { TimelineFilter } from "@stanch/model/timeline";
import type { Blobs } from "@stanch/store/blobs";
import type { EventFilter, EventScope, EventStore } from "@stanch/store/events";
import { seenLately } from "../seen-lately.ts";
import { readJsonBlob } from "../read-json-blob.ts";
import { instantOf, microsOf } from "./micros.ts";
import type { RawReader } from "./raw-reader.ts";

type TimelineOperation =
  | `timeline.${"search" | "histogram" | "top" | "raw"}`
  | "answer.get"
  | "sources.get"
  | "clock.offers"
  | "rule.list";

export interface TimelineParts {
  readonly directory: Pick<DeskDirectory, "items" | "sheets" | "note">;
  readonly events: EventStore;
  readonly blobs: Pick<Blobs, "read">;
  readonly raw: RawReader;
  readonly rules: () => readonly DetectionRule[];
}

/** Absent keys stay absent. */
function filterOf({ from, to, text, ...lists }: TimelineFilter): EventFilter {
  const kept = Object.fromEntries(Object.entries(lists).filter(([, value]) => value !== undefined));
  return {
    ...kept,
    ...(from === undefined ? {} : { from: microsOf(from) }),
    ...(to === undefined ? {} : { to: microsOf(to) }),
    ...(text === undefined ? {} : { text }),
  };
}

/** The events of the newest finished investigation; undefined when there is none yet. Refuses whom the incident is not open to. */
async function scopeOf(parts: TimelineParts, call: Call, incident: string): Promise<EventScope | undefined> {
  await parts.directory.items(call, incident);
  try {
    const { investigation } = await parts.directory.sheets(call, incident);
    return { caseId: incident, investigationId: investigation };
  } catch (error) {
    if (error instanceof StanchError && error.code === "E_NOT_FOUND") return undefined;
    throw error;
  }
}

/** Of more connections, the first. */
const SIGHTINGS = 100_000;
const EPOCH = new Date(0).toISOString();

async function search(
  parts: TimelineParts,
  call: Call,
  { params, body }: Input<"timeline.search">,
): Promise<Output<"timeline.search">> {
  const { events } = parts;
  const scope = await scopeOf(parts, call, params.incident);
  if (scope === undefined) return { events: [] };
  const { filter, after, ...rest } = body;
  const wanted = filterOf(filter);
  const page = await events.search(scope, { ...rest, filter: wanted, ...(after === undefined ? {} : { after }) });
  // Counting a search for words reads everything once more: the histogram tells that number.
  const counted = after === undefined && wanted.text === undefined;
  const total = counted ? { total: await events.count(scope, wanted) } : {};
  const next = page.next === undefined ? {} : { next: page.next };
  return { events: [...page.events], ...next, ...total };
}

async function histogram(
  parts: TimelineParts,
  call: Call,
  { params, body }: Input<"timeline.histogram">,
): Promise<Output<"timeline.histogram">> {
  const scope = await scopeOf(parts, call, params.incident);
  const found =
    scope === undefined ? undefined : await parts.events.histogram(scope, filterOf(body.filter), body.buckets);
  if (found === undefined) return { from: body.filter.from ?? EPOCH, to: body.filter.to ?? EPOCH, buckets: [] };
  const buckets = found.buckets.map((bucket) => ({ ...bucket, at: instantOf(bucket.at) }));
  return { from: instantOf(found.from), to: instantOf(found.to), buckets };
}

async function raw(
  { directory, events, blobs, raw: read }: TimelineParts,
  call: Call,
  { params }: Input<"timeline.raw">,
): Promise<Output<"timeline.raw">> {
  const items = await directory.items(call, params.incident);
  const sheets = await directory.sheets(call, params.incident);
  const scope = { caseId: params.incident, investigationId: sheets.investigation };
  const [event] = await events.byIds(scope, [params.event]);
  if (event === undefined) throw new StanchError("E_NOT_FOUND");
  const { sources } = sourcesSheet.parse(await readJsonBlob(blobs, sheets.sources.sha256));
  return read(event, items, sources);
}

/** A page asks again and again for what it shows: within this time that is one reading. */
const SAME_READING_MS = 600_000;

/** Timeline, answer and sources: what an investigation left, for whoever may see the incident. */
export function timelineHandlers(parts: TimelineParts): Handlers<TimelineOperation> {
  const { events, directory, blobs } = parts;
  const seen = seenLately(SAME_READING_MS);
  return {
    "timeline.search": (call, input) => search(parts, call, input),
    "timeline.histogram": (call, input) => histogram(parts, call, input),
    "timeline.top": async (call, { params, body }) => {
      const scope = await scopeOf(parts, call, params.incident);
      if (scope === undefined) return [];
      return [...(await events.top(scope, filterOf(body.filter), body.field, body.limit))];
    },
    "rule.list": async () => [...parts.rules()],
    "timeline.raw": (call, input) => raw(parts, call, input),
    "answer.get": async (call, { params }) => {
      const { answer } = await directory.sheets(call, params.incident, params.investigation);
      const line = { what: "answer.read", detail: params.investigation, incident: params.incident };
      if (seen.firstOf(`${call.actor.name} ${params.investigation}`)) await directory.note(call, line);
      return answerSheet.parse(await readJsonBlob(blobs, answer.sha256));
    },
    "clock.offers": async (call, { params }) => {
      await directory.items(call, params.incident);
      const { investigation } = await directory.sheets(call, params.incident, params.investigation);
      return clockOffers(
        await events.sightings({ caseId: params.incident, investigationId: investigation }, SIGHTINGS),
      );
    },
    "sources.get": async (call, { params }) => {
      const { sources } = await directory.sheets(call, params.incident, params.investigation);
      return sourcesSheet.parse(await readJsonBlob(blobs, sources.sha256));
    },
  };
}
