/** Days since 1970-01-01 of a date in the proleptic Gregorian calendar; months from 1. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Gregorian leap years. */
export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** True when such a day exists in some year. */
export function isMonthDay(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= (monthDays[month - 1] ?? 0);
}

const before = monthDays.map((_, index) => monthDays.slice(0, index).reduce((sum, days) => sum + days, 0));

/** Seconds from the start of a leap year: a position in the year that does not need the year. */
export function positionInYear(month: number, day: number, seconds: number): number {
  return ((before[month - 1] ?? 0) + day - 1) * 86_400 + seconds;
}

/** Length of the scale of {@link positionInYear}. */
export const yearLength = 366 * 86_400;
