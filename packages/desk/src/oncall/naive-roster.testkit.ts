import type { Rotation, Schedule } from "@stanch/model/oncall";

type RotationForm = Omit<Rotation, "id" | "name">;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const numeric = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
  const made = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", weekday: "short", ...numeric });
  formats.set(zone, made);
  return made;
}

/** What the wall clock of a zone shows, by Intl instead of Temporal; `stamp` sorts like the time: yyyymmddhhmm. */
function shown(zone: string, ms: number): { stamp: number; weekday: number; minute: number } {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  const day = (part("year") * 100 + part("month")) * 100 + part("day");
  const weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(parts.get("weekday") ?? "") + 1;
  const [hour, minute] = [part("hour"), part("minute")];
  return { stamp: (day * 100 + hour) * 100 + minute, weekday, minute: hour * 60 + minute };
}

/** The local date and time of a turn's begin, by plain calendar arithmetic in UTC fields. */
function turnStamp({ kind, length, start }: RotationForm, turn: number): number {
  const from = new Date(`${start}:00Z`);
  const date = new Date(from);
  if (kind === "monthly") {
    const months = from.getUTCMonth() + turn * length;
    const last = new Date(Date.UTC(from.getUTCFullYear(), months + 1, 0)).getUTCDate();
    date.setUTCFullYear(from.getUTCFullYear(), months, Math.min(from.getUTCDate(), last));
  } else {
    const hours = { hourly: 1, daily: 24, weekly: 168 }[kind];
    date.setTime(from.getTime() + turn * length * hours * 3_600_000);
  }
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  return (((year * 100 + month) * 100 + day) * 100 + date.getUTCHours()) * 100 + date.getUTCMinutes();
}

/** A turn has begun once the clock has shown its begin, or more, at any time before: looked for in the last three hours. */
function turnNaively(rotation: RotationForm, ms: number): string | undefined {
  const { participants, zone } = rotation;
  if (participants.length === 0) return undefined;
  let most = 0;
  for (let back = 180; back >= 0; back -= 5) most = Math.max(most, shown(zone, ms - back * 60_000).stamp);
  let turn = 0;
  while (turnStamp(rotation, turn + 1) <= most) turn++;
  while (turnStamp(rotation, turn) > most) turn--;
  return participants[((turn % participants.length) + participants.length) % participants.length];
}

/** A second reading of a schedule, written from its description only: slow. Answers sorted ids. */
export function naiveOnDuty(
  schedule: Omit<Schedule, "id" | "name">,
  rotations: ReadonlyMap<string, RotationForm>,
  ms: number,
): string[] {
  const holds = (span: { start: string; end: string }) => Date.parse(span.start) <= ms && ms < Date.parse(span.end);
  if (schedule.temporary.some(holds)) {
    const fixed = schedule.temporary.filter(holds).flatMap((one) => one.shifts.filter(holds).map((two) => two.staff));
    return [...new Set<string>(fixed)].sort();
  }
  const now = shown(schedule.zone, ms);
  const date = Math.floor(now.stamp / 10_000);
  const before = new Date(Date.UTC(Math.floor(date / 10_000), (Math.floor(date / 100) % 100) - 1, (date % 100) - 1));
  const counted = (iso: string, weekday: number) =>
    schedule.holidays.reduce((kept, one) => (one.date === iso ? one.as : kept), weekday);
  const text = String(date);
  const today = counted(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`, now.weekday);
  const yesterday = counted(before.toISOString().slice(0, 10), now.weekday === 1 ? 7 : now.weekday - 1);
  const regular = new Set<string>();
  for (const { target, weekdays, start, end } of schedule.rules) {
    const [from, to] = [start, end].map((time) => Number(time.replace(":", ""))) as [number, number];
    const clock = Math.floor(now.minute / 60) * 100 + (now.minute % 60);
    const covers =
      from < to
        ? weekdays.includes(today) && from <= clock && clock < to
        : (weekdays.includes(today) && clock >= from) || (weekdays.includes(yesterday) && clock < to);
    if (!covers) continue;
    const rotation = rotations.get(target.id);
    const person = target.kind === "staff" ? target.id : rotation && turnNaively(rotation, ms);
    if (person !== undefined) regular.add(person);
  }
  const people = new Set(regular);
  const changes = schedule.overrides.filter(holds);
  for (const { remove } of changes) if (remove !== undefined) people.delete(remove);
  for (const { add, remove } of changes) {
    if (add === undefined) continue;
    if (remove === undefined || regular.has(remove)) people.add(add);
  }
  return [...people].sort();
}
