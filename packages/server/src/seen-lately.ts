/** Tells the first time from those soon after it. */
export interface SeenLately {
  /** True unless the same was asked within the time. */
  readonly firstOf: (what: string) => boolean;
}

/** Most that is remembered; then the oldest half is forgotten, and told again. */
const MOST = 10_000;

/**
 * Remembers what was seen for so many milliseconds.
 *
 * @example
 * const seen = seenLately(600_000);
 * seen.firstOf("a"); // true
 * seen.firstOf("a"); // false
 */
export function seenLately(withinMs: number, now: () => number = Date.now): SeenLately {
  const times = new Map<string, number>();
  return {
    firstOf: (what) => {
      const at = now();
      const before = times.get(what);
      if (before !== undefined && at - before < withinMs) return false;
      times.delete(what);
      times.set(what, at);
      if (times.size > MOST) for (const old of [...times.keys()].slice(0, MOST / 2)) times.delete(old);
      return true;
    },
  };
}
