import { acceptMinutes, type DispatchOffer, type DispatchRun, type HandlerCandidate } from "@stanch/model/dispatch";
import { assignmentId } from "@stanch/model/ids";

/** What a turn of a round did, for the journal and the senders. */
export type DispatchAct =
  | { readonly kind: "asked"; readonly offer: DispatchOffer; readonly candidate: HandlerCandidate }
  /** The offer is taken back. */
  | { readonly kind: "ended"; readonly offer: DispatchOffer; readonly why: "silent" | "withdrawn" }
  /** Everybody was asked and nobody accepted. */
  | { readonly kind: "handed-over" };

export interface Turned {
  readonly run: DispatchRun;
  readonly acts: readonly DispatchAct[];
}

const MINUTE = 60_000;

/** A round that has asked nobody yet; something is due at once. */
export function beginDispatch(form: Pick<DispatchRun, "part" | "mode">): DispatchRun {
  return { part: form.part, mode: form.mode, state: "offering", offers: [] };
}

/** The offer that waits for an answer. */
export function openOffer(run: DispatchRun): DispatchOffer | undefined {
  return run.offers.find((one) => one.outcome === undefined);
}

/** When something is to be done next; undefined when nothing is. */
export function dispatchDue(run: DispatchRun, now: string): string | undefined {
  return run.state === "offering" ? (openOffer(run)?.until ?? now) : undefined;
}

function ended(run: DispatchRun, offer: DispatchOffer, outcome: DispatchOffer["outcome"], now: string): DispatchRun {
  const offers = run.offers.map((one) =>
    one.assignment === offer.assignment ? { ...one, outcome, endedAt: now } : one,
  );
  return { ...run, offers };
}

/**
 * Does what is due: takes an offer back that was not answered in time, and asks the first candidate who was not asked yet.
 *
 * @example turnDispatch(run, now, candidates, () => crypto.randomUUID())
 */
export function turnDispatch(
  run: DispatchRun,
  now: string,
  candidates: readonly HandlerCandidate[],
  newId: () => string,
): Turned {
  if (run.state !== "offering") return { run, acts: [] };
  const open = openOffer(run);
  if (open !== undefined && Date.parse(open.until) > Date.parse(now)) return { run, acts: [] };
  const acts: DispatchAct[] = open === undefined ? [] : [{ kind: "ended", offer: open, why: "silent" }];
  const going = open === undefined ? run : ended(run, open, "silent", now);
  const asked = new Set(going.offers.map(({ staff }) => staff.id));
  const candidate = candidates.find(({ staff }) => !asked.has(staff.id));
  if (candidate === undefined) {
    return { run: { ...going, state: "handed-over" }, acts: [...acts, { kind: "handed-over" }] };
  }
  const until = new Date(Date.parse(now) + acceptMinutes * MINUTE).toISOString();
  const offer: DispatchOffer = { assignment: assignmentId.parse(newId()), staff: candidate.staff, at: now, until };
  return { run: { ...going, offers: [...going.offers, offer] }, acts: [...acts, { kind: "asked", offer, candidate }] };
}

/** Whether an offer may still be accepted: it waits, or its time ran out and nobody else has accepted. */
export function mayAccept(run: DispatchRun, assignment: string): boolean {
  const offer = run.offers.find((one) => one.assignment === assignment);
  if (offer === undefined || run.state === "stopped" || run.state === "accepted") return false;
  return offer.outcome === undefined || offer.outcome === "silent";
}

/** An offer is accepted; one that waits for somebody else is taken back. */
export function acceptOffer(run: DispatchRun, assignment: string, now: string): Turned {
  const offer = run.offers.find((one) => one.assignment === assignment);
  if (offer === undefined || !mayAccept(run, assignment)) return { run, acts: [] };
  const open = openOffer(run);
  const other = open === undefined || open.assignment === assignment ? undefined : open;
  const freed = other === undefined ? run : ended(run, other, "withdrawn", now);
  const acts: DispatchAct[] = other === undefined ? [] : [{ kind: "ended", offer: other, why: "withdrawn" }];
  return { run: { ...ended(freed, offer, "accepted", now), state: "accepted" }, acts };
}

/** An offer is refused, or somebody who had accepted cannot come after all: the next is due at once. */
export function declineOffer(run: DispatchRun, assignment: string, now: string): DispatchRun {
  const offer = run.offers.find((one) => one.assignment === assignment);
  if (offer === undefined || run.state === "stopped") return run;
  if (offer.outcome !== undefined && offer.outcome !== "accepted") return run;
  return { ...ended(run, offer, "declined", now), state: "offering" };
}

/** Nobody else is asked. */
export function stopDispatch(run: DispatchRun, now: string): Turned {
  if (run.state === "stopped" || run.state === "accepted") return { run, acts: [] };
  const open = openOffer(run);
  if (open === undefined) return { run: { ...run, state: "stopped" }, acts: [] };
  return {
    run: { ...ended(run, open, "withdrawn", now), state: "stopped" },
    acts: [{ kind: "ended", offer: open, why: "withdrawn" }],
  };
}
