import { z } from "zod";
import { staffId } from "./ids.ts";

/*
 * Who is on duty, in GoAlert's words: a rotation takes turns, a schedule says at which hours whom a rotation or a person covers, an
 * override changes a time span, a temporary schedule replaces everything in its span. Source: GoAlert's published model.
 */

const instant = z.iso.datetime({ offset: true });
const name = z.string().trim().min(1).max(120);
/** `09:00`, minutes of the local day. */
const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
/** `2026-01-05T09:00`, local to the zone beside it. */
const localTime = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d$/);
const zone = z.string().max(60);

/**
 * People who take turns. Turns change every `length` hours, days, weeks or months of the **local clock** after `start`, so that
 * a hand-over at 09:00 stays at 09:00 over a change of summer time.
 *
 * @example { name: "nights", zone: "Asia/Shanghai", kind: "weekly", length: 1, start: "2026-01-05T09:00", participants: [a, b] }
 */
export const rotation = z.object({
  id: z.uuid(),
  name,
  zone,
  kind: z.enum(["hourly", "daily", "weekly", "monthly"]),
  length: z.int().min(1).max(9000),
  start: localTime,
  /** In the order of their turns; the same person may stand in it more than once. */
  participants: z.array(staffId).max(200),
});
export type Rotation = z.infer<typeof rotation>;

export const dutyTarget = z.object({ kind: z.enum(["staff", "rotation"]), id: z.uuid() });
export type DutyTarget = z.infer<typeof dutyTarget>;

/** Hours of certain weekdays that a person or a rotation covers. Several may hold at once: all of them are on duty. */
export const dutyRule = z.object({
  target: dutyTarget,
  /** ISO weekdays, 1 Monday to 7 Sunday, on which the hours begin. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  start: clockTime,
  /** Not after `start`: the next day. Equal to `start`: a whole day. */
  end: clockTime,
});
export type DutyRule = z.infer<typeof dutyRule>;

/** Somebody instead of, besides, or not. A replacement of somebody who is not on duty does nothing. */
export const dutyOverride = z
  .object({
    start: instant,
    end: instant,
    add: staffId.optional(),
    remove: staffId.optional(),
  })
  .refine((one) => one.add !== undefined || one.remove !== undefined)
  .refine((one) => Date.parse(one.start) < Date.parse(one.end));
export type DutyOverride = z.infer<typeof dutyOverride>;

/** Fixed shifts that stand instead of everything else between `start` and `end`, overrides included. */
export const temporarySchedule = z
  .object({
    start: instant,
    end: instant,
    shifts: z.array(z.object({ staff: staffId, start: instant, end: instant })).max(1000),
  })
  .refine((one) => Date.parse(one.start) < Date.parse(one.end));
export type TemporarySchedule = z.infer<typeof temporarySchedule>;

/** A date on which the hours of another weekday hold: a holiday counts as a Sunday, a Saturday that is worked as a Monday. */
export const dutyHoliday = z.object({
  date: z.iso.date(),
  /** ISO weekday, 1 Monday to 7 Sunday. */
  as: z.int().min(1).max(7),
  name: z.string().trim().max(60),
});
export type DutyHoliday = z.infer<typeof dutyHoliday>;

export const schedule = z.object({
  id: z.uuid(),
  name,
  zone,
  rules: z.array(dutyRule).max(200),
  overrides: z.array(dutyOverride).max(2000),
  temporary: z.array(temporarySchedule).max(200),
  /** By date of the schedule's zone; each date once. */
  holidays: z
    .array(dutyHoliday)
    .max(400)
    .refine((all) => new Set(all.map(({ date }) => date)).size === all.length)
    .default([]),
});
export type Schedule = z.infer<typeof schedule>;

/** A stretch of duty of one person. */
export const shift = z.object({ staff: staffId, start: instant, end: instant });
export type Shift = z.infer<typeof shift>;

/** A stretch in which nobody is on duty. */
export const dutyGap = z.object({ start: instant, end: instant });
export type DutyGap = z.infer<typeof dutyGap>;
