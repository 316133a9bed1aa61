import { type EventSource, eventId, type LogEvent } from "@stanch/model/log-event";

/** An event that a conclusion may cite, with the index of its source file in logical path order. */
export interface CitedEvent {
  readonly source: number;
  readonly event: LogEvent;
}

/** Order of evidence: time, then source path order, offset, part. Events without a time come last. */
export function compareCited(a: CitedEvent, b: CitedEvent): number {
  return (
    (a.event.time ?? Infinity) - (b.event.time ?? Infinity) ||
    a.source - b.source ||
    a.event.offset - b.event.offset ||
    (a.event.part ?? 0) - (b.event.part ?? 0)
  );
}

/** `event.id` of a cited event. */
export function citedId(cited: CitedEvent, sources: readonly EventSource[]): string {
  return eventId(sources[cited.source]?.key ?? "", cited.event.offset, cited.event.part);
}

/** At most `most` events that say most: the first ones, the last one, and every n-th between. Sorted. */
export function sampleCited(events: readonly CitedEvent[], most: number): CitedEvent[] {
  const sorted = [...events].sort(compareCited);
  if (sorted.length <= most) return sorted;
  const head = sorted.slice(0, Math.ceil(most / 2));
  const rest = sorted.slice(head.length);
  const stride = rest.length / (most - head.length);
  for (let taken = 1; taken <= most - head.length; taken++) {
    const one = rest[Math.min(rest.length - 1, Math.ceil(taken * stride) - 1)];
    if (one !== undefined) head.push(one);
    if (head.length >= most) break;
  }
  return head;
}
