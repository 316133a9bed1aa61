import type { DutyGap, DutyRule, Rotation, Schedule, Shift } from "@stanch/model/oncall";
import type { StaffId } from "@stanch/model/ids";
import { type LocalClock, localClock } from "./local-clock.ts";
import { type Turns, turnsOf } from "./rotation.ts";

/** Who is on duty by a schedule. Instants in milliseconds since 1970. */
export interface DutyRoster {
  /** Ids of everybody on duty, sorted. */
  readonly at: (ms: number) => StaffId[];
  /** Stretches of duty that touch the span, cut to it, by start and person. */
  readonly shifts: (from: number, to: number) => Shift[];
  /** Stretches of the span without anybody. */
  readonly gaps: (from: number, to: number) => DutyGap[];
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const text = (ms: number): string => new Date(ms).toISOString();

/** Whether the hours of a rule hold when the clock shows this; a holiday counts as the weekday that it is said to be. */
function ruleHolds(
  { weekdays, start, end }: DutyRule,
  shown: Temporal.PlainDateTime,
  holidays: ReadonlyMap<string, number>,
): boolean {
  const minute = shown.hour * 60 + shown.minute;
  const [from, to] = [minutesOf(start), minutesOf(end)];
  const holdsOn = (day: Temporal.PlainDate): boolean =>
    weekdays.includes(holidays.get(day.toString()) ?? day.dayOfWeek);
  const day = shown.toPlainDate();
  if (from < to) return minute >= from && minute < to && holdsOn(day);
  return (minute >= from && holdsOn(day)) || (minute < to && holdsOn(day.subtract({ days: 1 })));
}

interface Source {
  readonly schedule: Omit<Schedule, "id" | "name">;
  readonly clock: LocalClock;
  readonly turns: ReadonlyMap<string, Turns>;
  /** Weekdays that dates count as. */
  readonly holidays: ReadonlyMap<string, number>;
}

function targetPerson(source: Source, { target }: DutyRule, ms: number): string | undefined {
  if (target.kind === "staff") return target.id;
  const turns = source.turns.get(target.id);
  return turns?.person(turns.at(ms));
}

function within(ms: number, span: { readonly start: string; readonly end: string }): boolean {
  return Date.parse(span.start) <= ms && ms < Date.parse(span.end);
}

function onDuty(source: Source, ms: number): string[] {
  const { rules, overrides, temporary } = source.schedule;
  const fixed = temporary.filter((one) => within(ms, one));
  if (fixed.length > 0) {
    const shifts = fixed.flatMap((one) => one.shifts).filter((one) => within(ms, one));
    return [...new Set(shifts.map((one) => one.staff))].sort();
  }
  const shown = source.clock.show(ms);
  const regular = rules
    .filter((rule) => ruleHolds(rule, shown, source.holidays))
    .map((rule) => targetPerson(source, rule, ms));
  const people = new Set(regular.filter((one) => one !== undefined));
  const changes = overrides.filter((one) => within(ms, one));
  // Every override is judged against the regular duty, so that their order in the list changes nothing.
  const had = new Set(people);
  for (const { remove } of changes) if (remove !== undefined) people.delete(remove);
  for (const { add, remove } of changes) {
    if (add !== undefined && (remove === undefined || had.has(remove))) people.add(add);
  }
  return [...people].sort();
}

/** Instants at which the hours of a rule may begin or end. */
function ruleEdges(source: Source, rule: DutyRule, from: number, to: number): number[] {
  const edges: number[] = [];
  const last = source.clock.show(to).toPlainDate();
  for (let day = source.clock.show(from).toPlainDate(); Temporal.PlainDate.compare(day, last) <= 0;) {
    for (const time of [rule.start, rule.end]) {
      edges.push(
        ...source.clock.instants(
          day.toPlainDateTime({ hour: Number(time.slice(0, 2)), minute: Number(time.slice(3)) }),
        ),
      );
    }
    day = day.add({ days: 1 });
  }
  return edges;
}

function turnEdges(source: Source, rule: DutyRule, from: number, to: number): number[] {
  const turns = rule.target.kind === "rotation" ? source.turns.get(rule.target.id) : undefined;
  if (turns === undefined) return [];
  const edges: number[] = [];
  for (let turn = turns.at(from) + 1; turns.start(turn) < to; turn++) edges.push(turns.start(turn));
  return edges;
}

/** Sorted instants between which nothing changes; the first is `from`, the last `to`. */
function edgesOf(source: Source, from: number, to: number): number[] {
  const { rules, overrides, temporary } = source.schedule;
  const spans = [...overrides, ...temporary, ...temporary.flatMap((one) => one.shifts)];
  const edges = [
    ...rules.flatMap((rule) => [...ruleEdges(source, rule, from, to), ...turnEdges(source, rule, from, to)]),
    ...spans.flatMap(({ start, end }) => [Date.parse(start), Date.parse(end)]),
    ...source.clock.jumps(from, to),
  ];
  return [from, ...new Set(edges.filter((ms) => ms > from && ms < to)), to].sort((a, b) => a - b);
}

/** Walks the span in stretches of unchanged duty. */
function* stretches(
  source: Source,
  from: number,
  to: number,
): Generator<{ start: number; end: number; people: string[] }> {
  const edges = edgesOf(source, from, to);
  for (const [at, start] of edges.entries()) {
    const end = edges[at + 1];
    if (end !== undefined && end > start) yield { start, end, people: onDuty(source, start) };
  }
}

function shiftsOf(source: Source, from: number, to: number): Shift[] {
  const open = new Map<string, number>();
  const done: { staff: string; start: number; end: number }[] = [];
  const close = (staff: string, start: number, end: number): void => void done.push({ staff, start, end });
  for (const { start, people } of stretches(source, from, to)) {
    for (const [staff, began] of open) {
      if (people.includes(staff)) continue;
      close(staff, began, start);
      open.delete(staff);
    }
    for (const staff of people) if (!open.has(staff)) open.set(staff, start);
  }
  for (const [staff, began] of open) close(staff, began, to);
  return done
    .sort((a, b) => a.start - b.start || (a.staff < b.staff ? -1 : 1))
    .map(({ staff, start, end }) => ({ staff: staff as StaffId, start: text(start), end: text(end) }));
}

function gapsOf(source: Source, from: number, to: number): DutyGap[] {
  const gaps: { start: number; end: number }[] = [];
  for (const { start, end, people } of stretches(source, from, to)) {
    if (people.length > 0) continue;
    const last = gaps.at(-1);
    if (last?.end === start) last.end = end;
    else gaps.push({ start, end });
  }
  return gaps.map(({ start, end }) => ({ start: text(start), end: text(end) }));
}

/**
 * Reads a schedule with the rotations it names. A rule holds whenever the clock on the wall shows its hours; a temporary schedule
 * goes before everything; an override that replaces somebody who is not on duty does nothing.
 *
 * @throws RangeError when a zone is unknown
 * @example dutyRoster(schedule, rotations).gaps(now, now + 30 * 86_400_000)
 */
export function dutyRoster(
  schedule: Omit<Schedule, "id" | "name">,
  rotations: ReadonlyMap<string, Omit<Rotation, "id" | "name">>,
): DutyRoster {
  const turns = new Map([...rotations].map(([id, one]) => [id, turnsOf(one)]));
  const holidays = new Map(schedule.holidays.map((one) => [one.date, one.as]));
  const source: Source = { schedule, clock: localClock(schedule.zone), turns, holidays };
  return {
    at: (ms) => onDuty(source, ms) as StaffId[],
    shifts: (from, to) => shiftsOf(source, from, to),
    gaps: (from, to) => gapsOf(source, from, to),
  };
}
