/** The part of a response clock that decides how it is shown. */
export interface ClockTimes {
  readonly startedAt: string;
  readonly dueAt: string;
  readonly stoppedAt?: string | undefined;
}

/**
 * `running`: more than a quarter of the time is left. `soon`: less. `late`: none. `met`: somebody spoke with the customer in
 * time. `missed`: somebody did, too late.
 */
export type ClockMood = "running" | "soon" | "late" | "met" | "missed";

export interface ClockState {
  readonly mood: ClockMood;
  /** Milliseconds until due; negative when past. For a stopped clock: at the moment it stopped. */
  readonly left: number;
  /** Share of the promised time that is used up, 0–1. */
  readonly used: number;
}

/**
 * Reads a response clock at one instant.
 *
 * @example clockState({ startedAt: "2026-03-01T00:00:00Z", dueAt: "2026-03-01T04:00:00Z" }, Date.parse("2026-03-01T03:30:00Z")).mood === "soon"
 */
export function clockState(clock: ClockTimes, now: number): ClockState {
  const start = Date.parse(clock.startedAt);
  const due = Date.parse(clock.dueAt);
  const at = clock.stoppedAt === undefined ? now : Date.parse(clock.stoppedAt);
  const whole = Math.max(1, due - start);
  const left = due - at;
  const used = Math.min(1, Math.max(0, (at - start) / whole));
  if (clock.stoppedAt !== undefined) return { mood: left >= 0 ? "met" : "missed", left, used };
  if (left < 0) return { mood: "late", left, used };
  return { mood: left < whole / 4 ? "soon" : "running", left, used };
}

/** `3:12:40` from milliseconds, sign dropped; days are counted as hours, as people do on the phone. */
export function spellDuration(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
