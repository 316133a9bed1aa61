import type { SiteClock } from "@stanch/model/incident";
import type { JournalEntry } from "@stanch/model/journal";
import { type WarnPercent, warnAt } from "./response-clock.ts";

/** The promise to be there, as it is kept with the incident. */
export interface SiteState {
  readonly startedAt: string;
  readonly minutes: number;
  readonly pauses: readonly {
    readonly from: string;
    readonly to?: string;
    readonly reason: string;
    readonly by: string;
  }[];
  readonly stoppedAt?: string;
  readonly stoppedBy?: string;
  readonly warned: WarnPercent | 0;
}

const MINUTE = 60_000;
const iso = (ms: number): string => new Date(ms).toISOString();

export function startSite(startedAt: string, minutes: number): SiteState {
  return { startedAt: iso(Date.parse(startedAt)), minutes, pauses: [], warned: 0 };
}

/** Milliseconds that the clock stood still until an instant. */
function stood(clock: SiteState, until: number): number {
  const spans = clock.pauses.map(({ from, to }) => {
    const end = Math.min(until, to === undefined ? until : Date.parse(to));
    return Math.max(0, end - Date.parse(from));
  });
  return spans.reduce((sum, one) => sum + one, 0);
}

const paused = (clock: SiteState): boolean =>
  clock.stoppedAt === undefined && clock.pauses.some(({ to }) => to === undefined);

/** When somebody must be there; undefined while the clock stands still. */
export function siteDue(clock: SiteState): string | undefined {
  if (paused(clock)) return undefined;
  const until = clock.stoppedAt === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(clock.stoppedAt);
  return iso(Date.parse(clock.startedAt) + clock.minutes * MINUTE + stood(clock, until));
}

/** A stricter promise, or an earlier proof: the clock only moves earlier. The same object when nothing moves. */
export function tightenSite(clock: SiteState, startedAt: string, minutes: number): SiteState {
  const earlier = Math.min(Date.parse(clock.startedAt), Date.parse(startedAt));
  const fewer = Math.min(clock.minutes, minutes);
  if (iso(earlier) === clock.startedAt && fewer === clock.minutes) return clock;
  return { ...clock, startedAt: iso(earlier), minutes: fewer };
}

/** The same object when it stands still or is over already, or the time is up: a pause does not undo a breach. */
export function pauseSite(clock: SiteState, at: string, reason: string, by: string): SiteState {
  const due = siteDue(clock);
  if (clock.stoppedAt !== undefined || due === undefined || Date.parse(at) >= Date.parse(due)) return clock;
  return { ...clock, pauses: [...clock.pauses, { from: iso(Date.parse(at)), reason, by }] };
}

export function resumeSite(clock: SiteState, at: string): SiteState {
  if (!paused(clock)) return clock;
  const pauses = clock.pauses.map((one) =>
    one.to === undefined ? { ...one, to: iso(Math.max(Date.parse(one.from), Date.parse(at))) } : one,
  );
  return { ...clock, pauses };
}

/** Somebody is there; the earliest arrival counts. The same object when this one is not earlier. */
export function stopSite(clock: SiteState, at: string, by: string): SiteState {
  if (clock.stoppedAt !== undefined && Date.parse(clock.stoppedAt) <= Date.parse(at)) return clock;
  return { ...clock, stoppedAt: iso(Date.parse(at)), stoppedBy: by };
}

/** The highest share of the promised time that is spent and was not warned about; time that stood still is not spent. */
export function siteWarningDue(clock: SiteState, now: string): WarnPercent | undefined {
  if (clock.stoppedAt !== undefined || paused(clock)) return undefined;
  const at = Date.parse(now);
  const spent = at - Date.parse(clock.startedAt) - stood(clock, at);
  return warnAt.findLast((percent) => percent > clock.warned && spent * 100 >= percent * clock.minutes * MINUTE);
}

/** The clock as customers and staff see it. */
export function shownSite({ warned: _internal, pauses, ...clock }: SiteState): SiteClock {
  const dueAt = siteDue({ ...clock, pauses, warned: 0 });
  return { ...clock, pauses: [...pauses], ...(dueAt === undefined ? {} : { dueAt }) };
}

type Entries = readonly Pick<JournalEntry, "kind" | "at" | "data" | "actor">[];

/** Pauses as pairs of lines: each ends with the next resumption. */
function pausesOf(entries: Entries): SiteState["pauses"][number][] {
  const pauses: SiteState["pauses"][number][] = [];
  for (const { kind, at, data, actor } of entries) {
    const last = pauses.at(-1);
    if (kind === "site-clock.paused")
      pauses.push({ from: iso(Date.parse(at)), reason: String(data.reason), by: actor.name });
    else if (kind === "site-clock.resumed" && last !== undefined)
      pauses[pauses.length - 1] = { ...last, to: iso(Math.max(Date.parse(last.from), Date.parse(at))) };
  }
  return pauses;
}

/** The clock as the journal tells it, computed from all lines at once; undefined when nobody promised to come. */
export function siteFromJournal(entries: Entries): SiteState | undefined {
  const of = (kind: string) => entries.filter((one) => one.kind === kind);
  const starts = of("site-clock.started");
  if (starts.length === 0) return undefined;
  const stops = of("site-clock.stopped").toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const [stop] = stops;
  const warned = [...of("site-clock.warned"), ...of("site-clock.breached")].map(({ data }) => Number(data.percent));
  return {
    startedAt: iso(Math.min(...starts.map(({ at }) => Date.parse(at)))),
    minutes: Math.min(...starts.map(({ data }) => Number(data.minutes))),
    pauses: pausesOf(entries),
    warned: Math.max(0, ...warned) as WarnPercent | 0,
    ...(stop === undefined ? {} : { stoppedAt: iso(Date.parse(stop.at)), stoppedBy: String(stop.data.name) }),
  };
}
