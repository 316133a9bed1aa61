import { compareCited } from "./cited-event.ts";
import type { Told } from "./correlation-lot.ts";
import type { CorrelationFinding } from "./deed.ts";
import { fetchEvents, placeOfRef, readHere, type RowFetcher } from "./event-fetch.ts";
import type { ChunkSignals, SignalPlaces } from "./signal-places.ts";

/** What correlations show, with the events to cite, which are read on this thread when others do not. */
export async function correlationFindings(
  told: readonly Told[],
  chunks: readonly ChunkSignals[],
  places: SignalPlaces,
  fetch: RowFetcher = readHere,
): Promise<CorrelationFinding[]> {
  const found = told.map((one) => ({ ...one, refs: one.events.map((id) => places.refOf(id)) }));
  const refs = found.flatMap((one) => one.refs);
  const cited = await fetchEvents(refs, chunks, fetch);
  return found.flatMap(({ rule, group, count, refs }): CorrelationFinding[] => {
    const events = [...new Set(refs.flatMap((ref) => cited.get(placeOfRef(ref)) ?? []))];
    return events.length === 0 ? [] : [{ rule, group, count, events: events.sort(compareCited) }];
  });
}
