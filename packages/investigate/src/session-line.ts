import type { Session } from "./session.ts";

/** Sessions in order of their beginnings, and until when one of those so far lasts. */
export interface SessionLine {
  readonly sessions: readonly Session[];
  readonly until: readonly number[];
}

/** @example lineOf([session]).until // [session.to] */
export function lineOf(owners: Iterable<Session>): SessionLine {
  const sessions = [...owners].sort((a, b) => a.from - b.from);
  let latest = -Infinity;
  return { sessions, until: sessions.map(({ to }) => (latest = Math.max(latest, to))) };
}

/** How many sessions, which are in order of their beginnings, began by an instant. */
function begunBy(sessions: readonly Session[], time: number): number {
  let low = 0;
  let high = sessions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sessions[middle]?.from ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The newest session of a line that was open at an instant. */
export function openAt({ sessions, until }: SessionLine, time: number): Session | undefined {
  for (let at = begunBy(sessions, time) - 1; at >= 0 && (until[at] ?? -Infinity) >= time; at--) {
    const session = sessions[at];
    if (session !== undefined && session.to >= time) return session;
  }
  return undefined;
}
