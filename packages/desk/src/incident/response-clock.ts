import type { JournalEntry } from "@stanch/model/journal";

/** Shares of the promised time, in percent, at which people are told. */
export const warnAt = [50, 75, 90, 100] as const;
export type WarnPercent = (typeof warnAt)[number];

/** The promise to one customer. Real seconds, 7×24: no calendar, no time zone. */
export interface ClockState {
  /** Earliest proof of the request. */
  readonly startedAt: string;
  readonly minutes: number;
  readonly dueAt: string;
  /** Earliest recorded contact by a named person. */
  readonly stoppedAt?: string;
  readonly stoppedBy?: string;
  readonly how?: string;
  /** Last share that was warned about; 0: none. */
  readonly warned: WarnPercent | 0;
}

export interface Contacted {
  readonly at: string;
  readonly by: string;
  readonly how: string;
}

const MINUTE = 60_000;

/** Whole instants as text, so that two ways of computing give the same characters. */
function instant(ms: number): string {
  return new Date(ms).toISOString();
}

/**
 * When the promise ends.
 *
 * @example dueAt("2024-02-29T23:00:00Z", 240) // "2024-03-01T03:00:00.000Z"
 */
export function dueAt(startedAt: string, minutes: number): string {
  return instant(Date.parse(startedAt) + minutes * MINUTE);
}

export function startClock(proofAt: string, minutes: number): ClockState {
  return { startedAt: instant(Date.parse(proofAt)), minutes, dueAt: dueAt(proofAt, minutes), warned: 0 };
}

/**
 * Another request of the same incident, or a stricter promise: the clock may only move earlier. Answers the same object when nothing
 * moves.
 */
export function tightenClock(clock: ClockState, proofAt: string, minutes: number): ClockState {
  const startedAt = instant(Math.min(Date.parse(clock.startedAt), Date.parse(proofAt)));
  const fewer = Math.min(clock.minutes, minutes);
  if (startedAt === clock.startedAt && fewer === clock.minutes) return clock;
  return { ...clock, startedAt, minutes: fewer, dueAt: dueAt(startedAt, fewer) };
}

/** The earliest contact counts, in whatever order contacts are written down. The same object when this one is not earlier. */
export function stopClock(clock: ClockState, contact: Contacted): ClockState {
  if (clock.stoppedAt !== undefined && Date.parse(clock.stoppedAt) <= Date.parse(contact.at)) return clock;
  return { ...clock, stoppedAt: instant(Date.parse(contact.at)), stoppedBy: contact.by, how: contact.how };
}

/** The highest share that has been reached and not been warned about; undefined when nobody has to be told. */
export function warningDue(clock: ClockState, now: string): WarnPercent | undefined {
  if (clock.stoppedAt !== undefined) return undefined;
  const spent = Date.parse(now) - Date.parse(clock.startedAt);
  return warnAt.findLast((percent) => percent > clock.warned && spent * 100 >= percent * clock.minutes * MINUTE);
}

/**
 * The clock as the journal tells it, computed another way than step by step: the smallest start, the smallest promise, the
 * smallest contact. Undefined when the journal has no clock.
 */
export function clockFromJournal(
  entries: readonly Pick<JournalEntry, "kind" | "at" | "data">[],
): ClockState | undefined {
  const starts = entries.filter((entry) => entry.kind === "clock.started");
  if (starts.length === 0) return undefined;
  const startedAt = instant(Math.min(...starts.map((entry) => Date.parse(entry.at))));
  const minutes = Math.min(...starts.map((entry) => Number(entry.data.minutes)));
  const warned = Math.max(
    0,
    ...entries
      .filter((entry) => entry.kind === "clock.warned" || entry.kind === "clock.breached")
      .map((entry) => Number(entry.data.percent)),
  ) as WarnPercent | 0;
  const stop = entries
    .filter((entry) => entry.kind === "clock.stopped")
    .reduce<(typeof entries)[number] | undefined>(
      (first, entry) => (first === undefined || Date.parse(entry.at) < Date.parse(first.at) ? entry : first),
      undefined,
    );
  const clock = { startedAt, minutes, dueAt: dueAt(startedAt, minutes), warned };
  if (stop === undefined) return clock;
  const { person, how } = stop.data;
  return { ...clock, stoppedAt: instant(Date.parse(stop.at)), stoppedBy: String(person), how: String(how) };
}
