import type { Rotation } from "@stanch/model/oncall";
import { localClock } from "./local-clock.ts";

const units = { hourly: "hours", daily: "days", weekly: "weeks", monthly: "months" } as const;
const roughly = { hourly: 3_600_000, daily: 86_400_000, weekly: 604_800_000, monthly: 2_629_746_000 } as const;

/** The turns of a rotation in time. Turn 0 begins at its start; turns before it have negative numbers. */
export interface Turns {
  /** Which turn runs at an instant. */
  readonly at: (ms: number) => number;
  /** When a turn begins. Two turns may begin at once where the local clock jumps over one of them. */
  readonly start: (turn: number) => number;
  /** Whose turn it is; undefined when nobody takes part. */
  readonly person: (turn: number) => string | undefined;
}

/**
 * Counts turns on the local clock, always from the rotation's start: a monthly turn that begins on the 31st begins on the last day
 * of shorter months and on the 31st again after them.
 *
 * @example const turns = turnsOf(rotation); turns.person(turns.at(Date.now()))
 */
export function turnsOf(rotation: Omit<Rotation, "id" | "name">): Turns {
  const { kind, length, participants } = rotation;
  const clock = localClock(rotation.zone);
  const first = Temporal.PlainDateTime.from(rotation.start);
  const start = (turn: number): number => clock.instant(first.add({ [units[kind]]: turn * length }));
  const origin = start(0);
  return {
    start,
    at: (ms) => {
      let turn = Math.floor((ms - origin) / (roughly[kind] * length));
      while (start(turn) > ms) turn--;
      while (start(turn + 1) <= ms) turn++;
      return turn;
    },
    person: (turn) => {
      const count = participants.length;
      return count === 0 ? undefined : participants[((turn % count) + count) % count];
    },
  };
}
