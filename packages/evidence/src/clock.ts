import { daysFromCivil, isLeap } from "./calendar.ts";
import type { Clock } from "./format.ts";
import type { YearStep } from "./year-plan.ts";
import { zoneOffset } from "./zone.ts";

/** What a clock goes by; plain data. */
export interface ClockPlan {
  /** IANA name or offset for wall clocks without a zone. */
  readonly zone: string;
  /** Yearless dates: the year that holds from each offset on; without steps every date takes the latest year not after `bound`. */
  readonly years: readonly YearStep[];
  /** Epoch seconds that no yearless date may pass by more than a day. */
  readonly bound: number;
  /** Byte ranges in which an hour that DST repeats is meant for the second time. */
  readonly repeats: readonly (readonly [from: number, to: number])[];
}

export interface ReadingClock extends Clock {
  /** Tells the clock which line comes next; offsets only grow. */
  seek(offset: number): void;
}

const day = 86_400;

/** Lines out of order step back by less, other days by more. */
const leastStep = 600;
const mostStep = 2 * 3600;

/**
 * Whether a dated wall clock runs through an hour for the second time: it stepped back inside an hour that comes twice. Dates without a
 * year are watched before reading, over the whole file.
 */
function repeatWatch(zone: ReturnType<typeof zoneOffset>): (wall: number) => boolean {
  let last = Number.NaN;
  let again = false;
  return (wall) => {
    const twice = zone.first(wall) !== zone.second(wall);
    const back = last - wall;
    if (!twice) again = false;
    else if (back >= leastStep && back <= mostStep) again = true;
    last = wall;
    return again;
  };
}

/** The clock of one source file or range; see {@link Clock}. */
export function readingClock(plan: ClockPlan): ReadingClock {
  const zone = zoneOffset(plan.zone);
  const { years, repeats } = plan;
  let step = -1;
  let offset = 0;
  let basis: Clock["basis"] = "zone-assumed";
  // One date is asked for thousands of times in a row.
  let lastKey = -1;
  let lastDays = 0;
  const days = (year: number, month: number, date: number): number => {
    const key = year * 400 + month * 32 + date;
    if (key !== lastKey) {
      lastDays = daysFromCivil(year, month, date);
      lastKey = key;
    }
    return lastDays;
  };
  const watch = repeatWatch(zone);
  const isRepeat = (): boolean => repeats.some(([from, to]) => offset >= from && offset < to);
  return {
    get basis() {
      return basis;
    },
    seek(next) {
      offset = next;
      while (step + 1 < years.length && (years[step + 1]?.from ?? Infinity) <= next) step++;
    },
    local(year, month, date, seconds, micros = 0) {
      basis = year === undefined ? "year-inferred" : "zone-assumed";
      const known = year ?? years[step]?.year ?? yearBefore(plan.bound, zone.first, month, date, seconds);
      const wall = days(known, month, date) * day + seconds;
      const again = year === undefined ? isRepeat() : watch(wall);
      const shift = again ? zone.second(wall) : zone.first(wall);
      return (wall - shift) * 1e6 + micros;
    },
  };
}

/** The latest year in which this date exists and lies at most a day after the bound. */
export function yearBefore(
  bound: number,
  offset: (wall: number) => number,
  month: number,
  date: number,
  seconds: number,
): number {
  let year = new Date((bound + day) * 1000).getUTCFullYear() + 1;
  for (let tries = 0; tries < 10; tries++, year--) {
    if (month === 2 && date === 29 && !isLeap(year)) continue;
    const wall = daysFromCivil(year, month, date) * day + seconds;
    if (wall - offset(wall) <= bound + day) return year;
  }
  return year;
}
