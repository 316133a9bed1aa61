/** Milliseconds since 1970 of what a zone's clock shows. */
export interface LocalClock {
  /** What the clock shows at an instant. */
  readonly show: (at: number) => Temporal.PlainDateTime;
  /**
   * The instant of a clock time. Shown twice (summer time ends): the first. Never shown (it begins): the moment the clock jumps, so
   * that later clock times are never earlier instants.
   */
  readonly instant: (time: Temporal.PlainDateTime) => number;
  /** Every instant at which the clock shows this time: none, one or two. */
  readonly instants: (time: Temporal.PlainDateTime) => number[];
  /** Moments between two instants at which the clock jumps. */
  readonly jumps: (from: number, to: number) => number[];
}

/**
 * The clock on the wall of a zone.
 *
 * @throws RangeError when the zone is unknown
 * @example localClock("Asia/Shanghai").instant(Temporal.PlainDateTime.from("2026-01-05T09:00")) // 1767574800000
 */
export function localClock(zone: string): LocalClock {
  const at = (ms: number): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  at(0);
  const both = (time: Temporal.PlainDateTime): readonly [Temporal.ZonedDateTime, Temporal.ZonedDateTime] => [
    time.toZonedDateTime(zone, { disambiguation: "earlier" }),
    time.toZonedDateTime(zone, { disambiguation: "later" }),
  ];
  const instants = (time: Temporal.PlainDateTime): number[] => {
    const [earlier, later] = both(time);
    const shown = [earlier, later].filter((one) => one.toPlainDateTime().equals(time));
    return [...new Set(shown.map((one) => one.epochMilliseconds))];
  };
  return {
    show: (ms) => at(ms).toPlainDateTime(),
    instants,
    instant: (time) => {
      const [first] = instants(time);
      if (first !== undefined) return first;
      // "earlier" and "later" lie on both sides of the jump.
      const [earlier, later] = both(time);
      return earlier.getTimeZoneTransition("next")?.epochMilliseconds ?? later.epochMilliseconds;
    },
    jumps: (from, to) => {
      const found: number[] = [];
      let next = at(from - 1).getTimeZoneTransition("next");
      while (next !== null && next.epochMilliseconds <= to) {
        found.push(next.epochMilliseconds);
        next = next.getTimeZoneTransition("next");
      }
      return found;
    },
  };
}
