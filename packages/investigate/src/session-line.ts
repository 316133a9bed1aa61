import { firstIndex } from "./first-index.ts";
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

/** The newest session of a line that was open at an instant. */
export function openAt({ sessions, until }: SessionLine, time: number): Session | undefined {
  const begun = firstIndex(sessions, ({ from }) => from > time);
  for (let at = begun - 1; at >= 0 && (until[at] ?? -Infinity) >= time; at--) {
    const session = sessions[at];
    if (session !== undefined && session.to >= time) return session;
  }
  return undefined;
}
