import { type ReactNode, useSyncExternalStore } from "react";
import { clockState, type ClockTimes, spellDuration } from "../time/clock-state.ts";
import { serverNow } from "../time/server-time.ts";
import { useWords } from "../words/language-context.tsx";

const listeners = new Set<() => void>();
let timer: number | undefined;
let second = Math.floor(Date.now() / 1000);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(() => {
    second = Math.floor(Date.now() / 1000);
    for (const one of listeners) one();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

/** The centre's time, once a second; one timer for all clocks on the screen. */
export function useNow(): number {
  useSyncExternalStore(subscribe, () => second);
  return serverNow();
}

/** The 4-hour clock of a case: `3:12:40 left` with how much is used up. */
export function ResponseClock({
  clock,
  big = false,
  bar = true,
}: {
  readonly clock: ClockTimes;
  readonly big?: boolean;
  readonly bar?: boolean;
}): ReactNode {
  const { time } = useWords().frame;
  const state = clockState(clock, useNow());
  const duration = spellDuration(state.left);
  const words = {
    running: time.left(duration),
    soon: time.left(duration),
    late: time.over(duration),
    met: time.met(duration),
    missed: time.missed(duration),
  }[state.mood];
  return (
    <span className={`clock ${state.mood}${big ? " big" : ""}`} role="timer" aria-label={`${time.clock}: ${words}`}>
      <b>{words}</b>
      {bar && clock.stoppedAt === undefined ? (
        <span className="clock-bar" aria-hidden="true">
          <i style={{ width: `${state.used * 100}%` }} />
        </span>
      ) : null}
    </span>
  );
}
