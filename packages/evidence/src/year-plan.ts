import { daysFromCivil, isLeap, positionInYear, yearLength } from "./calendar.ts";
import { yearBefore } from "./clock.ts";
import { zoneOffset } from "./zone.ts";

/** From this byte offset on, yearless dates lie in this year. */
export interface YearStep {
  readonly from: number;
  readonly year: number;
}

/** Yearless dates of a file in the order of its lines, grouped where they run forward without a jump. */
interface Run {
  readonly from: number;
  /** Seconds in a leap year, see `positionInYear`. */
  readonly first: number;
  last: number;
  count: number;
  /** Holds a 29 February. */
  leap: boolean;
}

export interface YearScan {
  /** One yearless date and the offset of its line. */
  date(offset: number, month: number, date: number, seconds: number): void;
  /** True once any date was seen. */
  readonly seen: boolean;
  /** The first date of the file. */
  first(): { readonly month: number; readonly date: number; readonly seconds: number } | undefined;
  plan(bound: number, zone: string): YearStep[];
}

const day = 86_400;
/** A step back of up to a week is lines out of order; more is a new year. */
const disorder = 7 * day;
const jump = 60 * day;
const maxRuns = 100_000;

/**
 * Collects the yearless dates of one file and works out the years: roll-overs counted inside the file, the last date placed
 * in the latest year not after the bound, 29 February only in leap years. Where dates jump about so much that no order can
 * be read out of them, the plan is empty and each date stands for itself.
 */
export function yearScan(): YearScan {
  const runs: Run[] = [];
  let run: Run | undefined;
  return {
    get seen() {
      return run !== undefined;
    },
    date(offset, month, date, seconds) {
      const at = positionInYear(month, date, seconds);
      if (run !== undefined && at >= run.last - disorder && at <= run.last + jump) {
        if (at > run.last) run.last = at;
        run.count++;
      } else if (run === undefined || runs.length < maxRuns) {
        run = { from: offset, first: at, last: at, count: 1, leap: false };
        runs.push(run);
      }
      if (month === 2 && date === 29) run.leap = true;
    },
    first: () => (runs[0] === undefined ? undefined : dateAt(runs[0].first)),
    plan: (bound, zone) => planYears(runs, bound, zone),
  };
}

function planYears(runs: readonly Run[], bound: number, zone: string): YearStep[] {
  const chain = chainOf(runs);
  const end = chain?.find(({ last }) => last === Math.max(...chain.map((link) => link.last)));
  if (chain === undefined || end === undefined) return [];
  const offset = zoneOffset(zone).first;
  const { month, date, seconds } = dateAt(end.run.last);
  let year = yearBefore(bound, offset, month, date, seconds);
  for (let tries = 0; tries < 8; tries++) {
    const base = year - tries - end.year;
    if (chain.every(({ run, year }) => !run.leap || isLeap(base + year))) {
      year -= tries;
      break;
    }
  }
  const steps: YearStep[] = [];
  for (const link of chain) {
    const at = year - end.year + link.year;
    if (steps.at(-1)?.year !== at) steps.push({ from: link.run.from, year: at });
  }
  return steps;
}

interface Link {
  readonly run: Run;
  /** Years after that of the first run. */
  readonly year: number;
  /** End of the run in seconds from the start of the first year. */
  readonly last: number;
}

function chainOf(runs: readonly Run[]): Link[] | undefined {
  const chain: Link[] = [];
  let reach = Number.NEGATIVE_INFINITY;
  for (const [index, run] of runs.entries()) {
    if (isExcursion(runs[index - 1], run, runs[index + 1])) {
      chain.push({ run, year: chain.at(-1)?.year ?? 0, last: Number.NEGATIVE_INFINITY });
      continue;
    }
    const year = reach === Number.NEGATIVE_INFINITY ? 0 : Math.ceil((reach - disorder - run.first) / yearLength);
    // Half a year of silence before a new year is no new year: these lines stand in no order.
    const rolled = year > (chain.at(-1)?.year ?? year);
    if (rolled && year * yearLength + run.first - reach > 120 * day) return undefined;
    const last = year * yearLength + run.last;
    reach = Math.max(reach, last);
    chain.push({ run, year, last });
  }
  return chain;
}

/** A machine that starts with its clock unset writes a few lines of 1 January and then goes on where it was. */
function isExcursion(before: Run | undefined, run: Run, after: Run | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  const back = run.first < before.last - disorder;
  const returns = after.first >= before.last - day && after.first <= before.last + 14 * day;
  // Lines out of order around New Year's Eve go to and fro as well, but never far.
  const turn = run.first + yearLength - before.last <= disorder;
  return back && returns && !turn && run.last - run.first < day;
}

function dateAt(position: number): { month: number; date: number; seconds: number } {
  const instant = new Date((daysFromCivil(2000, 1, 1) * day + position) * 1000);
  const seconds = instant.getUTCHours() * 3600 + instant.getUTCMinutes() * 60 + instant.getUTCSeconds();
  return { month: instant.getUTCMonth() + 1, date: instant.getUTCDate(), seconds };
}
