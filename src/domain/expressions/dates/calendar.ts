/** A point in time: whole seconds since 0001-01-01T00:00:00Z and hundreds of nanoseconds within the second. */
export type Moment = { readonly seconds: number; readonly fraction: number };

export type CalendarDate = { readonly year: number; readonly month: number; readonly day: number };
export type ClockTime = { readonly hour: number; readonly minute: number; readonly second: number };

export const SECONDS_PER_DAY = 86_400;
/** 0001-01-01 to 9999-12-31, the range of .NET's DateTime. */
const LAST_DAY = 3_652_058;
const UNIX_EPOCH_DAY = 719_162;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (lengths[month - 1] ?? 0);
}

const daysBeforeYear = (year: number): number => {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
};

/** Days since 0001-01-01, or undefined when there is no such date. */
export function dayNumber({ year, month, day }: CalendarDate): number | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return undefined;
  if (day < 1 || day > daysInMonth(year, month)) return undefined;
  let days = daysBeforeYear(year) + day - 1;
  for (let before = 1; before < month; before++) days += daysInMonth(year, before);
  return days;
}

function dateOfDay(days: number): CalendarDate {
  let year = Math.max(1, Math.floor(days / 365.2425));
  while (daysBeforeYear(year + 1) <= days) year += 1;
  let rest = days - daysBeforeYear(year);
  let month = 1;
  while (rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month);
    month += 1;
  }
  return { year, month, day: rest + 1 };
}

export const dayOf = (moment: Moment): number => Math.floor(moment.seconds / SECONDS_PER_DAY);

/** 0 = Sunday. Day 0 of the calendar, 0001-01-01, is a Monday. */
export const weekdayOf = (day: number): number => (day + 1) % 7;

export const dateOf = (moment: Moment): CalendarDate => dateOfDay(dayOf(moment));

export function clockOf(moment: Moment): ClockTime {
  const seconds = moment.seconds - dayOf(moment) * SECONDS_PER_DAY;
  const hour = Math.floor(seconds / 3600);
  const minute = Math.floor((seconds % 3600) / 60);
  return { hour, minute, second: seconds % 60 };
}

type MomentParts = {
  readonly date: CalendarDate;
  readonly time: ClockTime;
  readonly fraction: number;
  /** Minutes east of UTC. */
  readonly offset: number;
};

/** The point in time that a date, a clock time and an offset name, or undefined when there is none. */
export function momentOf({ date, time, fraction, offset }: MomentParts): Moment | undefined {
  const day = dayNumber(date);
  if (day === undefined || time.hour > 23 || time.minute > 59 || time.second > 59) return undefined;
  const clock = time.hour * 3600 + time.minute * 60 + time.second;
  return inRange({ seconds: day * SECONDS_PER_DAY + clock - offset * 60, fraction });
}

export function inRange(moment: Moment): Moment | undefined {
  const day = dayOf(moment);
  return day >= 0 && day <= LAST_DAY ? moment : undefined;
}

export function momentOfInstant(instant: Date): Moment {
  const milliseconds = instant.getTime() + UNIX_EPOCH_DAY * SECONDS_PER_DAY * 1000;
  const seconds = Math.floor(milliseconds / 1000);
  return { seconds, fraction: (milliseconds - seconds * 1000) * 10_000 };
}

/** 0:00 of 1601-01-01, where Windows begins to count hundreds of nanoseconds (FILETIME). */
const FILETIME_EPOCH_SECONDS = 584_388n * 86_400n;
const TICKS_PER_SECOND = 10_000_000n;

export function filetimeOf(moment: Moment): bigint {
  const seconds = BigInt(moment.seconds) - FILETIME_EPOCH_SECONDS;
  return seconds * TICKS_PER_SECOND + BigInt(moment.fraction);
}

/** Undefined for a negative number and for one beyond the year 9999. */
export function momentOfFiletime(ticks: bigint): Moment | undefined {
  if (ticks < 0n) return undefined;
  const seconds = Number(ticks / TICKS_PER_SECOND + FILETIME_EPOCH_SECONDS);
  return inRange({ seconds, fraction: Number(ticks % TICKS_PER_SECOND) });
}
