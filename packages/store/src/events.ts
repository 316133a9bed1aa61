import type { Sighting } from "@stanch/model/clock-skew";
import type { EventOutcome } from "@stanch/model/event-line";
import type { TimelineEvent } from "@stanch/model/timeline";

/** Which events: all investigations of a case, or one of them. */
export interface EventScope {
  readonly caseId: string;
  readonly investigationId?: string;
}

/**
 * All filters hold together; the values of one filter are alternatives. Times are microseconds since 1970-01-01T00:00:00Z.
 * An empty list matches nothing.
 */
export interface EventFilter {
  /** Inclusive. Events without a time never match a time range. */
  readonly from?: number;
  /** Exclusive. */
  readonly to?: number;
  readonly host?: readonly string[];
  /** `user.name` or `user.target.name`. */
  readonly user?: readonly string[];
  /** `source.ip` or `source.address`. */
  readonly address?: readonly string[];
  readonly module?: readonly string[];
  readonly action?: readonly string[];
  readonly outcome?: readonly EventOutcome[];
  /** Ids of rules that matched. */
  readonly rule?: readonly string[];
  readonly path?: readonly string[];
  readonly ids?: readonly string[];
  /** Words separated by spaces; every word must occur somewhere in the line, upper and lower case alike. */
  readonly text?: string;
}

export type EventOrder = "oldest" | "newest";

export interface EventQuery {
  readonly filter: EventFilter;
  readonly order: EventOrder;
  /** 1–1000. */
  readonly limit: number;
  /** Cursor `next` of the page before. Opaque; `E_CURSOR` when it is not one of ours. */
  readonly after?: string;
}

/** Events by (time, id); events without a time come last in both orders. `next` is absent on the last page. */
export interface EventPage {
  readonly events: readonly TimelineEvent[];
  readonly next?: string;
}

/** Equal buckets from `from` (inclusive) to `to` (exclusive), microseconds; empty buckets are present with zeros. */
export interface EventHistogram {
  readonly from: number;
  readonly to: number;
  readonly buckets: readonly EventBucket[];
  /** Matching events without a time. */
  readonly timeless: number;
}

export interface EventBucket {
  /** Start of the bucket in microseconds. */
  readonly at: number;
  readonly count: number;
  /** With `event.outcome: failure`. */
  readonly failures: number;
  /** On which at least one rule matched. */
  readonly detections: number;
}

export interface TopValue {
  readonly value: string;
  readonly count: number;
}

/** `rule` counts every rule of an event. */
export type TopField =
  | "host.name"
  | "user.name"
  | "source.ip"
  | "event.module"
  | "event.action"
  | "event.outcome"
  | "log.file.path"
  | "rule";

/**
 * Normalised events of the cases: immutable Parquet segments in the columns of `events.parquet`, and typed queries over them.
 * Values of a filter are only ever data.
 *
 * @example
 * await events.addSegments({ caseId, investigationId }, ["/tmp/out/events.parquet"]);
 * const page = await events.search({ caseId }, { filter: { address: ["203.0.113.9"], text: "failed root" }, order: "oldest", limit: 200 });
 */
export interface EventStore extends AsyncDisposable {
  /** Copies the files in; all of them appear at once or none. The same file again changes nothing. */
  addSegments(scope: Required<EventScope>, files: readonly string[]): Promise<void>;
  /** Forgets the events of an investigation, or of the whole case. */
  remove(scope: EventScope): Promise<void>;
  search(scope: EventScope, query: EventQuery): Promise<EventPage>;
  count(scope: EventScope, filter: EventFilter): Promise<number>;
  /** Over `filter.from`–`filter.to`, or the span of what matches. `buckets`: 1–500. Undefined when nothing matching has a time. */
  histogram(scope: EventScope, filter: EventFilter, buckets: number): Promise<EventHistogram | undefined>;
  /** The `limit` most frequent values, most frequent first, equals by value. */
  top(scope: EventScope, filter: EventFilter, field: TopField, limit: number): Promise<readonly TopValue[]>;
  /** In the order of `ids`; ids that are not there are left out. */
  byIds(scope: EventScope, ids: readonly string[]): Promise<readonly TimelineEvent[]>;
  /** Connections that two hosts or more recorded, by the client's address and port; at most `limit` records. */
  sightings(scope: EventScope, limit: number): Promise<readonly Sighting[]>;
  close(): Promise<void>;
}
