import { daysFromCivil, positionInYear } from "./calendar.ts";
import type { YearStep } from "./year-plan.ts";
import { zoneOffset } from "./zone.ts";

/** Byte range in which a wall clock runs through an hour for the second time. */
export type Repeat = readonly [from: number, to: number];

interface Step {
  readonly offset: number;
  readonly month: number;
  readonly date: number;
  readonly seconds: number;
  /** Where the clock leaves the hour again. */
  until: number;
}

export interface RepeatScan {
  date(offset: number, month: number, date: number, seconds: number): void;
  /** The steps back that the zone explains: the clocks were set back then. */
  plan(years: readonly YearStep[], zone: string): Repeat[];
}

const day = 86_400;
/** Lines out of order step back by less. */
const least = 600;
const most = 2 * 3600;
const maxSteps = 1000;

/** Watches yearless dates for the step back by an hour that the end of summer time makes. */
export function repeatScan(): RepeatScan {
  const steps: Step[] = [];
  let last = Number.NaN;
  let open: Step | undefined;
  return {
    date(offset, month, date, seconds) {
      const at = positionInYear(month, date, seconds);
      if (open !== undefined && at >= positionInYear(open.month, open.date, hourEnd(open.seconds))) {
        open.until = offset;
        open = undefined;
      }
      if (last - at >= least && last - at <= most && open === undefined && steps.length < maxSteps) {
        open = { offset, month, date, seconds, until: Number.MAX_SAFE_INTEGER };
        steps.push(open);
      }
      last = at;
    },
    plan(years, zone) {
      const { first, second } = zoneOffset(zone);
      return steps.flatMap((step): Repeat[] => {
        const year = years.findLast(({ from }) => from <= step.offset)?.year;
        if (year === undefined) return [];
        const wall = daysFromCivil(year, step.month, step.date) * day + step.seconds;
        return first(wall) === second(wall) ? [] : [[step.offset, step.until]];
      });
    },
  };
}

function hourEnd(seconds: number): number {
  return (Math.floor(seconds / 3600) + 1) * 3600;
}
